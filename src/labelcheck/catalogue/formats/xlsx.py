"""XLSX workbooks; columns are found by their names."""

from labelcheck.catalogue.format import plain_table

FORMAT = plain_table("xlsx", "XLSX workbooks")
