"""Copies of everything, and putting them back."""
