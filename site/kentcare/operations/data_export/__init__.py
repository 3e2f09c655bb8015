"""Everything that is held about somebody, as one file for themself."""
