"""Reports have pages for Hosts (writing.py) and pages of the desk (desk.py)."""

from kentcare.hosting.reports import desk, writing
from kentcare.hosting.reports.blueprint import blueprint

__all__ = ["blueprint", "desk", "writing"]
