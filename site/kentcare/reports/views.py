"""Reports have pages for Hosts (writing.py) and pages of the desk (desk.py)."""

from kentcare.reports import desk, writing
from kentcare.reports.blueprint import blueprint

__all__ = ["blueprint", "desk", "writing"]
