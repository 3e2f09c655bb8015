"""The templates with which rooms show what was taken back. Each room has its own pages."""

from flask import Blueprint

blueprint = Blueprint("reversals", __name__, template_folder="templates")
