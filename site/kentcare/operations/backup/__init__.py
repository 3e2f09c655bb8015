"""Backups of the database and every file, and restoring them."""
