"""Fixtures of the long form that is made for tests."""

from support.long_forms import opened, report_app, rows
from support.stores import bucket
from support.uploads import empty_store

__all__ = ["bucket", "empty_store", "opened", "report_app", "rows"]
