"""From readings to how much of each nutrient is taken per day."""
