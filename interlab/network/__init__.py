"""Incubators (the tenants), their programmes and cohorts, and every label a team may rename.

A label is the team's word; the meaning bound to it is ours and never changes, so that a rename breaks no figure.
"""
