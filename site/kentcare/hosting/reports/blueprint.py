"""The blueprint of the pages for Hosts (writing.py) and for officers (desk.py)."""

from flask import Blueprint

blueprint = Blueprint("reports", __name__, template_folder="templates")
