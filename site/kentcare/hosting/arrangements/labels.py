"""Labels of arrangements: of levels, endings, and what is wrong with what was typed."""

from kentcare.hosting.arrangements.rules import YOUNGEST, ArrangementProblem, Ending, Level
from kentcare.web.language import gettext as _
from kentcare.web.language import ngettext


def ending_words() -> dict[Ending, str]:
    """How an arrangement ended."""
    return {
        Ending.PLANNED: _("Planned: everybody had agreed to it"),
        Ending.UNPLANNED: _("Not planned"),
        Ending.LEVEL: _("Went on at another level of support"),
    }


def choices_of_ending() -> list[tuple[str, str]]:
    """The endings that a form offers. Ending.LEVEL is not among them: changing the level sets it."""
    return [(one.value, words) for one, words in ending_words().items() if one is not Ending.LEVEL]


def level_words(level: str) -> str:
    """The name of a level of support. Raises ValueError where there is no such level."""
    words = {
        Level.STANDARD: _("Standard support"),
        Level.COMPLEX: _("Complex support"),
        Level.INTENSIVE: _("Intensive support"),
    }
    return words[Level(level)]


def age_words(age: int) -> str:
    """An age, such as “17 years old”."""
    return ngettext("%(num)s year old", "%(num)s years old", age)


def problem_words(problem: ArrangementProblem) -> str:
    """What to do about a problem. It names no home, as the reader may have no reason to know which."""
    words = {
        ArrangementProblem.NO_SUCH_NUMBER: _(
            "Nobody here has this number and this day of birth. Check both in the case system"
        ),
        ArrangementProblem.TOO_YOUNG: _(
            "On this day they are younger than %(age)s. Check the day and the number", age=YOUNGEST
        ),
        ArrangementProblem.TOO_FAR_AHEAD: _("This is more than a year ahead. Check the year"),
        ArrangementProblem.LIVES_SOMEWHERE: _(
            "On this day or after it they have an arrangement already. End that first, "
            "or ask whoever looks after that home"
        ),
        ArrangementProblem.BEFORE_IT_BEGAN: _("This is before the first day. Check it"),
        ArrangementProblem.AFTER_THE_NEXT: _("Their next arrangement has begun by then. Check the day"),
        ArrangementProblem.AFTER_IT_ENDED: _("This is after the last day. Check it"),
        ArrangementProblem.HAS_ENDED: _("It has ended, so its level stays as it is"),
        ArrangementProblem.SAME_LEVEL: _("They have this level already. Choose another"),
    }
    return words[problem]
