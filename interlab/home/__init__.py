"""Public pages and the first page of each role: the one place that may see every other app."""
