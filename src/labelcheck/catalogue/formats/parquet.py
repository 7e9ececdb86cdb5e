"""Parquet, a file or a folder of files; columns are found by their names."""

from labelcheck.catalogue.format import plain_table

FORMAT = plain_table("parquet", "Parquet, a file or a folder of files")
