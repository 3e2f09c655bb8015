"""Hosts' homes, and who lives in them."""
