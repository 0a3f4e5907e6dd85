"""Cleaning and wording of what is typed about people, places and days."""
