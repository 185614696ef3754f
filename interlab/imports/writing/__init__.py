"""Putting what was understood into the incubator, sheet by sheet, through the same actions as the pages."""

from interlab.imports.writing.sheets import Refused, Written, write_reading

__all__ = ["Refused", "Written", "write_reading"]
