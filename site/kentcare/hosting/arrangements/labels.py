"""Arrangements in words."""

from kentcare.hosting.arrangements.rules import YOUNGEST, Ending, Level, Wrong
from kentcare.web.language import gettext as _


def ending_words() -> dict[Ending, str]:
    """How it ended."""
    return {
        Ending.PLANNED: _("Planned: everybody had agreed to it"),
        Ending.UNPLANNED: _("Not planned"),
        Ending.LEVEL: _("Went on at another level of support"),
    }


def choices_of_ending() -> list[tuple[str, str]]:
    """What somebody may say of an ending. That it went on is written down where the level changes."""
    return [(one.value, words) for one, words in ending_words().items() if one is not Ending.LEVEL]


def level_words(level: str) -> str:
    """The level of support of an arrangement."""
    words = {
        Level.STANDARD: _("Standard support"),
        Level.COMPLEX: _("Complex support"),
        Level.INTENSIVE: _("Intensive support"),
    }
    return words[Level(level)]


def wrong_words(wrong: Wrong) -> str:
    """What to do about it. It names no home: whoever reads it may have no reason to know which."""
    words = {
        Wrong.NO_SUCH_NUMBER: _("Nobody has this number here. Check it in the case system"),
        Wrong.TOO_YOUNG: _(
            "On this day they are younger than %(age)s. Check the day and the number", age=YOUNGEST
        ),
        Wrong.TOO_FAR_AHEAD: _("This is more than a year ahead. Check the year"),
        Wrong.LIVES_SOMEWHERE: _(
            "On this day or after it they have an arrangement already. End that first, "
            "or ask whoever looks after that home"
        ),
        Wrong.BEFORE_IT_BEGAN: _("This is before the first day. Check it"),
        Wrong.AFTER_THE_NEXT: _("Their next arrangement has begun by then. Check the day"),
        Wrong.AFTER_IT_ENDED: _("This is after the last day. Check it"),
        Wrong.HAS_ENDED: _("It has ended, so its level stays as it is"),
        Wrong.SAME_LEVEL: _("They have this level already. Choose another"),
    }
    return words[wrong]
