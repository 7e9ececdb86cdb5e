"""Servings and what amounts are printed for."""
