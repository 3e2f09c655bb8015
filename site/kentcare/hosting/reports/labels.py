"""Labels of monthly reports: of their fields, their status and their notes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from kentcare.core.clock import LONDON
from kentcare.hosting.arrangements.labels import level_words
from kentcare.hosting.reports.corrections import LEVELS, Correction
from kentcare.hosting.reports.records.notes import AMENDMENT, ANSWER, QUESTION
from kentcare.hosting.reports.report import ReportLine
from kentcare.hosting.reports.rules import CanRead, Doubt, Month, MonthLived, ReportStanding
from kentcare.hosting.reports.skills import labels as skill_labels
from kentcare.hosting.reports.timing import numbers
from kentcare.hosting.reversals.forms import Reversible, named
from kentcare.hosting.reversals.rules import Decided, Decision
from kentcare.hosting.safeguarding.records import MEANT_OTHERWISE, TOLD
from kentcare.web.formats import day_and_time, day_in_words, month_in_words
from kentcare.web.language import gettext as _
from kentcare.web.language import ngettext


def need_words() -> dict[str, str]:
    """What a Host can ask of the service, by its name in `rules.NEEDS`."""
    return {
        "call": _("A call"),
        "visit": _("A visit"),
        "training": _("Training"),
        "break": _("A break"),
        "money": _("A question about money"),
        "repair": _("Something in the house mended"),
    }


def asked_words() -> str:
    """What a report says where a young person had no own words to add."""
    return _("They were asked, and did not want to say anything.")


def passing_words() -> dict[str, str]:
    """What a Host may say before they go on with a form that was halted."""
    return {
        TOLD: _("I have rung them, or they know already"),
        MEANT_OTHERWISE: _("Nobody is hurt, missing or at risk: my words meant something else"),
    }


def can_read_words() -> dict[CanRead, str]:
    """What the officer can read of a report that was halted."""
    return {
        CanRead.NOTHING: _("They see your words only when the form is sent."),
        CanRead.ALL: _("They can read the report: it was sent."),
        CanRead.ALL_BUT_ADDED: _(
            "They can read the report: it was sent."
            " They see what you add to it only when you have sent that, too."
        ),
    }


def going_on_words() -> dict[CanRead, str]:
    """What a Host is told who goes on with a form that was halted; nothing where nothing waits to be sent."""
    return {
        CanRead.NOTHING: _("Nothing is sent yet. Go on, and send it when it is done."),
        CanRead.ALL: "",
        CanRead.ALL_BUT_ADDED: _("What you add is not sent yet. Go on, and send it when it is done."),
    }


def told_words(names: Sequence[str], form: str, at: datetime, *, is_sent: bool) -> str:
    """Who can see that the red button was pressed, for a script to show, and who can read the form."""
    when = day_and_time(at)
    if not names:
        return _(
            "We could tell nobody that you pressed the red button for %(form)s on %(day)s at %(time)s."
            " Ring now.",
            form=form,
            **when,
        )
    told = _(
        "%(names)s can see here that you pressed the red button for %(form)s on %(day)s at %(time)s,"
        " and we send a message too.",
        names=_(" and ").join(names),
        form=form,
        **when,
    )
    can_read = _("It was sent, so they can read it.") if is_sent else can_read_words()[CanRead.NOTHING]
    return f"{told} {can_read}"


def shown_words(names: Sequence[str]) -> str:
    """Who can see that a form was halted and whom to ring was shown, for that page."""
    if not names:
        return _("We could tell nobody that this page was shown to you. Ring now.")
    return _(
        "%(names)s can see here that this page was shown to you, and we send a message too."
        " We tell others if nobody looks into it.",
        names=_(" and ").join(names),
    )


def hours_words(level: str) -> str:
    """How many hours of support a week were agreed for a level of support. Raises KeyError."""
    agreed = numbers()
    words = {
        "standard": _(
            "Agreed: %(support)s, %(num)s hours a week.",
            support=level_words(level),
            num=agreed["homes_standard_hours"].value,
        ),
        "complex": _(
            "Agreed: %(support)s, %(low)s to %(high)s hours a week.",
            support=level_words(level),
            low=agreed["homes_complex_from"].value,
            high=agreed["homes_complex_to"].value,
        ),
        "intensive": _(
            "Agreed: %(support)s, %(num)s hours a week or more.",
            support=level_words(level),
            num=agreed["homes_intensive_hours"].value,
        ),
    }
    return words[level]


def incident_hours() -> int:
    """Within how many hours the service tells Ofsted of a serious incident, where it can."""
    return numbers()["incident_hours"].value


def month_words(month: Month) -> str:
    """A month and its year, as “November 2026”."""
    return month_in_words(month.year, month.number)


def standing_words(line: ReportLine, saved_at: datetime | None = None) -> str:
    """The status of a report for its Host, with the day by which it is due.

    `saved_at`: when its draft was saved last; None without a draft.
    """
    words = _standing(line, has_begun=saved_at is not None)
    if saved_at is None or not line.is_missing:
        return words
    when = saved_at.astimezone(LONDON)
    day, time = day_in_words(when.date()), f"{when:%H:%M}"
    return words + " " + _("You have begun. It was saved on %(day)s at %(time)s.", day=day, time=time)


def _standing(line: ReportLine, *, has_begun: bool) -> str:
    due = day_in_words(line.due_on)
    if has_begun and line.standing is ReportStanding.OPEN:
        return _("Due by %(day)s.", day=due)
    words = {
        ReportStanding.OPEN: _("Due by %(day)s. You can begin now.", day=due),
        ReportStanding.DUE: _("Due by %(day)s.", day=due),
        ReportStanding.LATE: _("Late. It was due by %(day)s.", day=due),
        ReportStanding.SENT: _("Sent. Your officer has not read it yet."),
        ReportStanding.READ: _("Sent, and read."),
        ReportStanding.ASKED: _("Your officer asks for more."),
    }
    return words[line.standing]


def standing_for_desk(line: ReportLine) -> str:
    """The status of a report for the officer who reads it, with the day by which it is due."""
    due = day_in_words(line.due_on)
    words = {
        ReportStanding.OPEN: _("Due by %(day)s", day=due),
        ReportStanding.DUE: _("Due by %(day)s", day=due),
        ReportStanding.LATE: _("Late since %(day)s", day=due),
        ReportStanding.SENT: _("New"),
        ReportStanding.READ: _("Read"),
        ReportStanding.ASKED: _("You asked for more"),
    }
    return words[line.standing]


def doubt_words(lived: MonthLived) -> dict[Doubt, str]:
    """What is asked where a number of a report may be a slip."""
    month = month_words(lived.month)
    return {
        Doubt.NOT_ENDED: _("%(month)s has not ended yet. More may happen in it.", month=month),
        Doubt.NIGHTS: ngettext(
            "They lived with you on %(num)s day of %(month)s, our list says. You wrote more nights.",
            "They lived with you on %(num)s days of %(month)s, our list says. You wrote more nights.",
            lived.days,
            month=month,
        ),
        Doubt.HOURS: _("That is many hours for one week. Are they the hours of the whole month?"),
    }


def list_words() -> dict[str, str]:
    """The name of each list of the desk."""
    return {
        "late": _("Late"),
        "new": _("New"),
        "waiting": _("Not due yet, or asked"),
        "read": _("Read"),
        "supervision": _("For supervision"),
    }


def reversible_words(found: Iterable[Decided]) -> list[Reversible]:
    """The decisions that may be taken back, as the form calls them."""
    words = {
        Decision.READ: _("That I have read it: %(day)s at %(time)s"),
        Decision.ANSWER: _("The answer of %(day)s at %(time)s"),
        Decision.QUESTION: _("The question of %(day)s at %(time)s"),
    }
    return named(found, words)


def note_words() -> Mapping[str, str]:
    """Who wrote a note, by its kind."""
    return {
        AMENDMENT: _("Added by the Host"),
        ANSWER: _("Answer of the officer"),
        QUESTION: _("The officer asks"),
    }


def number_words(number: int) -> str:
    """A number of hours or nights, as it is written."""
    return str(number)


def correction_words(step: Correction) -> str:
    """What one step of a correction changed: of which field, from which value to which."""
    if skill := LEVELS.get(step.field):
        return skill_labels.correction_words(skill, step.was, step.now)
    what = field_words()[step.field]
    return _("%(what)s: %(was)s before, %(now)s now", what=what, was=step.was, now=step.now)


def field_words() -> dict[str, str]:
    """The label of each field in a report that was sent, in the order in which they are shown.

    Without the skills, which are shown apart, and without `own_words_no`, which is shown as `asked_words`.
    """
    return {
        "health": _("Health"),
        "education": _("School, college or work"),
        "people": _("Family and friends"),
        "well": _("What went well"),
        "hard": _("What was hard"),
        "goals_went": _("How the goals of last month went"),
        "goals": _("Goals for next month"),
        "hours": _("Hours of support a week"),
        "nights": _("Nights elsewhere"),
        "nights_where": _("Where, and was it agreed"),
        "professionals": _("Who came, rang or met them"),
        "own_words": _("In their own words"),
        "house": _("The house"),
        "needs": _("What the Host needs"),
        "needs_words": _("More about that"),
    }
