"""A nation made by SQL in a database of its own, and what every page and every job costs over it."""
