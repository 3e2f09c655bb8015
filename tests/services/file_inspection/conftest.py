"""Fixtures of the long form with which files are sent."""

from support.long_forms import opened, report_app, rows
from support.stores import bucket, where
from support.uploads import empty_store

__all__ = ["bucket", "empty_store", "opened", "report_app", "rows", "where"]
