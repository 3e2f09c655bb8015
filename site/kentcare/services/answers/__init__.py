"""Answers that somebody was told of and has not opened yet."""
