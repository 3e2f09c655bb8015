"""Checking a list against what there is, and writing it: the whole of it, or nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from babel import Locale

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.rules import Role, may_manage
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.administration import records as administration
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.young_people import records as young_people
from kentcare.core.languages.listed import every_language
from kentcare.db.session import writing
from kentcare.desk.directory import handover
from kentcare.desk.imports import leaving, rules
from kentcare.desk.imports.csv_text import Line, read
from kentcare.desk.imports.faults import Fault
from kentcare.desk.imports.leaving import CheckedLeavers, Colleague, Leaver
from kentcare.desk.imports.rules import COLUMNS, Checked, Kind
from kentcare.hosting.arrangements import records as arrangements
from kentcare.hosting.calendar_feed import records as calendar
from kentcare.hosting.households import records as households
from kentcare.sign_in.staff import records as staff

LEAVERS = "leavers"
# More colleagues than any council has.
_EVERYBODY = 100_000


@dataclass(frozen=True, slots=True)
class Written:
    """What was written the last time: when, by whom, and how many of each kind of thing."""

    at: datetime
    by: str | None
    numbers: dict[str, int]


def check(kind: Kind, text: str, by: Viewer | None, today: date) -> Checked[Any]:
    """What the list would do. It writes nothing of it; that somebody asked is written down.

    What is the same and what would change tells something of the people in it.
    """
    lines, faults = read(text, COLUMNS[kind])
    checked = _check(kind, lines, faults, today)
    audit.note(Action.LISTED, by, kind=f"list of {kind.value}", about=f"lines={len(lines)}")
    return checked


def import_rows(kind: Kind, text: str, by: Viewer | None, today: date, now: datetime) -> Checked[Any]:
    """Check the list again and write it, unless there is a fault. `by` is None for the command."""
    lines, faults = read(text, COLUMNS[kind])
    with writing():
        checked = _check(kind, lines, faults, today)
        # A second press of the button changes nothing, and does not stand in the trail.
        if not checked.faults and (checked.new or checked.changed):
            _write(kind, checked, by, now)
            numbers = {"new": len(checked.new), "changed": len(checked.changed), "same": checked.unchanged}
            audit.note(Action.IMPORTED, by, kind=kind.value, about=_about(numbers))
    return checked


def _check(kind: Kind, lines: list[Line], faults: list[Fault], today: date) -> Checked[Any]:
    match kind:
        case Kind.YOUNG_PEOPLE:
            return rules.check_young_people(
                lines,
                faults,
                kept=[facts for _id, facts in young_people.from_case_system().values()],
                advisers=_by_email(Role.PERSONAL_ADVISER),
                languages=_tags(),
                today=today,
            )
        case Kind.HOMES:
            return rules.check_homes(
                lines,
                faults,
                kept=[facts for _id, facts in homes.from_case_system().values()],
                officers=_by_email(Role.ACCOMMODATION_OFFICER),
                hosts=_by_email(Role.HOST),
            )
        case Kind.ARRANGEMENTS:
            return rules.check_stays(
                lines,
                faults,
                kept=arrangements.stays_from_case_system(),
                people=_ids(young_people.from_case_system()),
                homes=_ids(homes.from_case_system()),
                went_on=arrangements.went_on(),
            )
        case Kind.HOUSEHOLDS:
            return rules.check_households(
                lines,
                faults,
                kept=households.kept(),
                homes=_ids(homes.from_case_system()),
                today=today,
            )


def _write(kind: Kind, checked: Checked[Any], by: Viewer | None, now: datetime) -> None:
    match kind:
        case Kind.YOUNG_PEOPLE:
            young_people.import_rows(checked.new, checked.changed, by, now)
        case Kind.HOMES:
            homes.import_rows(checked.new, checked.changed, by, now)
        case Kind.ARRANGEMENTS:
            arrangements.make_one_again(checked.changed)
            arrangements.bring_in_stays(checked.new, checked.changed, by)
        case Kind.HOUSEHOLDS:
            households.import_rows(checked.new, checked.changed)


def _ids(known: Mapping[str, tuple[int, Any]]) -> dict[str, int]:
    """What each is here, by its number in the case system."""
    return {number: id_ for number, (id_, _) in known.items()}


def _by_email(role: Role) -> dict[str, int]:
    return {person.email: person.id for person in accounts.with_role(role) if person.email}


@cache
def _tags() -> dict[str, str]:
    """Every language by its tag, its own name and its English name, in small letters."""
    english = Locale("en")
    tags: dict[str, str] = {}
    for tag, language in every_language().items():
        if not language.is_pseudo:
            locale = Locale.parse(language.locale)
            name = english.languages.get(language.locale) or english.languages[locale.language]
            tags |= {called.casefold(): tag for called in (tag, language.name, name)}
    return tags


def language_names() -> list[str]:
    """What may stand in the column of languages."""
    return [
        f"{language.tag} ({language.name})"
        for language in every_language().values()
        if not language.is_pseudo
    ]


def check_leavers(keeper: Viewer, text: str) -> CheckedLeavers:
    """What the list would do. It writes nothing."""
    lines, faults = read(text, leaving.COLUMNS)
    return leaving.check_leavers(lines, faults, _colleagues(keeper))


def left_behind(leavers: Sequence[Leaver]) -> list[tuple[Leaver, dict[Role, int]]]:
    """Each account to close, with how much stands in its name. A look for each: give it what a page shows."""
    return [(leaver, handover.work_of(leaver.id) if leaver.work else {}) for leaver in leavers]


def close_leavers(keeper: Viewer, text: str, now: datetime) -> CheckedLeavers:
    """Check the list again; close the accounts and hand on what they had, unless there is a fault."""
    with writing():
        checked = check_leavers(keeper, text)
        if checked.faults:
            return checked
        handed_on = Counter[Role]()
        for leaver in checked.leavers:
            calendar.forget_account(administration.close(keeper, leaver.ref, now))
            for role in leaver.work:
                handed_on[role] += handover.reassign(role, leaver.id, leaver.heir, keeper, now)
        numbers = {
            "closed": checked.good,
            "people": handed_on[Role.PERSONAL_ADVISER],
            "homes": handed_on[Role.ACCOMMODATION_OFFICER],
            "cases": handed_on[Role.ADVOCATE],
        }
        audit.note(Action.IMPORTED, keeper, kind=LEAVERS, about=_about(numbers))
    return checked


def _colleagues(keeper: Viewer) -> dict[str, Colleague]:
    _number, theirs = administration.colleagues(keeper, most=_EVERYBODY)
    return {
        person.email: Colleague(
            person.id,
            person.ref,
            person.roles,
            may_manage(keeper.roles, person.roles, own=person.id == keeper.id),
        )
        for person in theirs
        if person.email
    }


def found(name: str, address: Address, role: Role, where: str, now: datetime) -> None:
    """The first of a role gets an account and an invitation, or neither. `where`: what they open.

    Raises RoleRefused and AddressTaken.
    """
    with writing():
        person = administration.create_first(name=name, address=address, role=role, now=now)
        staff.send_invitation(person, where, now)


def last_written(kind: str, by: Viewer | None = None) -> Written | None:
    """The last list of a kind that was written, from the audit trail; `by` says whose."""
    event = audit.last(Action.IMPORTED, kind, by=by)
    if event is None:
        return None
    pairs = (pair.partition("=") for pair in (event.about or "").split())
    return Written(event.at, event.actor_name, {name: int(number) for name, _, number in pairs})


def _about(numbers: dict[str, int]) -> str:
    return " ".join(f"{name}={number}" for name, number in numbers.items())
