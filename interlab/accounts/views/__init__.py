"""Sign-in and one's own account; what allauth shows itself is in urls.py."""
