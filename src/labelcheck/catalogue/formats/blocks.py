"""Blocks of lines, a name and a value on each."""

from labelcheck.catalogue.format import plain_table

FORMAT = plain_table("blocks", "text: blocks of names and values, a product each")
