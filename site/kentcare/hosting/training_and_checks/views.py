"""Training and checks: a Host's pages in hosted.py, those of whoever looks at them in desk.py."""

from kentcare.hosting.training_and_checks import desk, hosted
from kentcare.hosting.training_and_checks.blueprint import blueprint

__all__ = ["blueprint", "desk", "hosted"]
