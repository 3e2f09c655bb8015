"""The amount in force on a day, with its source, its date and how sure we are of it."""
