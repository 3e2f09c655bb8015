"""The skills in words."""

from collections.abc import Mapping
from datetime import date
from functools import reduce

from kentcare.web.formats import month_in_words
from kentcare.web.language import gettext as _


def skill_words() -> dict[str, str]:
    """What each skill is called."""
    return {
        "relationships": _("People"),
        "resilience": _("Feelings"),
        "money": _("Money"),
        "cooking": _("Cooking"),
        "home": _("Home"),
        "work": _("Work"),
    }


def skill_hints() -> dict[str, str]:
    """What each is about."""
    return {
        "relationships": _("Neighbours, people who help, saying what they need."),
        "resilience": _("Being alone, asking for help, trusting themself."),
        "money": _("A bank account, a budget, bills, debts, benefits."),
        "cooking": _("Cooking what is healthy and does not cost much."),
        "home": _("Washing, cleaning, small repairs, the rules of a tenancy."),
        "work": _("A CV, applying, what work changes about benefits."),
    }


def level_words() -> dict[int, str]:
    """The one scale."""
    return {
        1: _("Not yet"),
        2: _("With a lot of help"),
        3: _("With a little help"),
        4: _("Alone"),
    }


def in_a_sentence(skill: str, levels: Mapping[date, int]) -> str:
    """What a picture shows, for who does not see it. `levels`: of one skill, one month or more."""
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


def month_words(first: date) -> str:
    """November 2026."""
    return month_in_words(first.year, first.month)
