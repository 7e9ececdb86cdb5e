"""Which part of the label a place is in: lines and words, zones, languages, ingredients."""
