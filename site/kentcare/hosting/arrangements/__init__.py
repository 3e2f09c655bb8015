"""Who lived where, at which level of support, from when to when, and how it ended."""
