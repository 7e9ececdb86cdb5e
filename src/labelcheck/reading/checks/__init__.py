"""The label against itself: amounts, percentages, IU and mass, kJ and kcal, values beside each other."""
