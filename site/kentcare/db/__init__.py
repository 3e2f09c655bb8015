"""The database: what a table looks like, who may write, and how the schema moves forward."""
