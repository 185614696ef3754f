"""Putting people together: who reads what, who makes up a group. Pure: no Django, no database; exact optima with their reasons."""
