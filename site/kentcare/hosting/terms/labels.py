"""Words for the terms of a home."""

from kentcare.hosting.terms.rules import TermsProblem
from kentcare.web.language import gettext as _
from kentcare.web.language import ngettext


def nobody_has_said() -> str:
    """What stands where nothing is known."""
    return _("Nobody has said")


def places_words(number: int) -> str:
    """A number of places, such as “2 places”."""
    return ngettext("%(num)s place", "%(num)s places", number)


def problem_words(problem: TermsProblem) -> str:
    """What to do about a problem."""
    words = {
        TermsProblem.ENDS_FIRST: _("The last day is before the first. Check both"),
        TermsProblem.OVERLAPS: _(
            "Something else is written down for some of these days. Change the days, or put that right first"
        ),
        TermsProblem.DECIDED_LATER: _("This day has not come yet. Check it"),
        TermsProblem.DECIDED_BY_NOBODY: _("Choose who decided it on that day, or leave the day empty"),
        TermsProblem.DECIDED_NO_DAY: _("Write the day on which they decided it"),
    }
    return words[problem]
