"""Words for the chapters and fields of the data export, in the language of the reader."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from kentcare.accounts.accounts.rules import Role
from kentcare.core.clock import day_in_kent
from kentcare.core.languages.english import in_english
from kentcare.core.languages.listed import ENGLISH, every_language
from kentcare.hosting.arrangements.rules import Ending
from kentcare.hosting.reports import labels as reports
from kentcare.hosting.reports.corrections import LEVELS
from kentcare.hosting.reports.skills.labels import correction_words, level_words, skill_words
from kentcare.hosting.reversals.labels import decision_words
from kentcare.hosting.reversals.rules import Decision
from kentcare.hosting.safeguarding.rules import Finding, Follows
from kentcare.operations.data_export.chapters import ExportRow
from kentcare.operations.retention import schedule
from kentcare.services.files.labels import refusal
from kentcare.services.files.records import WAITING
from kentcare.services.files.rules import Refusal
from kentcare.sign_in.portal.page import role_labels
from kentcare.web import language
from kentcare.web.formats import clock, day, day_in_words, local_day, time_in_words
from kentcare.web.language import gettext as _


def headings() -> dict[str, str]:
    """The heading of each chapter."""
    return {
        "account": _("Your account"),
        "roles": _("What you are here"),
        "record": _("Your record"),
        "lived": _("Where you have lived"),
        "homes": _("Your home"),
        "work": _("How much is in your name"),
        "covers": _("When you or a colleague was away"),
        "terms": _("What you decided or wrote down of places in homes"),
        "calendar": _("The address of your calendar"),
        "reports": _("Monthly reports"),
        "certificates": _("Training and checks"),
        "taken_back": _("What was taken back"),
        "skills": _("Your skills over the months"),
        "halted": _("When a report was halted"),
        "messages": _("Messages that we wrote to you"),
        "forms": _("What you wrote and what you sent"),
        "files": _("Your photos and papers"),
        "sessions": _("Where you are signed in"),
        "attempts": _("When you tried to sign in"),
        "proofs": _("What you sign in with"),
        "council": _("What the council calls you"),
        "looks": _("Who looked at your record"),
        "done_to_account": _("What was done to your account"),
        "did": _("What you did here"),
    }


def _labels() -> dict[str, str]:
    """The label of each field. A field without one is only in the JSON."""
    when = _("When")
    return {
        "name": _("Name"),
        "mobile": _("Mobile"),
        "email": _("E-mail"),
        "language": _("Language"),
        "invited_at": _("Invited"),
        "look_again_by": _("To be looked at again by"),
        "may_tell_old_address": _("Tell my old number or e-mail of a change"),
        "role": _("Role"),
        "since": _("Since"),
        "case_number": _("Number at the council"),
        "born": _("Date of birth"),
        "adviser": _("Your adviser"),
        "changed_at": _("Last changed"),
        "requirement": _("What it is"),
        "day": _("Day"),
        "until": _("Good until"),
        "is_accepted": _("Counts"),
        "home": _("Home"),
        "home_number": _("Number at the council"),
        "area": _("Area"),
        "officer": _("Officer"),
        "from_day": _("From"),
        "to_day": _("To"),
        "ending": _("How it ended"),
        "lived_on": _("What"),
        "why": _("Why"),
        "cover": _("What"),
        "places": _("Places"),
        "decided_by": _("Decided by"),
        "decided_on": _("Decided on"),
        "entered_at": _("Written down"),
        "number": _("How many"),
        "asked_on": _("Asked on"),
        "closed_on": _("Closed on"),
        "words": _("What you wrote"),
        "to": _("To"),
        "month": _("Month"),
        "written_by": _("Written by"),
        "levels": _("Six skills"),
        "notes": _("Said since"),
        "corrected": _("Put right since"),
        "taken_back": _("Taken back"),
        "decision": _("What"),
        **skill_words(),
        "text": _("What it said"),
        "made_at": when,
        "sent_at": _("Sent"),
        "saved_at": _("Last changed"),
        "reference": _("Reference"),
        "file": _("File"),
        "file_state": _("What"),
        "device": _("Browser"),
        "began_at": _("Since"),
        "seen_at": _("Last seen"),
        "password_since": _("Password since"),
        "app_since": _("App since"),
        "codes_left": _("Recovery codes left"),
        "passkey": _("Passkey"),
        "added_at": _("Since"),
        "used_at": _("Used"),
        "subject": _("Name"),
        "roles": _("Role"),
        "was": _("What"),
        "did": _("What"),
        "at": when,
        "looked_at": _("When somebody looked into it"),
        "found": _("What they found"),
        "follows": _("What followed"),
    }


def pairs(row: ExportRow) -> list[tuple[str, Markup]]:
    """The label and the value of each field of a row that has a label and is not empty."""
    labels = _labels()
    return [
        (labels[key], shown(key, value))
        for key, value in row.items()
        if key in labels and value not in (None, "", [], {})
    ]


def shown(key: str, value: object) -> Markup:
    """The value of a field for people to read."""
    if isinstance(value, datetime):
        return Markup("{}, {}").format(local_day(value), clock(value))
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return Markup("{}").format(_("Yes") if value else _("No"))
    if key == "levels" and isinstance(value, Mapping):
        names, levels = skill_words(), level_words()
        return _lines([f"{names[skill]}: {levels[level]}" for skill, level in value.items()])
    if key == "corrected" and isinstance(value, list):
        return _lines([_corrected(step) for step in value])
    if key == "taken_back" and isinstance(value, list):
        return _lines([f"{_decision(one['decision'])}: {one['why']}" for one in value])
    if isinstance(value, int):
        return Markup("{}").format(level_words().get(value, value) if key in skill_words() else value)
    if isinstance(value, Mapping):
        return _lines(_written(value))
    if isinstance(value, list):
        return Markup(", ").join(_name(key, str(one)) for one in value)
    if key == "file_state":
        return Markup("{}").format(_file_words(str(value)))
    if key == "file":
        return Markup('<a href="{0}">{0}</a>').format(value)
    return _name(key, str(value))


def _written(words: Mapping[str, object]) -> list[str]:
    """What stood in the fields of a form. A number or a choice gets the question before it."""
    with language.speaking(ENGLISH):  # the words of a report have no translation
        asked, needs, nothing = reports.field_words(), reports.need_words(), reports.asked_words()
    found: list[str] = []
    for name, value in words.items():
        texts = [str(one) for one in (value if isinstance(value, list) else [value])]
        if name == "own_words_no":
            texts = [in_english(nothing)]
        elif name in ("hours", "nights", "needs"):
            texts = [in_english(f"{asked[name]}: {', '.join(needs.get(text, text) for text in texts)}")]
        found += texts
    return found


def _corrected(step: Mapping[str, Any]) -> str:
    """One step by which a report was put right: what it changed, when and by whom."""
    skill = LEVELS.get(step["field"])
    if skill:
        what = correction_words(skill, step["was"], step["now"])
    else:
        with language.speaking(ENGLISH):  # as the words of a report
            name = reports.field_words()[step["field"]]
        what = _("%(what)s: %(was)s before, %(now)s now", what=name, was=step["was"], now=step["now"])
    return _(
        "%(what)s (%(day)s, %(name)s)", what=what, day=day_in_words(day_in_kent(step["at"])), name=step["by"]
    )


def _decision(name: str) -> str:
    """The name of a decision of the desk, which has no translation, as the desk itself has none."""
    with language.speaking(ENGLISH):
        return in_english(decision_words()[Decision(name)])


def _lines(texts: list[str]) -> Markup:
    """Paragraphs of what somebody typed, each in the direction of its own script."""
    return Markup("").join(Markup('<p dir="auto">{}</p>').format(text) for text in texts)


def _file_words(state: str) -> str:
    """Why a file that somebody sent is not in the export."""
    return _("We are looking at this file.") if state == WAITING else refusal(Refusal(state))


def _ending_words() -> dict[Ending, str]:
    """How an arrangement ended, in words for the young person."""
    return {
        Ending.PLANNED: _("As planned"),
        Ending.UNPLANNED: _("Not as planned"),
        Ending.LEVEL: _("You stayed there, with more or less support"),
    }


def _stop_words() -> dict[str, str]:
    """What was found after a report was halted, and what followed, in words for the young person."""
    return {
        Finding.SAFE: _("Everybody was safe"),
        Finding.HELP: _("Somebody needed help"),
        Finding.NOBODY: _("Nobody could be reached"),
        Follows.ADVISER: _("Your adviser was told"),
        Follows.DUTY: _("The duty team was told"),
        Follows.EMERGENCY: _("Police, fire or ambulance"),
        Follows.VISIT: _("A visit"),
        Follows.NOTHING: _("Nothing more"),
    }


def _name(key: str, text: str) -> Markup:
    if key in ("role", "roles"):
        return Markup("{}").format(role_labels()[Role(text)])
    if key == "language":
        listed = every_language().get(text)
        return Markup("<bdi>{}</bdi>").format(listed.name if listed else text)
    if key in ("ending", "lived_on"):
        return Markup("{}").format(_ending_words()[Ending(text)])
    if key in ("found", "follows"):
        return Markup("{}").format(_stop_words()[text])
    if key == "cover":
        return Markup("{}").format(
            _("You were away") if text == "away" else _("You did the work of a colleague")
        )
    if key == "decision":
        return Markup("{}").format(_decision(text))
    if key in ("did", "was"):
        looks = {
            "viewed": _("Read it"),
            "changed": _("Changed something in it"),
            "exported": _("Took a copy of it"),
        }
        return Markup("{}").format(looks.get(text) or in_english(text))
    return Markup('<span dir="auto">{}</span>').format(text)


def how_long() -> list[tuple[str, str, bool]]:
    """Each kind of record about people: its name, how long it is kept, and whether Kent must confirm that."""
    rows = schedule.rows_for_people(language.current().tag).values()
    return [(row.name, _says(row), row.period is not None and not row.is_carried_out) for row in rows]


def _says(row: schedule.ScheduleRow) -> str:
    found = row.period
    return row.says.replace("{how_long}", time_in_words(found.number, found.unit)) if found else row.says
