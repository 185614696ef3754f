"""One file that holds everything a team has entrusted to us, and the way back from it.

A copy is a tar: the database at one moment, the files, the list of erasures, and a manifest that says what must be found again.
"""
