"""Who must take which course by when, and who has."""
