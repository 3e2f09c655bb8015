"""The public checker: one question a page, and an answer that says what hangs on what we do not know."""

from kentcare.offer.checker import views

__all__ = ["views"]
