"""What the pages of Hosts and those of the desk hang on."""

from flask import Blueprint

blueprint = Blueprint("reports", __name__, template_folder="templates")
