"""The schedule in words, for staff: the same on the page and on the command line."""

from kentcare.core.clock import day_in_kent
from kentcare.operations.retention.records import ACCOUNT, HOME, YOUNG_PERSON, Line
from kentcare.operations.retention.rules import ALWAYS, UNKNOWN, Basis, goes_with
from kentcare.operations.retention.schedule import Row, schedule
from kentcare.web.formats import day_in_words, time_in_words
from kentcare.web.language import gettext as _


def how_long_words(row: Row) -> str:
    """How long, from when."""
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


def basis_words(row: Row) -> str:
    """Why so long, and whether Kent has said so."""
    words: dict[Basis, str] = {
        "law": _("It is the law."),
        "our choice": _("It is our own choice."),
        "another council's practice": _("It is only what another council does."),
        "nobody has said": "",
    }
    confirmed = _("Kent has confirmed it.") if row.confirmed_by_kent else _("Kent has not confirmed it.")
    return " ".join(filter(None, (words[row.basis], confirmed if words[row.basis] else "")))


def sources_words(line: Line) -> list[str]:
    """Where it is written."""
    return [f"{one.document}, {one.locator}" for one in schedule().written.get(line.kind, ())]


def count_words(line: Line) -> list[str]:
    """How many would go now, or went, and how many stay for a reason."""
    if line.cutoff is None:
        return [_("Nothing goes by itself.")]
    day = day_in_words(day_in_kent(line.cutoff))
    if line.removed is not None:
        told = [_("Removed: %(number)s, from before %(day)s.", number=line.removed, day=day)]
    elif line.row.is_carried_out:
        told = [_("Would go: %(number)s, from before %(day)s.", number=line.going, day=day)]
    else:
        told = [_("Old enough: %(number)s. They wait until Kent has confirmed it.", number=line.going)]
    if line.held:
        told.append(_("Held, so that they stay: %(number)s.", number=line.held))
    if line.soon and line.removed is None:
        told.append(_("In the 30 days from now: %(number)s more.", number=line.soon))
    return told


def kind_words(kind: str) -> str:
    """Whose record a hold is on."""
    words = {
        YOUNG_PERSON: _("A young person"),
        ACCOUNT: _("Somebody’s account"),
        HOME: _("A home and its Hosts"),
    }
    return words[kind]
