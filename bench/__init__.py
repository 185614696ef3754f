"""Repeatable measurements of speed, each beside a floor of equal work."""
