"""The blueprint of the pages for Hosts (hosted.py) and for the desk (desk.py)."""

from flask import Blueprint

blueprint = Blueprint("training_and_checks", __name__, template_folder="templates")
