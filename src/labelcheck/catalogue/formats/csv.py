"""CSV and TSV, any delimiter and encoding; columns are found by their names."""

from labelcheck.catalogue.format import plain_table

FORMAT = plain_table("csv", "CSV and TSV, any delimiter and encoding")
