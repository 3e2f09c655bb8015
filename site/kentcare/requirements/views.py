"""Training and checks: a Host's pages in hosted.py, those of whoever looks at them in desk.py."""

from kentcare.requirements import desk, hosted
from kentcare.requirements.blueprint import blueprint

__all__ = ["blueprint", "desk", "hosted"]
