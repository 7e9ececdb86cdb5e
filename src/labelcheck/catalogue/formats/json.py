"""JSON, one object per line; columns are found by their names."""

from labelcheck.catalogue.format import plain_table

FORMAT = plain_table("json", "JSON, one object per line")
