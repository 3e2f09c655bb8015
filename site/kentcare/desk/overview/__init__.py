"""The desk of everybody who works here. It shows and asks; rules and records are below it."""
