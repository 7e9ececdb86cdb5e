"""What rows are of: nutrient, form and role, parts of a whole, and what they are worth."""
