"""The pages that explain: home, what your status means, who to contact, and how this site treats you."""

from kentcare.offer.pages import door, views

__all__ = ["door", "views"]
