"""Labels of the skills and of their levels, in the reader's language."""

from collections.abc import Mapping
from datetime import date
from functools import reduce

from kentcare.web.formats import month_in_words
from kentcare.web.language import gettext as _


def skill_words() -> dict[str, str]:
    """The name of each skill, by its key in `rules.SKILLS`."""
    return {
        "relationships": _("People"),
        "resilience": _("Feelings"),
        "money": _("Money"),
        "cooking": _("Cooking"),
        "home": _("Home"),
        "work": _("Work"),
    }


def skill_hints() -> dict[str, str]:
    """What each skill is about, in one sentence."""
    return {
        "relationships": _("Neighbours, people who help, saying what they need."),
        "resilience": _("Being alone, asking for help, trusting themself."),
        "money": _("A bank account, a budget, bills, debts, benefits."),
        "cooking": _("Cooking what is healthy and does not cost much."),
        "home": _("Washing, cleaning, small repairs, the rules of a tenancy."),
        "work": _("A CV, applying, what work changes about benefits."),
    }


def level_words() -> dict[int, str]:
    """The name of each level, from the lowest to the highest."""
    return {
        1: _("Not yet"),
        2: _("With a lot of help"),
        3: _("With a little help"),
        4: _("Alone"),
    }


def chart_description(skill: str, levels: Mapping[date, int]) -> str:
    """What a chart shows, for somebody who cannot see it.

    `levels`: of one skill, by the first day of each month; at least one.
    """
    months = [_level_in(levels[first], month_words(first)) for first in sorted(levels)]
    together = reduce(lambda one, other: _("%(one)s, %(other)s", one=one, other=other), months)
    return _("%(skill)s: %(months)s", skill=skill_words()[skill], months=together)


def _level_in(level: int, month: str) -> str:
    words = {
        1: _("not yet in %(month)s", month=month),
        2: _("with a lot of help in %(month)s", month=month),
        3: _("with a little help in %(month)s", month=month),
        4: _("alone in %(month)s", month=month),
    }
    return words[level]


def correction_words(skill: str, was: int, now: int) -> str:
    """What a step changed by which a Host put a level right."""
    levels = level_words()
    return _(
        "%(what)s: %(was)s before, %(now)s now", what=skill_words()[skill], was=levels[was], now=levels[now]
    )


def month_words(first: date) -> str:
    """A month and its year, as “November 2026”. `first`: any day of it."""
    return month_in_words(first.year, first.month)
