"""A table of products in a page, or saved as one."""

from labelcheck.catalogue.format import plain_table

FORMAT = plain_table("html", "HTML: a table of several products, one below or beside another")
