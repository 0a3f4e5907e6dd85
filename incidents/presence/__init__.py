"""Whether the officer was at the school: the fixed lists, the hours, one day in words, one month in figures."""
