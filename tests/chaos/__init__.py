"""A whole portal on this machine, used by people while one thing after another breaks: python -m tests.chaos."""
