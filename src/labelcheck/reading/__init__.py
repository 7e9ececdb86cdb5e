"""Reading: from a cleaned text to what each row of the panel says."""
