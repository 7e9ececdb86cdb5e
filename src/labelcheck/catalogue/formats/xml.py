"""XML of any shop whose fields have names that are known."""

from labelcheck.catalogue.format import plain_table

FORMAT = plain_table("xml", "XML: elements of one name, a product each")
