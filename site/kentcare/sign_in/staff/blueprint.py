"""The blueprint of the staff room, whose pages are in views.py (signing in) and credentials.py."""

from flask import Blueprint

blueprint = Blueprint("staff", __name__, template_folder="templates")
