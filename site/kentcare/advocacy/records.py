"""Advocacy cases: asked for, assigned, listed and opened. Who may see one is decided here alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from sqlalchemy import ColumnElement, Select, false, func, select, true

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.records import NotTheirs
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.advocacy import encryption
from kentcare.advocacy.models import AdvocacyCase
from kentcare.db import subjects
from kentcare.db.model import new_ref
from kentcare.db.session import locked, reading, writing

_CaseRows = Select[str, date, int | None, str, date | None, str]


class NoSuchCase(Exception):
    """There is no such case, or it is not theirs to see: both look the same."""


@dataclass(frozen=True, slots=True)
class DecryptedCase:
    """A young person's request for an advocate. `answers` is what they chose to say, by field."""

    ref: str
    asked_on: date
    advocate_id: int | None
    advocate: str | None
    closed_on: date | None
    answers: Mapping[str, str]


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Which cases the viewer's list shows: an advocate's own, and to a lead all of them, while they are open.

    Nobody of the council sees that there is one.
    """
    return openable_by(viewer) & AdvocacyCase.closed_on.is_(None)


def openable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which cases the viewer may open: an advocate their own, a lead all of them, closed ones too.

    Nobody of the council may open one.
    """
    if viewer.has(Role.ADVOCACY_LEAD):
        return true()
    if viewer.has(Role.ADVOCATE):
        return AdvocacyCase.advocate_id == viewer.id
    return false()


def _assignable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which cases the viewer may give to an advocate: a lead all that are open, nobody else any."""
    return AdvocacyCase.closed_on.is_(None) if viewer.has(Role.ADVOCACY_LEAD) else false()


def case_page(viewer: Viewer, *, skip: int = 0, most: int = 50) -> tuple[int, list[DecryptedCase]]:
    """How many cases the viewer's list has, and a page of it, the oldest first. Reading it is recorded."""
    which = visible_to(viewer)
    number = reading().scalar(select(func.count()).select_from(AdvocacyCase).where(which)) or 0
    rows = _cases(which).order_by(AdvocacyCase.asked_on, AdvocacyCase.id).offset(skip).limit(most)
    cases = _decrypted(rows)
    audit.note(Action.LISTED, viewer, kind="advocacy case")
    return number, cases


def open_case(viewer: Viewer, ref: str) -> DecryptedCase:
    """A case that the viewer may open, which is recorded. Raises NoSuchCase, which is recorded too."""
    case = find_case(viewer, ref)
    # Without the young person's id: the council must not learn from the trail who has an advocate.
    audit.note(Action.VIEWED, viewer, kind="advocacy case", ref=ref)
    return case


def find_case(viewer: Viewer, ref: str, *, to_assign: bool = False) -> DecryptedCase:
    """A case that the viewer may open, for a form that shows none of its answers: no look is recorded.

    `to_assign`: only where they may also give it to an advocate. Raises NoSuchCase, which is recorded.
    """
    which = openable_by(viewer) & (_assignable_by(viewer) if to_assign else true())
    found = _decrypted(_cases((AdvocacyCase.ref == ref) & which))
    if not found:
        audit.note(Action.REFUSED, viewer, kind="advocacy case", ref=ref[:30])
        raise NoSuchCase
    return found[0]


def without_advocate(viewer: Viewer) -> int:
    """How many open cases wait for an advocate, for whoever may give them to one; 0 for anybody else."""
    rows = select(func.count()).where(_assignable_by(viewer), AdvocacyCase.advocate_id.is_(None))
    return reading().scalar(rows.select_from(AdvocacyCase)) or 0


def name_advocate(viewer: Viewer, ref: str, account_id: int) -> None:
    """Give an open case to an advocate. Whoever had it before no longer sees it.

    Raises NoSuchCase where the viewer may not do so, and NotTheirs where the account is not an advocate's.
    """
    with writing(subjects.account(account_id)) as session:
        row = session.scalar(
            locked(select(AdvocacyCase).where(AdvocacyCase.ref == ref, _assignable_by(viewer)))
        )
        if row is None:
            raise NoSuchCase
        if account_id not in {one.id for one in accounts.with_role(Role.ADVOCATE)}:
            raise NotTheirs
        if row.advocate_id != account_id:
            row.advocate_id = account_id
            audit.note(Action.HANDED_ON, viewer, kind="advocacy case", ref=ref)


def _cases(which: ColumnElement[bool]) -> _CaseRows:
    return (
        select(
            AdvocacyCase.ref,
            AdvocacyCase.asked_on,
            AdvocacyCase.advocate_id,
            Account.name.label("advocate"),
            AdvocacyCase.closed_on,
            AdvocacyCase.answers,
        )
        .outerjoin(Account, Account.id == AdvocacyCase.advocate_id)
        .where(which)
    )


def _decrypted(
    rows: _CaseRows,
) -> list[DecryptedCase]:
    return [
        DecryptedCase(
            ref=row.ref,
            asked_on=row.asked_on,
            advocate_id=row.advocate_id,
            advocate=row.advocate,
            closed_on=row.closed_on,
            answers=msgspec.json.decode(row.answers, type=dict[str, str]),
        )
        for row in reading().execute(rows)
    ]


def ask(
    person: str, answers: Mapping[str, str], day: date, *, advocate: int | None = None, ref: str | None = None
) -> str:
    """Save a young person's request for an advocate, and return the ref of the case.

    `person` is the ref of their account, `answers` what they chose to say. Raises KeyError without a key.
    """
    ref = ref or new_ref()
    with writing() as session:
        session.add(
            AdvocacyCase(
                ref=ref,
                person_hash=encryption.person_hash(person),
                answers=msgspec.json.encode(dict(answers)).decode(),
                asked_on=day,
                advocate_id=advocate,
            )
        )
    return ref


def check_key() -> None:
    """Check that the advocacy service has a usable key, for the start of the site.

    Raises KeyError where production has none, or where it is the site's own.
    """
    encryption.cipher()


def count_cases_of(advocate: int) -> int:
    """How many open cases an advocate has."""
    return reading().scalar(select(func.count()).select_from(AdvocacyCase).where(_is_with(advocate))) or 0


def _is_with(advocate: int) -> ColumnElement[bool]:
    return (AdvocacyCase.advocate_id == advocate) & AdvocacyCase.closed_on.is_(None)


def reassign(advocate: int, to: int | None, by: Viewer, now: datetime) -> int:
    """Give the open cases of an advocate to another, or to nobody where `to` is None. Returns how many."""
    with writing(subjects.account(advocate), subjects.account(to) if to else None) as session:
        rows = list(
            session.scalars(locked(select(AdvocacyCase).where(_is_with(advocate)).order_by(AdvocacyCase.id)))
        )
        for row in rows:
            row.advocate_id = to
            audit.note(Action.HANDED_ON, by, kind="advocacy case", ref=row.ref)
        return len(rows)


def has_key_of_its_own(others: Collection[str]) -> tuple[bool, bool]:
    """Whether the advocacy service has set a key, and whether it differs from these other secrets."""
    return encryption.is_set(), not encryption.is_one_of(others)


def has_weak_key() -> bool:
    """Whether the key with which the advocacy service encrypts could be guessed."""
    return encryption.is_weak()
