"""Checking a list from the case system against the database, and writing it: all of it, or nothing."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
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
from kentcare.cases.arrangements.rules import StayFacts, StayKey
from kentcare.cases.homes import records as homes
from kentcare.cases.young_people import records as young_people
from kentcare.core.clock import day_in_kent
from kentcare.core.languages.listed import every_language
from kentcare.db import subjects
from kentcare.db.session import writing
from kentcare.db.subjects import Subject
from kentcare.desk.directory import handover
from kentcare.desk.imports import leavers, preview_records, rules
from kentcare.desk.imports.csv_text import ListLine, read
from kentcare.desk.imports.faults import LineFault
from kentcare.desk.imports.leavers import CheckedLeavers, Colleague, Leaver
from kentcare.desk.imports.locking import subjects_of
from kentcare.desk.imports.preview import ListPreview, OverRow, RowChange, fingerprint
from kentcare.desk.imports.questions import NO_ANSWERS, Answers, Questions, questions_of
from kentcare.desk.imports.rules import COLUMNS, CheckedList, ListKind
from kentcare.hosting.arrangements.over_places import OverPlacesDecision
from kentcare.hosting.arrangements.records import case_system
from kentcare.hosting.calendar_feed import records as calendar
from kentcare.hosting.households import records as households
from kentcare.hosting.terms.records import changes as terms_changes
from kentcare.hosting.terms.records import said as terms
from kentcare.hosting.terms.rules import TermsFacts
from kentcare.sign_in.staff import records as staff

LEAVERS = "leavers"
# More colleagues than any council has.
_EVERYBODY = 100_000


@dataclass(frozen=True, slots=True)
class LastImport:
    """The last time that a list was written: when, by whom, and how many of each kind of change."""

    at: datetime
    by: str | None
    numbers: dict[str, int]


class ChangedSinceShown(Exception):
    """What the list would do is no longer what the page showed. Nothing was written."""


def check(kind: ListKind, text: str, by: Viewer | None, today: date) -> CheckedList[Any]:
    """What the list would do. None of it is written, but that somebody asked stands in the audit trail.

    The answer tells something of the people in the list: who is here already, and what would change.
    """
    lines, faults = read(text, COLUMNS[kind])
    checked = _check(kind, lines, faults, today, _known(kind))
    audit.note(Action.LISTED, by, kind=f"list of {kind.value}", about=f"lines={len(lines)}")
    return checked


def preview(kind: ListKind, checked: CheckedList[Any], by: Viewer, today: date) -> ListPreview:
    """What a list without faults would do, to be read before it is written."""
    return preview_records.preview(kind, checked, _asked(kind, checked, _known(kind), today), by)


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything in the database on which a list rests.

    `asked`: what its check asks for. `stays` and `terms`: for the places of homes, where the list has to do
    with them.
    """

    asked: Mapping[str, Any]
    stays: Sequence[StayFacts] = ()
    terms: Sequence[TermsFacts] = ()


def _asked(kind: ListKind, checked: CheckedList[Any], known: _Known, today: date) -> Questions:
    return questions_of(kind, checked, known.stays, known.terms, today)


def note_shown(kind: ListKind, rows: Iterable[RowChange | OverRow], by: Viewer) -> None:
    """Add to the audit trail whose records a page of the preview shows something of. They can read it."""
    people = sorted({row.young_person_id for row in rows if row.young_person_id})
    audit.note_each(Action.VIEWED, by, people, kind=f"list of {kind.value}")


def import_shown(
    kind: ListKind,
    text: str,
    by: Viewer,
    today: date,
    now: datetime,
    shown: str,
    *,
    decision: OverPlacesDecision | None = None,
) -> CheckedList[Any]:
    """Write a list whose preview somebody has seen, unless there is a fault or nothing to write.

    `shown`: the mark of the preview. It asked whether few places are right, and to write it is to say so.
    Raises ChangedSinceShown where it would be another one now, and what import_rows does.
    """
    answers = Answers(decision, are_few_right=True)
    return import_rows(kind, text, by, today, now, shown=shown, answers=answers)


def import_rows(
    kind: ListKind,
    text: str,
    by: Viewer | None,
    today: date,
    now: datetime,
    *,
    shown: str | None = None,
    answers: Answers = NO_ANSWERS,
) -> CheckedList[Any]:
    """Check the list again and write it, unless there is a fault. `by` is None for the command.

    What takes long is done before anything is locked: on SQLite every other writer waits for this one. It is
    done again only where what it rests on has changed by then. `shown`: see `import_shown`. Raises
    OverPlacesUndecided and FewPlacesUnconfirmed where the list asks what `answers` does not answer.
    """
    lines, faults = read(text, COLUMNS[kind])
    known = _known(kind)
    checked = _check(kind, lines, faults, today, known)
    # A second press of the button changes nothing, and does not stand in the trail.
    if checked.faults or not checked.has_changes:
        return checked
    asked = _asked(kind, checked, known, today)
    _ensure_agreed(kind, checked, asked, by, shown, answers)
    with writing(subjects.case_list(kind.value), *subjects_of(checked)):
        more: Collection[Subject] = ()
        if (known_now := _known(kind)) != known:
            checked = _check(kind, lines, faults, today, known_now)
            if checked.faults or not checked.has_changes:
                return checked
            asked = _asked(kind, checked, known_now, today)
            _ensure_agreed(kind, checked, asked, by, shown, answers)
            more = subjects_of(checked)
        with writing(*more):
            _write(kind, checked, by, now, {one.stay.key for one in asked.over}, answers.decision)
    return checked


def _ensure_agreed(
    kind: ListKind,
    checked: CheckedList[Any],
    asked: Questions,
    by: Viewer | None,
    shown: str | None,
    answers: Answers,
) -> None:
    """Raise ChangedSinceShown where a list would do something else than was shown, or as Answers.ensure."""
    if shown is not None and by and preview_records.preview(kind, checked, asked, by).mark != shown:
        raise ChangedSinceShown
    answers.ensure(asked)


# For each kind of list, the function that checks it against what `_known` finds.
_CHECKS: Mapping[ListKind, Callable[..., CheckedList[Any]]] = {
    ListKind.YOUNG_PEOPLE: rules.check_young_people,
    ListKind.HOMES: rules.check_homes,
    ListKind.ARRANGEMENTS: rules.check_stays,
    ListKind.HOUSEHOLDS: rules.check_households,
    ListKind.TERMS: rules.check_terms,
}
_ASKS_FOR_TODAY = {ListKind.YOUNG_PEOPLE, ListKind.HOUSEHOLDS, ListKind.TERMS}


def _check(
    kind: ListKind,
    lines: list[ListLine],
    faults: list[LineFault],
    today: date,
    known: _Known,
) -> CheckedList[Any]:
    day = {"today": today} if kind in _ASKS_FOR_TODAY else {}
    return _CHECKS[kind](lines, faults, **known.asked, **day)


def _known(kind: ListKind) -> _Known:
    match kind:
        case ListKind.YOUNG_PEOPLE:
            return _Known(
                {
                    "kept": [facts for _id, facts in young_people.from_case_system().values()],
                    "advisers": _by_email(Role.PERSONAL_ADVISER),
                    "languages": _tags(),
                }
            )
        case ListKind.HOMES:
            return _Known(
                {
                    "kept": [facts for _id, facts in homes.from_case_system().values()],
                    "officers": _by_email(Role.ACCOMMODATION_OFFICER),
                    "hosts": _by_email(Role.HOST),
                }
            )
        case ListKind.ARRANGEMENTS:
            stays = case_system.every_stay()
            asked = {
                "kept": stays,
                "people": _ids(young_people.from_case_system()),
                "homes": _ids(homes.from_case_system()),
                "went_on": case_system.continued(),
            }
            return _Known(asked, stays, terms.every())
        case ListKind.HOUSEHOLDS:
            return _Known({"kept": households.every(), "homes": _ids(homes.from_case_system())})
        case ListKind.TERMS:
            return _Known(
                {
                    "kept": terms.every(),
                    "homes": _ids(homes.from_case_system()),
                    "deciders": _by_email(Role.HEAD_OF_SERVICE),
                },
                case_system.every_stay(),
            )


def _write(
    kind: ListKind,
    checked: CheckedList[Any],
    by: Viewer | None,
    now: datetime,
    over: Collection[StayKey],
    decision: OverPlacesDecision | None,
) -> None:
    numbers = {"new": len(checked.new), "changed": len(checked.changed), "same": checked.unchanged}
    audit.note(Action.IMPORTED, by, kind=kind.value, about=_about(numbers))
    match kind:
        case ListKind.YOUNG_PEOPLE:
            young_people.import_rows(checked.new, checked.changed, by, now)
        case ListKind.HOMES:
            homes.import_rows(checked.new, checked.changed, by, now)
        case ListKind.ARRANGEMENTS:
            case_system.merge_parts(checked.changed)
            decided_by = decision.by if decision else None
            case_system.import_stays(checked.new, checked.changed, by, over=over, decided_by=decided_by)
        case ListKind.HOUSEHOLDS:
            households.import_rows(checked.new, checked.changed, day_in_kent(now))
        case ListKind.TERMS:
            terms_changes.import_rows(checked.new, checked.changed, by, now)


def _ids(known: Mapping[str, tuple[int, Any]]) -> dict[str, int]:
    """The id of each record by its number in the case system."""
    return {number: id_ for number, (id_, _) in known.items()}


def _by_email(role: Role) -> dict[str, int]:
    return {person.email: person.id for person in accounts.with_role(role) if person.email}


@cache
def _tags() -> dict[str, str]:
    """The tag of each language by its tag, its own name and its English name, in small letters."""
    english = Locale("en")
    tags: dict[str, str] = {}
    for tag, language in every_language().items():
        if not language.is_pseudo:
            locale = Locale.parse(language.locale)
            name = english.languages.get(language.locale) or english.languages[locale.language]
            tags |= {called.casefold(): tag for called in (tag, language.name, name)}
    return tags


def language_names() -> list[str]:
    """What may stand in the column of languages, for people to read."""
    return [
        f"{language.tag} ({language.name})"
        for language in every_language().values()
        if not language.is_pseudo
    ]


def check_leavers(keeper: Viewer, text: str) -> CheckedLeavers:
    """What a list of colleagues who have left would do. It writes nothing.

    `keeper`: the administrator or advocacy lead who looks after their accounts.
    """
    lines, faults = read(text, leavers.COLUMNS)
    return leavers.check_leavers(lines, faults, _colleagues(keeper))


def left_behind(leavers: Sequence[Leaver]) -> list[tuple[Leaver, dict[Role, int]]]:
    """Each account to close, with how much work of each role stands in its name.

    It asks the database once for each leaver: there are never more than colleagues.
    """
    return [(leaver, handover.work_of(leaver.id) if leaver.work else {}) for leaver in leavers]


def close_leavers(keeper: Viewer, text: str, now: datetime, shown: str) -> CheckedLeavers:
    """Check the list again, close the accounts and hand over their work, unless there is a fault.

    `shown`: the fingerprint of the leavers that the page showed. Raises ChangedSinceShown.
    """
    theirs = check_leavers(keeper, text).leavers
    ids = {keeper.id, *(one.id for one in theirs), *(one.heir for one in theirs if one.heir is not None)}
    with writing(*map(subjects.account, ids)):
        checked = check_leavers(keeper, text)
        if checked.faults:
            return checked
        if fingerprint(left_behind(checked.leavers)) != shown:
            raise ChangedSinceShown
        handed_over = Counter[Role]()
        for leaver in checked.leavers:
            calendar.forget_account(administration.close(keeper, leaver.ref, now))
            for role in leaver.work:
                handed_over[role] += handover.reassign(role, leaver.id, leaver.heir, keeper, now)
        numbers = {
            "closed": checked.good,
            "people": handed_over[Role.PERSONAL_ADVISER],
            "homes": handed_over[Role.ACCOMMODATION_OFFICER],
            "cases": handed_over[Role.ADVOCATE],
        }
        audit.note(Action.IMPORTED, keeper, kind=LEAVERS, about=_about(numbers))
    return checked


def _colleagues(keeper: Viewer) -> dict[str, Colleague]:
    _number, theirs = administration.colleagues(keeper, most=_EVERYBODY)
    return {
        person.email: Colleague(
            id=person.id,
            ref=person.ref,
            roles=person.roles,
            may_close=may_manage(keeper.roles, person.roles, own=person.id == keeper.id),
        )
        for person in theirs
        if person.email
    }


def make_first_account(name: str, address: Address, role: Role, where: str, now: datetime) -> None:
    """Give the first holder of a role an account and an invitation, or neither.

    `where`: the address that the invitation says to open. Raises RoleRefused where somebody holds the role
    already, and AddressTaken.
    """
    with writing(subjects.role(role.value), administration.subject_of(address)):
        person = administration.create_first(name=name, address=address, role=role, now=now)
        staff.send_invitation(person, where, now)


def last_written(kind: str, by: Viewer | None = None) -> LastImport | None:
    """The last list of a kind that was written, from the audit trail; where `by` is given, by them."""
    event = audit.last(Action.IMPORTED, kind, by=by)
    if event is None:
        return None
    pairs = (pair.partition("=") for pair in (event.about or "").split())
    return LastImport(
        at=event.at, by=event.actor_name, numbers={name: int(number) for name, _, number in pairs}
    )


def _about(numbers: dict[str, int]) -> str:
    return " ".join(f"{name}={number}" for name, number in numbers.items())
