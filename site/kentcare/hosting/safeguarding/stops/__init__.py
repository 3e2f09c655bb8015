"""Stops as the desk reads them: lists of them, and everything about one."""
