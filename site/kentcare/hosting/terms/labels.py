"""Words for the terms of a home."""

from kentcare.hosting.terms.rules import FewPlaces, TermsProblem
from kentcare.web.formats import day_in_words
from kentcare.web.language import gettext as _
from kentcare.web.language import ngettext


def nobody_has_said() -> str:
    """What stands where nothing is known."""
    return _("Nobody has said")


def places_words(number: int) -> str:
    """A number of places, such as “2 places”."""
    return ngettext("%(num)s place", "%(num)s places", number)


def few_words(few: FewPlaces) -> str:
    """How many live in a home that has no place, or fewer, and what it means to have none."""
    said = []
    if few.living:
        said.append(
            ngettext(
                "%(num)s young person lives there on %(day)s.",
                "%(num)s young people live there on %(day)s.",
                few.living,
                day=day_in_words(few.on),
            )
        )
    if not few.places:
        day = day_in_words(few.first)
        said.append(_("A home without a place takes nobody from %(day)s on.", day=day))
    return " ".join(said)


def problem_words(problem: TermsProblem) -> str:
    """What to do about a problem."""
    words = {
        TermsProblem.ENDS_FIRST: _("The last day is before the first. Check both"),
        TermsProblem.OVERLAPS: _(
            "Something else is written down for some of these days. Change the days, or put that right first"
        ),
        TermsProblem.GAP: _(
            "Between this and what else is written down are days for which nobody would have said how many "
            "places there are. Change the days, or write those down first: 0 where nobody could live there"
        ),
        TermsProblem.NOTHING_AFTER: _(
            "For the days after this one nobody would have said how many places there are. Write down first "
            "what holds from then on, or leave the last day empty"
        ),
        TermsProblem.DECIDED_LATER: _("This day has not come yet. Check it"),
        TermsProblem.DECIDED_BY_NOBODY: _("Choose who decided it on that day, or leave the day empty"),
        TermsProblem.DECIDED_NO_DAY: _("Write the day on which they decided it"),
    }
    return words[problem]
