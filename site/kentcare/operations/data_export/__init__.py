"""A copy of everything that is held about somebody, for themself to download."""
