"""Pages of journeys, one file a noun."""
