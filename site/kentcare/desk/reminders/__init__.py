"""Reminding Hosts of what is due."""
