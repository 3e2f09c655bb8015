"""Months for tests, counted from January 2025."""

from datetime import date


def month(number: int) -> date:
    """The first day of a month, counted from January 2025, which is 0."""
    return date(2025 + number // 12, number % 12 + 1, 1)
