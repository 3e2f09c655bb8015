"""The pages of training and checks."""

from flask import Blueprint

blueprint = Blueprint("training_and_checks", __name__, template_folder="templates")
