"""Text that an engine read in a picture: what it may have been, and what is worth reading again."""
