"""The retention schedule in words for staff, on the page and on the command line."""

from kentcare.core.clock import day_in_kent
from kentcare.operations.retention.records import PlannedRemoval
from kentcare.operations.retention.rules import ALWAYS, UNKNOWN, Basis, goes_with
from kentcare.operations.retention.schedule import ScheduleRow, schedule
from kentcare.web.formats import day_in_words, time_in_words
from kentcare.web.language import gettext as _


def how_long_words(row: ScheduleRow) -> str:
    """How long records of a kind are kept, and from when it counts."""
    if row.period:
        return _(
            "Kept for %(long)s, from %(event)s.",
            long=time_in_words(row.period.number, row.period.unit),
            event=row.from_,
        )
    if goes_with(row.how_long):
        return _("Kept as long as %(other)s.", other=row.from_)
    words = {
        ALWAYS: _("Kept for good."),
        UNKNOWN: _("Nobody has said how long. It would count from %(event)s.", event=row.from_),
    }
    return words[row.how_long]


def basis_words(row: ScheduleRow) -> str:
    """Why they are kept so long, and whether Kent has confirmed it."""
    words: dict[Basis, str] = {
        "law": _("It is the law."),
        "our choice": _("It is our own choice."),
        "another council's practice": _("It is only what another council does."),
        "nobody has said": "",
    }
    confirmed = _("Kent has confirmed it.") if row.confirmed_by_kent else _("Kent has not confirmed it.")
    return " ".join(filter(None, (words[row.basis], confirmed if words[row.basis] else "")))


def sources_words(planned: PlannedRemoval) -> list[str]:
    """The documents that say so, each with the place in it."""
    return [f"{one.document}, {one.locator}" for one in schedule().written.get(planned.kind, ())]


def count_words(planned: PlannedRemoval) -> list[str]:
    """How many records would go now, or went, and how many stay for a reason."""
    if planned.cutoff is None:
        return [_("Nothing goes by itself.")]
    day = day_in_words(day_in_kent(planned.cutoff))
    if planned.removed is not None:
        words = [_("Removed: %(number)s, from before %(day)s.", number=planned.removed, day=day)]
    elif planned.row.is_carried_out:
        words = [_("Would go: %(number)s, from before %(day)s.", number=planned.going, day=day)]
    else:
        words = [_("Old enough: %(number)s. They wait until Kent has confirmed it.", number=planned.going)]
    if planned.held:
        words.append(_("Held, so that they stay: %(number)s.", number=planned.held))
    if planned.soon and planned.removed is None:
        words.append(_("In the 30 days from now: %(number)s more.", number=planned.soon))
    return words
