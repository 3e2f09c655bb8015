"""Writing entries to the audit trail, reading them, and the one way to remove old ones."""

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
    """Whoever did something: a viewer or a person."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def roles(self) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An entry of the audit trail, for whoever reads it. `about` names fields or a page, never content."""

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
    """Write one entry. Inside `writing()` it is saved together with what it records, or not at all.

    `actor`: None where nobody was signed in. `kind` and `ref` name the record it was done to.
    """
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
    """Write an entry for each young person whose record it was done to, so that each of them can see it."""
    common = {
        "at": clock.now(),
        "action": action.value,
        "actor_id": actor.id if actor else None,
        "actor_name": actor.name if actor else None,
        "actor_roles": " ".join(sorted(actor.roles)) if actor else "",
        "kind": kind,
        "ref": ref,
        "about": about,
    }
    rows = [common | {"young_person_id": person} for person in young_people]
    if rows:
        with writing() as session:
            session.execute(insert(AuditEvent), rows)


_LOOKS = (Action.VIEWED, Action.CHANGED, Action.EXPORTED)


def looks_at(young_person: int, *, own_account: int | None, most: int, skip: int = 0) -> Sequence[AuditEntry]:
    """Who viewed, changed or exported a young person's record, the latest first, except the young person.

    `own_account`: the account of the young person, whose own looks are left out. `most` entries after `skip`.
    """
    return _entries(select(AuditEvent).where(_is_look_at(young_person, own_account)), most, skip)


def count_looks_at(young_person: int, *, own_account: int | None) -> int:
    """How many times others viewed, changed or exported a young person's record."""
    rows = select(func.count()).select_from(AuditEvent).where(_is_look_at(young_person, own_account))
    return reading().scalar(rows) or 0


def _is_look_at(young_person: int, own_account: int | None) -> ColumnElement[bool]:
    return and_(
        AuditEvent.young_person_id == young_person,
        AuditEvent.action.in_([action.value for action in _LOOKS]),
        AuditEvent.actor_id.is_distinct_from(own_account),
    )


def held_about(account: int, ref: str, young_person: int | None) -> dict[str, list[dict[str, object]]]:
    """The trail's part of somebody's data export: who looked at their record, what was done to their account,
    and what they did themself.

    What they did to the record of somebody else is exported without whose record it was.
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


def last(action: Action, kind: str, *, by: Actor | None = None) -> AuditEntry | None:
    """The latest entry of an action on a kind of record, by one person where `by` is given; or None."""
    rows = select(AuditEvent).where(AuditEvent.action == action.value, AuditEvent.kind == kind)
    if by is not None:
        rows = rows.where(AuditEvent.actor_id == by.id)
    return next(iter(_entries(rows, 1, 0)), None)


def openings(
    by: Collection[int], kind: str, ref: str, since: datetime, *, copied_by: Collection[int]
) -> Sequence[datetime]:
    """Each time since a moment that one of these accounts had a record before them, the first one first.

    They opened its page. `copied_by`: those in whose copy of what is held about them it is, too.
    """
    page = and_(
        AuditEvent.actor_id.in_(by),
        AuditEvent.action == Action.VIEWED.value,
        AuditEvent.kind == kind,
        AuditEvent.ref == ref,
        AuditEvent.about.is_(None),
    )
    copy = and_(
        AuditEvent.actor_id.in_(copied_by),
        AuditEvent.action == Action.EXPORTED.value,
        AuditEvent.kind == "account",
    )
    theirs = AuditEvent.actor_id.in_({*by, *copied_by})
    rows = select(AuditEvent.at).where(theirs, AuditEvent.at >= since, or_(page, copy))
    return reading().scalars(rows.order_by(AuditEvent.at)).all()


def events(*, most: int, skip: int = 0, action: Action | None = None) -> Sequence[AuditEntry]:
    """Entries of the whole trail, the latest first. No page may show them: see `council_events`."""
    return _entries(select(AuditEvent).where(_is(action)), most, skip)


@dataclass(frozen=True, slots=True)
class AdvocacyStaff:
    """Who works for the advocacy service: their roles, and the refs of their accounts."""

    roles: Collection[str]
    accounts: Collection[str]


def council_events(
    advocates: AdvocacyStaff, *, most: int, skip: int = 0, action: Action | None = None
) -> Sequence[AuditEntry]:
    """The entries that the council may read, the latest first."""
    return _entries(select(AuditEvent).where(_readable_by_council(advocates), _is(action)), most, skip)


def count_council_events(advocates: AdvocacyStaff, *, action: Action | None = None) -> int:
    """How many entries the council may read."""
    rows = select(func.count()).select_from(AuditEvent).where(_readable_by_council(advocates), _is(action))
    return reading().scalar(rows) or 0


def _readable_by_council(advocates: AdvocacyStaff) -> ColumnElement[bool]:
    """The condition for entries about no advocacy case, by no advocate and to no advocate's account.

    From the hour at which an advocate worked, somebody might infer which young person has one.
    """
    padded = literal(" ") + AuditEvent.actor_roles + " "
    by_an_advocate = or_(*(padded.contains(f" {role} ", autoescape=True) for role in advocates.roles))
    to_an_advocate = and_(AuditEvent.kind == "account", AuditEvent.ref.in_(advocates.accounts))
    is_case = AuditEvent.kind == "advocacy case"
    # A column that an entry leaves out is null, and a comparison with null is neither true nor false.
    return and_(*(not_(func.coalesce(one, false())) for one in (by_an_advocate, to_an_advocate, is_case)))


def _is(action: Action | None) -> ColumnElement[bool]:
    return true() if action is None else AuditEvent.action == action.value


def _entries(rows: Select[AuditEvent], most: int, skip: int) -> list[AuditEntry]:
    rows = rows.order_by(AuditEvent.at.desc(), AuditEvent.id.desc()).limit(most).offset(skip)
    return [
        AuditEntry(
            at=row.at,
            action=Action(row.action),
            actor_name=row.actor_name,
            actor_roles=tuple(row.actor_roles.split()),
            young_person_id=row.young_person_id,
            kind=row.kind,
            ref=row.ref,
            about=row.about,
        )
        for row in reading().scalars(rows)
    ]


@dataclass(frozen=True, slots=True)
class Exempt:
    """What a hold exempts from removal: entries by these accounts, about these young people or these records.

    `refs`: records by kind and ref, as in ("account", "a1b2").
    """

    accounts: Collection[int] = ()
    young_people: Collection[int] = ()
    refs: Collection[tuple[str, str]] = ()


_NOTHING = Exempt()
_REMOVED_AT_ONCE = 2000


def _is_old(day: datetime, exempt: Exempt) -> ColumnElement[bool]:
    is_exempt = or_(
        false(),
        AuditEvent.actor_id.in_(exempt.accounts),
        AuditEvent.young_person_id.in_(exempt.young_people),
        *(and_(AuditEvent.kind == kind, AuditEvent.ref == ref) for kind, ref in exempt.refs),
    )
    return and_(AuditEvent.at < day, not_(func.coalesce(is_exempt, false())))


def count_before(day: datetime, exempt: Exempt = _NOTHING) -> int:
    """How many entries are older than `day` and not exempt."""
    old = _is_old(day, exempt)
    return reading().scalar(select(func.count()).select_from(AuditEvent).where(old)) or 0


def remove_before(day: datetime, now: datetime, exempt: Exempt = _NOTHING) -> int:
    """Remove the entries older than `day` that are not exempt, record that, and return how many they were.

    Nothing else can remove an entry: the database refuses it. Each few thousand are removed and recorded in a
    transaction of their own, between which others write.
    """
    number = 0
    while True:
        removed = _remove_some(day, now, exempt)
        number += removed
        if removed < _REMOVED_AT_ONCE:
            return number


def _remove_some(day: datetime, now: datetime, exempt: Exempt) -> int:
    with writing() as session:
        removal = AuditRemoval(at=now, before=day, removed=None)
        session.add(removal)
        session.flush()
        old = select(AuditEvent.id).where(_is_old(day, exempt)).limit(_REMOVED_AT_ONCE)
        ids = session.scalars(old).all()
        gone = session.connection().execute(delete(AuditEvent).where(AuditEvent.id.in_(ids)))
        removal.removed = gone.rowcount
        return gone.rowcount
