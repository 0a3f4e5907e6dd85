"""Backups and the way back: how an archive is made, restored and tried out (docs/adr/0013)."""
