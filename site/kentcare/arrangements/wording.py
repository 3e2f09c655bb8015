"""Arrangements in words."""

from kentcare.arrangements.rules import Ending
from kentcare.web.language import gettext as _


def ending_words() -> dict[Ending, str]:
    """How it ended."""
    return {
        Ending.PLANNED: _("Planned: everybody had agreed to it"),
        Ending.UNPLANNED: _("Not planned"),
    }


def level_words(level: str) -> str:
    """The level of support of an arrangement."""
    words = {
        "standard": _("Standard support"),
        "complex": _("Complex support"),
        "intensive": _("Intensive support"),
    }
    return words[level]
