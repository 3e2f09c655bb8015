"""The pages of training and checks."""

from flask import Blueprint

blueprint = Blueprint("requirements", __name__, template_folder="templates")
