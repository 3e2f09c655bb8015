"""Reading and changing young people's records. Who may see a record is decided here alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true, update
from sqlalchemy.orm import Session

from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.young_people.models import YoungPerson
from kentcare.cases.young_people.record import Record, RecordSummary
from kentcare.cases.young_people.rules import CaseFacts
from kentcare.db import subjects
from kentcare.db.model import insert_many, new_ref
from kentcare.db.session import locked, reading, writing
from kentcare.db.subjects import Subject


class NoSuchRecord(Exception):
    """There is no such record, or this viewer may not open it. Nobody can tell which of the two it is."""


# Who may do what with which record


def visible_to(viewer: Viewer, today: date) -> ColumnElement[bool]:
    """The records that a list shows to `viewer`, and that `export` gives them.

    Their own; those of the young people they advise; those of whoever lives in the homes that an
    accommodation officer looks after on this day; all, for a service manager. A Host sees none: what a Host
    may know of a young person is in the room residents.
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


def openable_by(viewer: Viewer, today: date) -> ColumnElement[bool]:
    """The records whose own page `viewer` may open.

    Today exactly those that their lists show, so that no line of a list leads to a page that is refused.
    """
    return visible_to(viewer, today)


def changeable_by(viewer: Viewer) -> ColumnElement[bool]:
    """The records that `viewer` may change, and whose young person they may invite: those they advise."""
    return YoungPerson.adviser_id == viewer.id if viewer.has(Role.PERSONAL_ADVISER) else false()


def is_adviser_of(viewer: Viewer, record: Record) -> bool:
    """Whether `viewer` may change a record and invite the young person: see `changeable_by`."""
    return viewer.has(Role.PERSONAL_ADVISER) and record.adviser_id == viewer.id


# Lists of records, and one record

_ADVISER = Account.__table__.alias("adviser")
_OWN = Account.__table__.alias("own")
# No column twice in one order: SQLite would then sort the whole table instead of reading its index.
_ORDERS: dict[str, tuple[Any, ...]] = {
    "name": (YoungPerson.name,),
    "age": (YoungPerson.born.desc(), YoungPerson.name),
    "number": (YoungPerson.case_number,),
    # Young people without an adviser come first: they are the ones to do something about.
    "adviser": (_ADVISER.c.name.nulls_first(), YoungPerson.name),
    "account": (YoungPerson.account_id.is_not(None), YoungPerson.name),
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
            _ADVISER.c.name.label("adviser"),
            YoungPerson.account_id,
            YoungPerson.changed_at,
            _OWN.c.state.label("account_state"),
        )
        .outerjoin(_ADVISER, _ADVISER.c.id == YoungPerson.adviser_id)
        .outerjoin(_OWN, _OWN.c.id == YoungPerson.account_id)
    )


def _read(rows: Select[Any]) -> list[Record]:
    return [Record(**row._mapping) for row in reading().execute(rows)]


def page(
    viewer: Viewer, today: date, *, order: str = "name", skip: int = 0, most: int = 50, words: str = ""
) -> tuple[int, list[Record]]:
    """How many records `viewer` may see, and up to `most` of them after the first `skip`.

    With `words`, only those whose name contains each word, or whose case number is one of them. `order` is
    one of ORDERS. Raises KeyError where it is not.
    """
    which = visible_to(viewer, today) & _matches(words)
    number = reading().scalar(select(func.count()).select_from(YoungPerson).where(which)) or 0
    rows = _rows().where(which).order_by(*_ORDERS[order], YoungPerson.id)
    return number, _read(rows.offset(skip).limit(most))


def _matches(words: str) -> ColumnElement[bool]:
    if not words.strip():
        return true()
    found: ColumnElement[bool] = true()
    for word in words.split():
        found &= or_(
            func.lower(YoungPerson.name).contains(word.lower(), autoescape=True),
            # SQLite lowers only the letters of English: “Ëndrit” is found as it is written.
            YoungPerson.name.contains(word, autoescape=True),
            YoungPerson.name.contains(word.capitalize(), autoescape=True),
            func.lower(YoungPerson.case_number) == word.lower(),
        )
    return found


def open_record(viewer: Viewer, ref: str, today: date, *, to_change: bool = False) -> Record:
    """A record that `viewer` may open. The audit trail says that they did, or that they were refused.

    `to_change`: only where they may also change it. Raises NoSuchRecord.
    """
    record = find_record(viewer, ref, today, to_change=to_change)
    audit.note(Action.VIEWED, viewer, young_person=record.id)
    return record


def find_record(viewer: Viewer, ref: str, today: date, *, to_change: bool) -> Record:
    """A record that `viewer` may open, for a post from a page that they have already been shown.

    The audit trail says nothing of it unless they were refused. `to_change`: only where they may also change
    it. Raises NoSuchRecord.
    """
    which = openable_by(viewer, today) & (changeable_by(viewer) if to_change else true())
    found = _read(_rows().where(YoungPerson.ref == ref, which))
    if not found:
        other = reading().scalar(select(YoungPerson.id).where(YoungPerson.ref == ref))
        audit.note(Action.REFUSED, viewer, young_person=other, kind="young person", ref=ref[:30])
        raise NoSuchRecord
    return found[0]


def own_record(viewer: Viewer) -> Record | None:
    """The record of the young person who is signed in; None where there is none.

    Whoever looks at their own record leaves no line in the audit trail.
    """
    return next(iter(_read(_rows().where(YoungPerson.account_id == viewer.id))), None)


def export(viewer: Viewer, today: date) -> list[Record]:
    """Every record that `viewer` may see. Each young person can read that a copy was taken."""
    records = _read(_rows().where(visible_to(viewer, today)).order_by(YoungPerson.name, YoungPerson.id))
    audit.note_each(Action.EXPORTED, viewer, [record.id for record in records])
    return records


def find_to_change(session: Session, viewer: Viewer, ref: str) -> YoungPerson:
    """The row of a record that `viewer` may change, inside the transaction that does. Raises NoSuchRecord."""
    row = session.scalar(locked(select(YoungPerson).where(YoungPerson.ref == ref, changeable_by(viewer))))
    if row is None:
        raise NoSuchRecord
    return row


def subjects_of(ref: str) -> list[Subject]:
    """What is locked while a record is changed: the young person, and the account that they sign in with."""
    rows = select(YoungPerson.id, YoungPerson.account_id).where(YoungPerson.ref == ref)
    found: list[Subject] = []
    for row in reading().execute(rows):
        found.append(subjects.young_person(row.id))
        if row.account_id is not None:
            found.append(subjects.account(row.account_id))
    return found


def change(viewer: Viewer, ref: str, now: datetime, *, name: str, language: str) -> None:
    """Change a young person's name or language. The audit trail names the fields that changed.

    `language` is the tag of a language. Raises NoSuchRecord where `viewer` may not change it.
    """
    with writing(*subjects_of(ref)) as session:
        row = find_to_change(session, viewer, ref)
        fields = {"name": name, "language": language}
        changed = [field for field, value in fields.items() if getattr(row, field) != value]
        for field in changed:
            setattr(row, field, fields[field])
        if "name" in changed and row.account_id:
            # Their own pages call them what they are called now.
            session.get_one(Account, row.account_id).name = name
        if changed:
            row.changed_at = now
            audit.note(Action.CHANGED, viewer, young_person=row.id, about=" ".join(changed))


def link_account(record: int, account: int) -> None:
    """Let a young person sign in with this account."""
    with writing(subjects.young_person(record)) as session:
        session.get_one(YoungPerson, record).account_id = account


def born_of_account(account: int) -> date | None:
    """The date of birth of an account's young person, which they prove when they first sign in."""
    return reading().scalar(select(YoungPerson.born).where(YoungPerson.account_id == account))


def names(young_people: Collection[int]) -> dict[int, str]:
    """The names of these young people, by their ids."""
    rows = select(YoungPerson.id, YoungPerson.name).where(YoungPerson.id.in_(young_people))
    return {row.id: row.name for row in reading().execute(rows)}


def refs_and_names(young_people: Collection[int]) -> dict[int, tuple[str, str]]:
    """The ref and the name of each of these young people, by their ids."""
    rows = select(YoungPerson.id, YoungPerson.ref, YoungPerson.name).where(YoungPerson.id.in_(young_people))
    return {row.id: (row.ref, row.name) for row in reading().execute(rows)}


def _summaries(which: ColumnElement[bool]) -> list[RecordSummary]:
    columns = (YoungPerson.id, YoungPerson.ref, YoungPerson.case_number, YoungPerson.name)
    rows = select(*columns, YoungPerson.account_id).where(which).order_by(YoungPerson.id)
    return [RecordSummary(**row._mapping) for row in reading().execute(rows)]


def find_by_number(case_number: str) -> RecordSummary | None:
    """The record with this number in the case system; None where there is none."""
    return next(iter(_summaries(YoungPerson.case_number == case_number)), None)


def summaries(refs: Collection[str]) -> list[RecordSummary]:
    """What identifies the records of these refs."""
    return _summaries(YoungPerson.ref.in_(refs))


def born_before(day: date) -> list[RecordSummary]:
    """The records of everybody who was born before a day."""
    return _summaries(YoungPerson.born < day)


def remove(record: int) -> None:
    """Remove the row of a record. Every row that refers to it has to be removed before."""
    with writing(subjects.young_person(record)) as session:
        session.delete(session.get_one(YoungPerson, record))


def from_case_system() -> dict[str, tuple[int, CaseFacts]]:
    """What the case system has said of everybody so far: the id here and the facts, by the number there."""
    rows = select(
        YoungPerson.id,
        YoungPerson.case_number,
        YoungPerson.name,
        YoungPerson.born,
        YoungPerson.language,
        YoungPerson.adviser_id,
    )
    return {
        row.case_number: (
            row.id,
            CaseFacts(
                case_number=row.case_number,
                name=row.name,
                born=row.born,
                language=row.language,
                adviser_id=row.adviser_id,
            ),
        )
        for row in reading().execute(rows)
    }


def import_rows(
    new: Iterable[CaseFacts], changed: Iterable[CaseFacts], by: Viewer | None, now: datetime
) -> None:
    """Write what the case system says of new and of changed records. `by` is None for the command.

    It takes as many queries for two thousand young people as for two.
    """
    with writing() as session:
        if rows := [asdict(facts) | {"ref": new_ref(), "changed_at": now} for facts in new]:
            session.execute(insert_many(YoungPerson), rows)
        changed = list(changed)
        known = from_case_system() if changed else {}
        found = [(*known[facts.case_number], facts) for facts in changed]
        if rows := [asdict(facts) | {"id": id_, "changed_at": now} for id_, _before, facts in found]:
            session.execute(update(YoungPerson), rows)
        by_fields: dict[str, list[int]] = defaultdict(list)
        for id_, before, facts in found:
            by_fields[_changed_fields(before, facts)].append(id_)
        for fields, people in by_fields.items():
            audit.note_each(Action.CHANGED, by, people, about=fields)


def _changed_fields(before: CaseFacts, after: CaseFacts) -> str:
    """The names of the fields that changed. There are at most fifteen answers, with one insert for each."""
    names = [field.name for field in fields(before)]
    return " ".join(name for name in names if getattr(before, name) != getattr(after, name))
