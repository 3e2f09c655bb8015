"""Reading what a young person told an advocate. Whose a case is, is decided here and nowhere else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from sqlalchemy import ColumnElement, false, func, select, true

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.records import NotTheirs
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.advocacy import encryption
from kentcare.advocacy.models import AdvocacyCase
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing


class NoSuchCase(Exception):
    """There is none, or it is not theirs to see: both look the same."""


@dataclass(frozen=True, slots=True)
class Case:
    """A young person who asked for an advocate, and what they chose to say."""

    ref: str
    asked_on: date
    advocate_id: int | None
    advocate: str | None
    closed_on: date | None
    told: Mapping[str, str]


def whose(viewer: Viewer) -> ColumnElement[bool]:
    """An advocate sees their own cases, a lead all of them. Nobody of the council sees that there is one."""
    if viewer.has(Role.ADVOCACY_LEAD):
        return true()
    if viewer.has(Role.ADVOCATE):
        return AdvocacyCase.advocate_id == viewer.id
    return false()


def page(viewer: Viewer, *, skip: int = 0, most: int = 50) -> tuple[int, list[Case]]:
    """How many open cases somebody may see, and a page of them, the oldest first."""
    which = whose(viewer) & AdvocacyCase.closed_on.is_(None)
    number = reading().scalar(select(func.count()).select_from(AdvocacyCase).where(which)) or 0
    rows = (
        select(AdvocacyCase, Account.name)
        .outerjoin(Account, Account.id == AdvocacyCase.advocate_id)
        .where(which)
        .order_by(AdvocacyCase.asked_on, AdvocacyCase.id)
    )
    cases = [_case(row, name) for row, name in reading().execute(rows.offset(skip).limit(most))]
    audit.note(Action.LISTED, viewer, kind="advocacy case")
    return number, cases


def open_case(viewer: Viewer, ref: str) -> Case:
    """A case that somebody may see. Raises NoSuchCase, and writes down that they tried."""
    case = find_case(viewer, ref)
    # Without the young person's number: the council must not learn from the trail who has an advocate.
    audit.note(Action.VIEWED, viewer, kind="advocacy case", ref=ref)
    return case


def find_case(viewer: Viewer, ref: str, *, to_name: bool = False) -> Case:
    """The same for what is posted from a page that was seen already.

    `to_name`: only where they may name its advocate, too.
    """
    which = whose(viewer) & (_may_name(viewer) if to_name else true())
    found = (
        reading()
        .execute(
            select(AdvocacyCase, Account.name)
            .outerjoin(Account, Account.id == AdvocacyCase.advocate_id)
            .where(AdvocacyCase.ref == ref, which)
        )
        .first()
    )
    if found is None:
        audit.note(Action.REFUSED, viewer, kind="advocacy case", ref=ref[:30])
        raise NoSuchCase
    return _case(*found)


def _may_name(viewer: Viewer) -> ColumnElement[bool]:
    """The cases that somebody may give to an advocate: a lead, and while they are open."""
    return AdvocacyCase.closed_on.is_(None) if viewer.has(Role.ADVOCACY_LEAD) else false()


def without_advocate(viewer: Viewer) -> int:
    """How many open cases wait for an advocate, for whoever may name one."""
    rows = select(func.count()).where(_may_name(viewer), AdvocacyCase.advocate_id.is_(None))
    return reading().scalar(rows.select_from(AdvocacyCase)) or 0


def name_advocate(viewer: Viewer, ref: str, account_id: int) -> None:
    """An open case has this advocate from now on, and whoever had it before sees it no longer.

    Raises NoSuchCase, and NotTheirs where the account is no advocate's.
    """
    with writing() as session:
        row = session.scalar(select(AdvocacyCase).where(AdvocacyCase.ref == ref, _may_name(viewer)))
        if row is None:
            raise NoSuchCase
        if account_id not in {one.id for one in accounts.with_role(Role.ADVOCATE)}:
            raise NotTheirs
        if row.advocate_id != account_id:
            row.advocate_id = account_id
            audit.note(Action.HANDED_ON, viewer, kind="advocacy case", ref=ref)


def _case(row: AdvocacyCase, advocate: str | None) -> Case:
    told = msgspec.json.decode(encryption.cipher().decrypt(row.sealed), type=dict[str, str])
    return Case(row.ref, row.asked_on, row.advocate_id, advocate, row.closed_on, told)


def ask(
    person: str, told: Mapping[str, str], day: date, *, advocate: int | None = None, ref: str | None = None
) -> str:
    """Keep what somebody told. `person` is the ref of their account. Answers the ref of the case."""
    ref = ref or new_ref()
    with writing() as session:
        session.add(
            AdvocacyCase(
                ref=ref,
                person_mark=encryption.person_mark(person),
                sealed=encryption.cipher().encrypt(msgspec.json.encode(dict(told))),
                asked_on=day,
                advocate_id=advocate,
            )
        )
    return ref


def held_about(person: str) -> list[dict[str, object]]:
    """What somebody told, for themself and nobody else. `person` is the ref of their own account."""
    rows = (
        select(AdvocacyCase, Account.name)
        .outerjoin(Account, Account.id == AdvocacyCase.advocate_id)
        .where(AdvocacyCase.person_mark.in_(encryption.person_marks(person)))
        .order_by(AdvocacyCase.id)
    )
    cases = [_case(row, name) for row, name in reading().execute(rows)]
    return [
        {
            "asked_on": one.asked_on,
            "advocate": one.advocate,
            "closed_on": one.closed_on,
            "words": dict(one.told),
        }
        for one in cases
    ]


def check_key() -> None:
    """Raises KeyError where production has no key of the advocacy service's."""
    encryption.cipher()


def stood_by(advocate: int) -> int:
    """How many open cases somebody is the advocate of."""
    return reading().scalar(select(func.count()).select_from(AdvocacyCase).where(_is_stood_by(advocate))) or 0


def _is_stood_by(advocate: int) -> ColumnElement[bool]:
    return (AdvocacyCase.advocate_id == advocate) & AdvocacyCase.closed_on.is_(None)


def reassign(advocate: int, to: int | None, by: Viewer, now: datetime) -> int:
    """The open cases of somebody who leaves go to another advocate, or wait for one. Answers how many."""
    with writing() as session:
        rows = list(session.scalars(select(AdvocacyCase).where(_is_stood_by(advocate))))
        for row in rows:
            row.advocate_id = to
            audit.note(Action.HANDED_ON, by, kind="advocacy case", ref=row.ref)
        return len(rows)


def has_key_of_its_own(others: Collection[str]) -> tuple[bool, bool]:
    """Whether the advocacy service has set a key, and whether it is none of these others."""
    return encryption.is_set(), not encryption.is_one_of(others)
