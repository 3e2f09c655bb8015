"""Young people's records."""
