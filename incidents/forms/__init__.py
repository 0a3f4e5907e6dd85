"""Cleaning and wording of what people type; nothing is saved here."""
