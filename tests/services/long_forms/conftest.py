"""Fixtures of the long form that is made for tests."""

from support.long_forms import opened, report_app, rows

__all__ = ["opened", "report_app", "rows"]
