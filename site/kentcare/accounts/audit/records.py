"""Writing what happened, reading it again, and the one way to remove what is old."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    delete,
    false,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    true,
)

from kentcare.accounts.audit.actions import Action
from kentcare.accounts.audit.models import AuditEvent, AuditRemoval
from kentcare.core import clock
from kentcare.db.session import reading, writing


class Actor(Protocol):
    """Whoever did it."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def roles(self) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the trail, for who reads it."""

    at: datetime
    action: Action
    actor_name: str | None
    actor_roles: tuple[str, ...]
    young_person_id: int | None
    kind: str | None
    ref: str | None
    about: str | None


def note(
    action: Action,
    actor: Actor | None,
    *,
    young_person: int | None = None,
    kind: str | None = None,
    ref: str | None = None,
    about: str | None = None,
) -> None:
    """Write one line. Inside `writing()` it is saved with what it tells of, or not at all."""
    note_each(action, actor, (young_person,), kind=kind, ref=ref, about=about)


def note_each(
    action: Action,
    actor: Actor | None,
    young_people: Iterable[int | None],
    *,
    kind: str | None = None,
    ref: str | None = None,
    about: str | None = None,
) -> None:
    """A line for each young person whose record it was done to, so that each can see it."""
    same = {
        "at": clock.now(),
        "action": action.value,
        "actor_id": actor.id if actor else None,
        "actor_name": actor.name if actor else None,
        "actor_roles": " ".join(sorted(actor.roles)) if actor else "",
        "kind": kind,
        "ref": ref,
        "about": about,
    }
    rows = [same | {"young_person_id": person} for person in young_people]
    if rows:
        with writing() as session:
            session.execute(insert(AuditEvent), rows)


_LOOKS = (Action.VIEWED, Action.CHANGED, Action.EXPORTED)


def looks_at(young_person: int, *, own_account: int | None, most: int, skip: int = 0) -> Sequence[Event]:
    """Who looked at, changed or copied a young person's record, the latest first, themself left out."""
    return _events(select(AuditEvent).where(_is_look_at(young_person, own_account)), most, skip)


def count_looks_at(young_person: int, *, own_account: int | None) -> int:
    """How many such looks there were."""
    rows = select(func.count()).select_from(AuditEvent).where(_is_look_at(young_person, own_account))
    return reading().scalar(rows) or 0


def _is_look_at(young_person: int, own_account: int | None) -> ColumnElement[bool]:
    return and_(
        AuditEvent.young_person_id == young_person,
        AuditEvent.action.in_([action.value for action in _LOOKS]),
        AuditEvent.actor_id.is_distinct_from(own_account),
    )


def held_about(account: int, ref: str, young_person: int | None) -> dict[str, list[dict[str, object]]]:
    """Who looked at somebody's record, what was done to their account, and what they did themself.

    What they did to the record of somebody else is told without whose it was.
    """
    looked = select(AuditEvent).where(_is_look_at(young_person or 0, account))
    to_them = select(AuditEvent).where(AuditEvent.kind == "account", AuditEvent.ref == ref)
    by_them = select(AuditEvent).where(AuditEvent.actor_id == account)
    return {
        "looks": [
            {"name": row.actor_name, "roles": row.actor_roles.split(), "did": row.action, "at": row.at}
            for row in _in_order(looked)
        ],
        "account": [{"was": row.action, "about": row.about, "at": row.at} for row in _in_order(to_them)],
        "did": [{"did": row.action, "at": row.at} for row in _in_order(by_them)],
    }


def _in_order(rows: Select[AuditEvent]) -> Sequence[AuditEvent]:
    return reading().scalars(rows.order_by(AuditEvent.at, AuditEvent.id)).all()


def last(action: Action, kind: str, *, by: Actor | None = None) -> Event | None:
    """The latest line of one kind of thing that was done, by one person where `by` says whose."""
    rows = select(AuditEvent).where(AuditEvent.action == action.value, AuditEvent.kind == kind)
    if by is not None:
        rows = rows.where(AuditEvent.actor_id == by.id)
    return next(iter(_events(rows, 1, 0)), None)


def events(*, most: int, skip: int = 0, action: Action | None = None) -> Sequence[Event]:
    """The whole trail, the latest first. No page shows it: see `council_events`."""
    return _events(select(AuditEvent).where(_is(action)), most, skip)


@dataclass(frozen=True, slots=True)
class BehindTheWall:
    """Who the advocates are: their roles, and the refs of their accounts."""

    roles: Collection[str]
    accounts: Collection[str]


def council_events(
    wall: BehindTheWall, *, most: int, skip: int = 0, action: Action | None = None
) -> Sequence[Event]:
    """What the council may read of the trail, the latest first."""
    return _events(select(AuditEvent).where(_the_council_may_read(wall), _is(action)), most, skip)


def count_council_events(wall: BehindTheWall, *, action: Action | None = None) -> int:
    """How many such lines there are."""
    rows = select(func.count()).select_from(AuditEvent).where(_the_council_may_read(wall), _is(action))
    return reading().scalar(rows) or 0


def _the_council_may_read(wall: BehindTheWall) -> ColumnElement[bool]:
    """No advocacy case, and nothing done by an advocate or to an advocate's account.

    From the hour at which an advocate worked, somebody might tell who has one.
    """
    padded = literal(" ") + AuditEvent.actor_roles + " "
    by_an_advocate = or_(*(padded.contains(f" {role} ", autoescape=True) for role in wall.roles))
    to_an_advocate = and_(AuditEvent.kind == "account", AuditEvent.ref.in_(wall.accounts))
    is_case = AuditEvent.kind == "advocacy case"
    # What a line does not say is null, and a null is neither true nor false.
    return and_(*(not_(func.coalesce(one, false())) for one in (by_an_advocate, to_an_advocate, is_case)))


def _is(action: Action | None) -> ColumnElement[bool]:
    return true() if action is None else AuditEvent.action == action.value


def _events(rows: Select[AuditEvent], most: int, skip: int) -> list[Event]:
    rows = rows.order_by(AuditEvent.at.desc(), AuditEvent.id.desc()).limit(most).offset(skip)
    return [
        Event(
            row.at,
            Action(row.action),
            row.actor_name,
            tuple(row.actor_roles.split()),
            row.young_person_id,
            row.kind,
            row.ref,
            row.about,
        )
        for row in reading().scalars(rows)
    ]


@dataclass(frozen=True, slots=True)
class Spared:
    """Whose lines stay, however old they are: what they did, and what was done to their record.

    `refs`: of other records, as in ("account", "a1b2").
    """

    accounts: Collection[int] = ()
    young_people: Collection[int] = ()
    refs: Collection[tuple[str, str]] = ()


_NOBODY = Spared()


def _is_old(day: datetime, spared: Spared) -> ColumnElement[bool]:
    kept = or_(
        false(),
        AuditEvent.actor_id.in_(spared.accounts),
        AuditEvent.young_person_id.in_(spared.young_people),
        *(and_(AuditEvent.kind == kind, AuditEvent.ref == ref) for kind, ref in spared.refs),
    )
    return and_(AuditEvent.at < day, not_(func.coalesce(kept, false())))


def count_before(day: datetime, spared: Spared = _NOBODY) -> int:
    """How many lines are older than `day`."""
    old = _is_old(day, spared)
    return reading().scalar(select(func.count()).select_from(AuditEvent).where(old)) or 0


def remove_before(day: datetime, now: datetime, spared: Spared = _NOBODY) -> int:
    """Remove what is older than `day`, and record that it was done. Nothing else can remove anything."""
    with writing() as session:
        removal = AuditRemoval(at=now, before=day, removed=None)
        session.add(removal)
        session.flush()
        old = _is_old(day, spared)
        number = session.scalar(select(func.count()).select_from(AuditEvent).where(old)) or 0
        session.execute(delete(AuditEvent).where(old))
        removal.removed = number
    return number
