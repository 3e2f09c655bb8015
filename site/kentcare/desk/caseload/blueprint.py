"""The blueprint of the caseload, to which each of its modules with pages adds its routes."""

from flask import Blueprint

blueprint = Blueprint("caseload", __name__, template_folder="templates")
