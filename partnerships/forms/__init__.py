"""Cleaning and wording of what is typed about partnerships, postings and MOUs."""
