"""Reading and changing young people's records. Whose a record is, is decided here and nowhere else."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true, update
from sqlalchemy.orm import Session

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.records import NotTheirs
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.administration import records as administration
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.young_people.models import YoungPerson
from kentcare.cases.young_people.rules import CaseFacts
from kentcare.db.model import insert_many, new_ref
from kentcare.db.session import reading, writing
from kentcare.services.messages import records as messages


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


def is_adviser_of(viewer: Viewer, record: Record) -> bool:
    """Whether somebody may change a record and invite the young person. To see it is not enough."""
    return viewer.has(Role.PERSONAL_ADVISER) and record.adviser_id == viewer.id


def _advised_by(viewer: Viewer) -> ColumnElement[bool]:
    """The same, in a question to the database."""
    return YoungPerson.adviser_id == viewer.id if viewer.has(Role.PERSONAL_ADVISER) else false()


_ADVISER = Account.__table__.alias("adviser")
_OWN = Account.__table__.alias("own")
# No column twice in one order: SQLite would then sort the whole table instead of reading its index.
_ORDERS: dict[str, tuple[Any, ...]] = {
    "name": (YoungPerson.name,),
    "age": (YoungPerson.born.desc(), YoungPerson.name),
    "number": (YoungPerson.case_number,),
    # Those without one first: they are the ones to do something about.
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
    rows = _rows().where(which).order_by(*_ORDERS[order], YoungPerson.id)
    return number, [Record(*row) for row in reading().execute(rows.offset(skip).limit(most))]


def _has(words: str) -> ColumnElement[bool]:
    if not words.strip():
        return true()
    found: ColumnElement[bool] = true()
    for word in words.split():
        found &= or_(
            func.lower(YoungPerson.name).contains(word.lower(), autoescape=True),
            # SQLite makes only the letters of English small: “Ëndrit” is found as it is written.
            YoungPerson.name.contains(word, autoescape=True),
            YoungPerson.name.contains(word.capitalize(), autoescape=True),
            func.lower(YoungPerson.case_number) == word.lower(),
        )
    return found


def open_record(viewer: Viewer, ref: str, today: date, *, to_change: bool = False) -> Record:
    """A record that somebody may see; that they saw it is written down, and so is it where they may not.

    `to_change`: only where they may change it, too. Raises NoSuchRecord.
    """
    record = find_record(viewer, ref, today, to_change=to_change)
    audit.note(Action.VIEWED, viewer, young_person=record.id)
    return record


def find_record(viewer: Viewer, ref: str, today: date, *, to_change: bool) -> Record:
    """The same for what is posted from a page that was seen already. Raises NoSuchRecord."""
    which = whose(viewer, today) & (_advised_by(viewer) if to_change else true())
    row = reading().execute(_rows().where(YoungPerson.ref == ref, which)).first()
    if row is None:
        other = reading().scalar(select(YoungPerson.id).where(YoungPerson.ref == ref))
        audit.note(Action.REFUSED, viewer, young_person=other, kind="young person", ref=ref[:30])
        raise NoSuchRecord
    return Record(*row)


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


def _to_change(session: Session, viewer: Viewer, ref: str) -> YoungPerson:
    row = session.scalar(select(YoungPerson).where(YoungPerson.ref == ref, _advised_by(viewer)))
    if row is None:
        raise NoSuchRecord
    return row


def change(viewer: Viewer, ref: str, now: datetime, *, name: str, language: str) -> None:
    """Change what an adviser may change. Raises NoSuchRecord."""
    with writing() as session:
        row = _to_change(session, viewer, ref)
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


def invite(viewer: Viewer, ref: str, address: Address, *, site: str, now: datetime) -> None:
    """A young person may sign in with this address, and with no other. `site` is where they do it.

    Whoever had an account is out of it everywhere, and proves again on which day they were born.
    Raises NoSuchRecord and AddressTaken.
    """
    with writing() as session:
        row = _to_change(session, viewer, ref)
        before = None
        if row.account_id is None:
            person = administration.invite(
                name=row.name,
                addresses=[address],
                language=row.language,
                roles={Role.YOUNG_PERSON},
                by=viewer,
                now=now,
            )
            link_account(row.id, person.id)
        else:
            before, person = administration.invite_again(row.account_id, [address], by=viewer, now=now)
        row.changed_at = now
        audit.note(Action.CHANGED, viewer, young_person=row.id, about="account")
        messages.invite(person, site=site, now=now, before=before)


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
    stays = homes.stays_in([home.id for home in homes.own(viewer, today)], today)
    called = names([stay.young_person_id for stay in stays])
    return [Housemate(called[stay.young_person_id], stay.level, stay.from_day) for stay in stays]


@dataclass(frozen=True, slots=True)
class Known:
    """A record, for who has to find it again: by its number, or because it is old."""

    id: int
    ref: str
    case_number: str
    name: str
    account_id: int | None


def _known(which: ColumnElement[bool]) -> list[Known]:
    columns = (YoungPerson.id, YoungPerson.ref, YoungPerson.case_number, YoungPerson.name)
    rows = select(*columns, YoungPerson.account_id).where(which).order_by(YoungPerson.id)
    return [Known(*row) for row in reading().execute(rows)]


def find_by_number(case_number: str) -> Known | None:
    """The record with this number in the case system."""
    return next(iter(_known(YoungPerson.case_number == case_number)), None)


def known(refs: Collection[str]) -> list[Known]:
    """The records of these refs."""
    return _known(YoungPerson.ref.in_(refs))


def born_before(day: date) -> list[Known]:
    """The records of everybody who was born before."""
    return _known(YoungPerson.born < day)


def remove(record: int) -> None:
    """A record itself. Everything that points at it has to be gone."""
    with writing() as session:
        session.delete(session.get_one(YoungPerson, record))


def advised_by(adviser: int) -> int:
    """How many young people somebody is the adviser of."""
    rows = select(func.count()).select_from(YoungPerson).where(YoungPerson.adviser_id == adviser)
    return reading().scalar(rows) or 0


@dataclass(frozen=True, slots=True)
class Resident:
    """Who lives in a home, for the people who look after it."""

    ref: str
    name: str
    level: str
    from_day: date


def residents(viewer: Viewer, home: homes.HomeRow, today: date) -> list[Resident]:
    """Who lives in a home that somebody may see. Each young person can read that it was looked at."""
    stays = homes.stays_in([home.id], today)
    rows = select(YoungPerson.id, YoungPerson.ref, YoungPerson.name).where(
        YoungPerson.id.in_([stay.young_person_id for stay in stays])
    )
    called = {row.id: row for row in reading().execute(rows)}
    audit.note_each(Action.VIEWED, viewer, list(called), kind="home", ref=home.ref)
    found = [(called[stay.young_person_id], stay) for stay in stays]
    return [Resident(row.ref, row.name, stay.level, stay.from_day) for row, stay in found]


def without_account(viewer: Viewer) -> int:
    """How many of the young people whom somebody advises cannot sign in yet."""
    rows = select(func.count()).where(_advised_by(viewer), YoungPerson.account_id.is_(None))
    return reading().scalar(rows.select_from(YoungPerson)) or 0


def without_adviser(viewer: Viewer) -> int:
    """How many young people wait for an adviser, for whoever may name one."""
    if not viewer.has(Role.SERVICE_MANAGER):
        return 0
    rows = select(func.count()).where(YoungPerson.adviser_id.is_(None))
    return reading().scalar(rows.select_from(YoungPerson)) or 0


def name_adviser(viewer: Viewer, ref: str, account_id: int, now: datetime) -> None:
    """A young person has this adviser from now on, and whoever was it before sees the record no longer.

    Raises NoSuchRecord, and NotTheirs where the account is no adviser's.
    """
    with writing() as session:
        may_name = true() if viewer.has(Role.SERVICE_MANAGER) else false()
        row = session.scalar(select(YoungPerson).where(YoungPerson.ref == ref, may_name))
        if row is None:
            raise NoSuchRecord
        if account_id not in {one.id for one in accounts.with_role(Role.PERSONAL_ADVISER)}:
            raise NotTheirs
        if row.adviser_id != account_id:
            row.adviser_id, row.changed_at = account_id, now
            audit.note(Action.HANDED_ON, viewer, young_person=row.id)


def reassign(adviser: int, to: int | None, by: Viewer, now: datetime) -> int:
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
    return {row.case_number: (row.id, CaseFacts(*row[1:])) for row in reading().execute(rows)}


def import_rows(
    new: Iterable[CaseFacts], changed: Iterable[CaseFacts], by: Viewer | None, now: datetime
) -> None:
    """Write what the case system says. `by` is None for the command.

    It takes as many queries for two thousand young people as for two.
    """
    with writing() as session:
        if rows := [asdict(facts) | {"ref": new_ref(), "changed_at": now} for facts in new]:
            session.execute(insert_many(YoungPerson), rows)
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
