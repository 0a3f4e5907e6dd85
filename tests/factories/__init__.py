"""Rows for tests, as they would be after the actions; tests of actions call the actions."""
