"""Words and lists of this app, as data."""
