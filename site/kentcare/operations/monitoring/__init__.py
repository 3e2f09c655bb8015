"""Readiness, metrics and the log, and limits on posts that all processes share."""
