"""Reading a roster: from the bytes of a OneRoster 1.1 CSV bundle to plain rows. Nothing here knows a database.

`bundle` looks at the archive before anything is read, `reading` turns lines into rows, `problems` says in words what is
wrong and what to do. What concerns students is passed over line by line and is never held.
"""
