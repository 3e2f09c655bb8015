"""The pages that explain: home, what your status means, who to contact, and how this site treats you."""

from kentcare.offer.pages import language_choice, views

__all__ = ["language_choice", "views"]
