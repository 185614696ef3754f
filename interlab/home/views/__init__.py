"""Pages of the front door, of each role's first page, of the public site and of its editor."""
