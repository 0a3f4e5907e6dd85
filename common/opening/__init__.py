"""What opens a file that somebody sent. Run in a child process by `common.child`, never in the portal's own."""
