"""The figures of a year, each with its definition and the list behind it."""
