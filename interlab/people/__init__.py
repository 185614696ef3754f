"""Human beings known to one incubator, in whatever roles: names as given, languages, ways to reach them."""
