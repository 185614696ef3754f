"""Pages about what is kept. Files are split by who looks."""
