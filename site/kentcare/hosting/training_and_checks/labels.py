"""Labels of training and checks: of kinds, lists, stages and the status of a line."""

from collections.abc import Iterable
from datetime import date

from kentcare.hosting.reversals.forms import Reversible, named
from kentcare.hosting.reversals.rules import Decided, Decision
from kentcare.hosting.training_and_checks.line import RequirementLine, ShownCertificate
from kentcare.hosting.training_and_checks.rules import RequirementKind, RequirementStanding, Stage
from kentcare.web.formats import day_in_words, month_in_words, month_name
from kentcare.web.language import gettext as _
from kentcare.web.language import ngettext


def kind_words() -> dict[RequirementKind, str]:
    """The name of each kind of requirement."""
    return {"training": _("Training"), "check": _("Checks")}


def list_words() -> dict[str, str]:
    """The name of each list of the desk."""
    return {"new": _("To look at"), "late": _("Out of date"), "soon": _("Soon")}


def stage_words() -> dict[Stage, str]:
    """The heading of each stage of the training programme, in order."""
    return {
        "before": _("Before you begin"),
        "core": _("Core training: every three years"),
        "first": _("Your first year"),
        "second": _("Your second year"),
        "third": _("Your third year"),
        "any": _("When you like"),
        "groups": _("Support groups"),
    }


def standing_words(line: RequirementLine) -> str:
    """The status of a line, with the day by which something is needed."""
    stands = line.state
    if stands.refused:
        return _("Your last one does not count. Look at why, and send another.")
    if line.requirement.is_counted:
        return (
            ngettext("Once so far.", "%(num)s times so far.", stands.times) if stands.times else _("Not yet.")
        )
    by = day_in_words(stands.needed_by) if stands.needed_by else ""
    words = {
        RequirementStanding.LAPSED: _("It ran out on %(day)s.", day=by),
        RequirementStanding.MISSING: _("Late. It was needed by %(day)s.", day=by),
        RequirementStanding.SOON: _("Needed by %(day)s.", day=by),
        RequirementStanding.TO_DO: _("Needed by %(day)s.", day=by)
        if by
        else _("Not yet. The rules name no day."),
        RequirementStanding.IN_DATE: _("Good until %(day)s.", day=by),
        RequirementStanding.DONE: _("Done. It does not run out."),
    }
    if line.requirement.is_meeting:
        # No paper runs out: the next one is due.
        words[RequirementStanding.LAPSED] = words[RequirementStanding.MISSING]
        words[RequirementStanding.IN_DATE] = _("The next one by %(day)s.", day=by)
    return words[stands.standing] + (" " + _("What you sent is being looked at.") if stands.waiting else "")


def standing_for_host(line: RequirementLine) -> str:
    """The status of a line for its Host, who is never late with a meeting that the office arranges."""
    if line.requirement.is_meeting and line.state.is_late and line.state.needed_by:
        by = day_in_words(line.state.needed_by)
        return _("It was to be by %(day)s. Your officer arranges it and writes it down.", day=by)
    return standing_words(line)


def is_late_for_host(line: RequirementLine) -> bool:
    """Whether a line is shown to its Host as late."""
    return line.state.is_late and not line.requirement.is_meeting


def pane(line: RequirementLine) -> str:
    """The window drawn beside a line: "lit" is done, "half" is to be done, "unlit" is not due yet."""
    if line.state.is_for_host or line.state.is_late or line.state.waiting:
        return "half"
    return (
        "lit" if line.state.standing in (RequirementStanding.IN_DATE, RequirementStanding.DONE) else "unlit"
    )


def is_alarming(line: RequirementLine) -> bool:
    """Whether the status of a line is shown in red."""
    return line.state.is_owed


def whose_words(line: RequirementLine) -> str:
    """The name of the person whose requirement it is; empty for one of the home."""
    return "" if line.whom.is_home else line.whom.name


def month_words(first: date) -> str:
    """A month and its year, as “November 2026”. `first`: any day of it."""
    return month_in_words(first.year, first.month)


def short_month_words(first: date) -> str:
    """A month and its year in short, as “Nov 2026”. `first`: any day of it."""
    return f"{month_name(first.month)[:3]} {first.year}"


def lapse_words(number: int) -> str:
    """How many requirements fall into a month of the strip."""
    return ngettext("%(num)s runs out or is needed", "%(num)s run out or are needed", number)


def state_words(one: ShownCertificate) -> str:
    """What was decided about a certificate."""
    if one.withdrawn_at:
        return _("Taken back: it counts for nothing")
    if one.is_accepted is None:
        return _("Being looked at")
    return _("Counts") if one.is_accepted else _("Does not count")


def reversible_words(found: Iterable[Decided]) -> list[Reversible]:
    """The decisions on a certificate that may be taken back, as the form calls them."""
    words = {
        Decision.SEEN: _("That I have seen it: %(day)s at %(time)s"),
        Decision.COUNTS: _("That it counts: %(day)s at %(time)s"),
        Decision.DOES_NOT_COUNT: _("That it does not count: %(day)s at %(time)s"),
    }
    return named(found, words)
