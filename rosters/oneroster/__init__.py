"""Reading a roster: from the bytes of a OneRoster 1.1 or 1.2 CSV bundle to plain rows. Nothing here knows a database.

`bundle` looks at the archive before anything is read, `tables` turns a file into lines, `reading` lines into rows; all
of it runs in a child process (`child`). `problems` says in words what is wrong and what to do. What concerns students
is passed over line by line and never leaves the child.
"""
