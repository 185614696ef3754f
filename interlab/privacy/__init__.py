"""What happened to whose data, and who did it. Entries are only ever added."""
