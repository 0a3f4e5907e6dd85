"""Cleaning and wording of what is typed about training."""
