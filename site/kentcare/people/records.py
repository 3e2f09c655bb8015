"""Reading and changing young people's records. Whose a record is, is decided here and nowhere else."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, insert, or_, select, true, update

from kentcare.accounts.models import Account
from kentcare.accounts.rules import Role
from kentcare.accounts.viewer import Viewer
from kentcare.audit import records as audit
from kentcare.audit.actions import Action
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing
from kentcare.homes import records as homes
from kentcare.people.models import YoungPerson
from kentcare.people.rules import CaseFacts


class NoSuchRecord(Exception):
    """There is none, or it is not theirs to see: both look the same."""


@dataclass(frozen=True, slots=True)
class Record:
    """A young person, as their adviser sees them."""

    id: int
    ref: str
    case_number: str
    name: str
    born: date
    language: str
    adviser_id: int | None
    adviser: str | None
    account_id: int | None
    changed_at: datetime
    account_state: str | None = None


def whose(viewer: Viewer, today: date) -> ColumnElement[bool]:
    """The records that somebody may see.

    Their own; those of the young people they advise; those who live in the homes of an accommodation officer;
    all, for a service manager. A Host sees none: what a Host may know of somebody is `housemates`.
    """
    if viewer.has(Role.SERVICE_MANAGER):
        return true()
    theirs: list[ColumnElement[bool]] = []
    if viewer.has(Role.YOUNG_PERSON):
        theirs.append(YoungPerson.account_id == viewer.id)
    if viewer.has(Role.PERSONAL_ADVISER):
        theirs.append(YoungPerson.adviser_id == viewer.id)
    if viewer.has(Role.ACCOMMODATION_OFFICER):
        theirs.append(YoungPerson.id.in_(homes.lodging_with_officer(viewer.id, today)))
    return or_(false(), *theirs)


_ADVISER = Account.__table__.alias("adviser")
_OWN = Account.__table__.alias("own")
_ORDERS: dict[str, Any] = {
    "name": YoungPerson.name,
    "age": YoungPerson.born.desc(),
    "number": YoungPerson.case_number,
    "adviser": _ADVISER.c.name,
}
ORDERS = tuple(_ORDERS)


def _rows() -> Select[Any]:
    return (
        select(
            YoungPerson.id,
            YoungPerson.ref,
            YoungPerson.case_number,
            YoungPerson.name,
            YoungPerson.born,
            YoungPerson.language,
            YoungPerson.adviser_id,
            _ADVISER.c.name,
            YoungPerson.account_id,
            YoungPerson.changed_at,
            _OWN.c.state,
        )
        .outerjoin(_ADVISER, _ADVISER.c.id == YoungPerson.adviser_id)
        .outerjoin(_OWN, _OWN.c.id == YoungPerson.account_id)
    )


def page(
    viewer: Viewer, today: date, *, order: str = "name", skip: int = 0, most: int = 50, words: str = ""
) -> tuple[int, list[Record]]:
    """How many records somebody may see, and a page of them.

    With `words`, those whose name has each of them, or whose number is one.
    """
    which = whose(viewer, today) & _has(words)
    number = reading().scalar(select(func.count()).select_from(YoungPerson).where(which)) or 0
    rows = _rows().where(which).order_by(_ORDERS[order], YoungPerson.name, YoungPerson.id)
    return number, [Record(*row) for row in reading().execute(rows.offset(skip).limit(most))]


def _has(words: str) -> ColumnElement[bool]:
    if not words.strip():
        return true()
    found: ColumnElement[bool] = true()
    for word in words.split():
        found &= or_(
            func.lower(YoungPerson.name).contains(word.lower(), autoescape=True),
            func.lower(YoungPerson.case_number) == word.lower(),
        )
    return found


def open_record(viewer: Viewer, ref: str, today: date, *, action: Action = Action.VIEWED) -> Record:
    """A record that somebody may see; that they saw it is written down, and so is it where they may not.

    Raises NoSuchRecord.
    """
    row = reading().execute(_rows().where(YoungPerson.ref == ref, whose(viewer, today))).first()
    if row is None:
        other = reading().scalar(select(YoungPerson.id).where(YoungPerson.ref == ref))
        audit.note(Action.REFUSED, viewer, young_person=other, kind="young person", ref=ref[:30])
        raise NoSuchRecord
    record = Record(*row)
    audit.note(action, viewer, young_person=record.id)
    return record


def own_record(viewer: Viewer) -> Record | None:
    """The record of the young person who is signed in. To look at it oneself is nobody's business."""
    row = reading().execute(_rows().where(YoungPerson.account_id == viewer.id)).first()
    return Record(*row) if row else None


def export(viewer: Viewer, today: date) -> list[Record]:
    """Every record that somebody may see. Each young person can read that a copy was taken."""
    rows = _rows().where(whose(viewer, today)).order_by(YoungPerson.name, YoungPerson.id)
    records = [Record(*row) for row in reading().execute(rows)]
    audit.note_each(Action.EXPORTED, viewer, [record.id for record in records])
    return records


def change(viewer: Viewer, ref: str, today: date, now: datetime, **fields: Any) -> None:
    """Change what an adviser may change. Raises NoSuchRecord."""
    with writing() as session:
        row = session.scalar(select(YoungPerson).where(YoungPerson.ref == ref, whose(viewer, today)))
        if row is None:
            raise NoSuchRecord
        changed = [name for name, value in fields.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, fields[name])
        if changed:
            row.changed_at = now
            audit.note(Action.CHANGED, viewer, young_person=row.id, about=" ".join(changed))


def link_account(record: int, account: int) -> None:
    """The account that a young person signs in with."""
    with writing() as session:
        session.get_one(YoungPerson, record).account_id = account


def born_of_account(account: int) -> date | None:
    """The day of birth that somebody proves themself with when they come for the first time."""
    return reading().scalar(select(YoungPerson.born).where(YoungPerson.account_id == account))


def names(young_people: Collection[int]) -> dict[int, str]:
    """What each of these is called."""
    rows = select(YoungPerson.id, YoungPerson.name).where(YoungPerson.id.in_(young_people))
    return {row.id: row.name for row in reading().execute(rows)}


@dataclass(frozen=True, slots=True)
class Housemate:
    """What a Host knows of a young person from us: their name, the level of support, since when."""

    name: str
    level: str
    from_day: date


def housemates(viewer: Viewer, today: date) -> list[Housemate]:
    """Who lives in the homes of a Host today."""
    _, own = homes.page(viewer, today)
    stays = homes.stays_in([home.id for home in own], today)
    called = names([stay.young_person_id for stay in stays])
    return [Housemate(called[stay.young_person_id], stay.level, stay.from_day) for stay in stays]


def advised_by(adviser: int) -> int:
    """How many young people somebody is the adviser of."""
    rows = select(func.count()).select_from(YoungPerson).where(YoungPerson.adviser_id == adviser)
    return reading().scalar(rows) or 0


def hand_on(adviser: int, to: int | None, by: Viewer, now: datetime) -> int:
    """The young people of somebody who leaves go to another adviser, or wait for one. Answers how many."""
    with writing() as session:
        rows = list(session.scalars(select(YoungPerson).where(YoungPerson.adviser_id == adviser)))
        for row in rows:
            row.adviser_id, row.changed_at = to, now
        audit.note_each(Action.HANDED_ON, by, [row.id for row in rows])
        return len(rows)


def from_case_system() -> dict[str, tuple[int, CaseFacts]]:
    """What the case system has said of everybody so far, by their number there, with the id here."""
    rows = select(
        YoungPerson.id,
        YoungPerson.case_number,
        YoungPerson.name,
        YoungPerson.born,
        YoungPerson.language,
        YoungPerson.adviser_id,
    )
    return {number: (id_, CaseFacts(number, *rest)) for id_, number, *rest in reading().execute(rows)}


def bring_in(
    new: Iterable[CaseFacts], changed: Iterable[CaseFacts], by: Viewer | None, now: datetime
) -> None:
    """Write what the case system says. `by` is None for the command.

    It takes as many queries for two thousand young people as for two.
    """
    with writing() as session:
        if rows := [asdict(facts) | {"ref": new_ref(), "changed_at": now} for facts in new]:
            session.execute(insert(YoungPerson), rows)
        kept = from_case_system()
        found = [(*kept[facts.case_number], facts) for facts in changed]
        if rows := [asdict(facts) | {"id": id_, "changed_at": now} for id_, _before, facts in found]:
            session.execute(update(YoungPerson), rows)
        alike: dict[str, list[int]] = defaultdict(list)
        for id_, before, facts in found:
            alike[_fields_between(before, facts)].append(id_)
        for fields, people in alike.items():
            audit.note_each(Action.CHANGED, by, people, about=fields)


def _fields_between(before: CaseFacts, after: CaseFacts) -> str:
    """Which fields changed. There are at most fifteen answers, one insert for each."""
    old, new = asdict(before), asdict(after)
    return " ".join(name for name in old if old[name] != new[name])
