"""The public checker: one question a page, and an answer that says what depends on what is not known."""

from kentcare.offer.checker import views

__all__ = ["views"]
