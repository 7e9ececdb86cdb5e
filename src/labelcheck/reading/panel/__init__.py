"""From lines to rows of cells: which amount belongs to which name and to which column."""
