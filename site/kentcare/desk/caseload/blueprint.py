"""What the pages of records and homes, and those of who is away, hang on."""

from flask import Blueprint

blueprint = Blueprint("caseload", __name__, template_folder="templates")
