"""The token with which tests ask for the metrics."""

TOKEN = "t" * 40
