"""Training and checks in words."""

from datetime import date

from kentcare.hosting.training_and_checks.line import Line
from kentcare.hosting.training_and_checks.rules import Kind, Stage, Standing
from kentcare.web.formats import day_in_words, month_in_words, month_name
from kentcare.web.language import gettext as _
from kentcare.web.language import ngettext


def kind_words() -> dict[Kind, str]:
    return {"training": _("Training"), "check": _("Checks")}


def list_words() -> dict[str, str]:
    """What each list of the desk is called."""
    return {"new": _("To look at"), "late": _("Out of date"), "soon": _("Soon")}


def stage_words() -> dict[Stage, str]:
    """The steps of the programme, in their order."""
    return {
        "before": _("Before you begin"),
        "core": _("Core training: every three years"),
        "first": _("Your first year"),
        "second": _("Your second year"),
        "third": _("Your third year"),
        "any": _("When you like"),
        "groups": _("Support groups"),
    }


def standing_words(line: Line) -> str:
    """Where it stands, and until when."""
    stands = line.state
    if stands.refused:
        return _("Your last one does not count. Look at why, and send another.")
    if line.requirement.is_counted:
        return (
            ngettext("Once so far.", "%(num)s times so far.", stands.times) if stands.times else _("Not yet.")
        )
    by = day_in_words(stands.needed_by) if stands.needed_by else ""
    words = {
        Standing.LAPSED: _("It ran out on %(day)s.", day=by),
        Standing.MISSING: _("Late. It was needed by %(day)s.", day=by),
        Standing.SOON: _("Needed by %(day)s.", day=by),
        Standing.TO_DO: _("Needed by %(day)s.", day=by) if by else _("Not yet. The rules name no day."),
        Standing.IN_DATE: _("Good until %(day)s.", day=by),
        Standing.DONE: _("Done. It does not run out."),
    }
    if line.requirement.is_meeting:
        # No paper runs out: the next one is due.
        words[Standing.LAPSED] = words[Standing.MISSING]
        words[Standing.IN_DATE] = _("The next one by %(day)s.", day=by)
    return words[stands.standing] + (" " + _("What you sent is being looked at.") if stands.waiting else "")


def pane(line: Line) -> str:
    """The window beside it: lit is done, half is to be done soon, unlit is not now."""
    if line.state.is_for_host or line.state.is_late or line.state.waiting:
        return "half"
    return "lit" if line.state.standing in (Standing.IN_DATE, Standing.DONE) else "unlit"


def is_alarming(line: Line) -> bool:
    """Whether its words are red."""
    return line.state.is_owed


def whose_words(line: Line) -> str:
    """The person, where a requirement is a person’s."""
    return "" if line.whom.is_home else line.whom.name


def month_words(first: date) -> str:
    return month_in_words(first.year, first.month)


def short_month_words(first: date) -> str:
    """Nov 2026."""
    return f"{month_name(first.month)[:3]} {first.year}"


def lapse_words(number: int) -> str:
    """How much falls into a month of the strip."""
    return ngettext("%(num)s runs out or is needed", "%(num)s run out or are needed", number)


def state_words(is_accepted: bool | None) -> str:
    """What came of one that was sent."""
    if is_accepted is None:
        return _("Being looked at")
    return _("Counts") if is_accepted else _("Does not count")
