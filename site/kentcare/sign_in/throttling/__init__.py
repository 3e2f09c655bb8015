"""Slowing down whoever guesses passwords or invitation codes."""
