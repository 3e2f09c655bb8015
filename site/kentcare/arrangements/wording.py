"""Arrangements in words."""

from kentcare.arrangements.rules import Ending
from kentcare.web.language import gettext as _


def ending_words() -> dict[Ending, str]:
    """How it ended."""
    return {
        Ending.PLANNED: _("Planned: everybody had agreed to it"),
        Ending.UNPLANNED: _("Not planned"),
    }


def level_words() -> dict[str, str]:
    """Levels of support."""
    return {
        "standard": _("Standard support"),
        "complex": _("Complex support"),
        "intensive": _("Intensive support"),
    }
