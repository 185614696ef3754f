"""Forms of journeys, one file a noun."""
