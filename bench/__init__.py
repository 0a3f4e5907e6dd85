"""What pages cost over many rows, in a database of its own."""
