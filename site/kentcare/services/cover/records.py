"""Reading and setting who covers for whom. Who may see and end a cover is decided here alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.orm import Session, aliased

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.records import NotTheirs
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.core.clock import day_in_kent
from kentcare.db import subjects
from kentcare.db.model import new_ref
from kentcare.db.session import locked, reading, writing
from kentcare.services.cover.models import Cover
from kentcare.services.cover.rules import CoverDays, CoverProblem, problem_with


class NoSuchCover(Exception):
    """There is no such cover, or this viewer may not end it. Nobody can tell which of the two it is."""


class CoverRefused(Exception):
    """The cover cannot be set. `why` says what is wrong with it."""

    def __init__(self, why: CoverProblem) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class CoverRow:
    """Who is away, and who covers from the first day to the last, both included.

    `may_end`: whether whoever asked may end it.
    """

    ref: str
    officer_id: int
    officer: str
    covered_by_id: int
    covered_by: str
    from_day: date
    to_day: date
    may_end: bool


# Who can cover: whoever has left, or is no officer any more, covers nothing, whatever was set.
_ABLE = (
    select(Account.id)
    .where(Account.state == "active", accounts.holds(Role.ACCOMMODATION_OFFICER))
    .correlate(None)  # the query around it may be about accounts too
)


def _is_in_force(today: date) -> ColumnElement[bool]:
    return (Cover.from_day <= today) & (Cover.to_day >= today) & Cover.covered_by_id.in_(_ABLE)


def covered_by(account: int, today: date) -> Select[int]:
    """The ids of the officers for whom an account covers on this day, as a part of a larger query."""
    return select(Cover.officer_id).where(Cover.covered_by_id == account, _is_in_force(today))


def standing_in(officers: Collection[int | None], today: date) -> dict[int, CoverRow]:
    """Who covers for each of these officers on this day, by the id of the officer. A None is ignored."""
    found = _found(Cover.officer_id.in_({one for one in officers if one}) & _is_in_force(today), false())
    return {one.officer_id: one for one in found}


def done_by(viewer: Viewer, today: date) -> list[CoverRow]:
    """The covers that `viewer` does on this day."""
    return _found((Cover.covered_by_id == viewer.id) & _is_in_force(today), false())


def not_over(viewer: Viewer, today: date) -> list[CoverRow]:
    """The covers of today and later that `viewer` may see, and whether they may end each."""
    return _found((Cover.to_day >= today) & visible_to(viewer), openable_by(viewer))


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Which covers the viewer sees in a list: a service manager all; whoever is away, set it or covers it."""
    return or_(openable_by(viewer), Cover.covered_by_id == viewer.id)


def openable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which covers the viewer may open to end them: a service manager any; an officer their own.

    Theirs are those that they set, and those by which they are away. Whoever covers does not end it alone:
    nobody would look after the homes.
    """
    if viewer.has(Role.SERVICE_MANAGER):
        return true()
    if not viewer.has(Role.ACCOMMODATION_OFFICER):
        return false()
    return or_(Cover.officer_id == viewer.id, Cover.set_by == viewer.id)


def _found(which: ColumnElement[bool], may_end: ColumnElement[bool]) -> list[CoverRow]:
    away, stands_in = aliased(Account), aliased(Account)
    rows = (
        select(
            Cover.ref,
            Cover.officer_id,
            away.name.label("officer"),
            Cover.covered_by_id,
            stands_in.name.label("covered_by"),
            Cover.from_day,
            Cover.to_day,
            may_end.label("may_end"),
        )
        .join(away, away.id == Cover.officer_id)
        .join(stands_in, stands_in.id == Cover.covered_by_id)
        .where(which)
        .order_by(Cover.from_day, Cover.id)
    )
    return [CoverRow(**row._mapping) for row in reading().execute(rows)]


def add(viewer: Viewer, wanted: CoverDays, now: datetime) -> None:
    """Set a cover. A service manager sets it for any officer, an officer for themself.

    Raises NotTheirs, also where one of the two is no officer, and CoverRefused.
    """
    today = day_in_kent(now)
    with writing(subjects.account(wanted.officer_id), subjects.account(wanted.covered_by_id)) as session:
        officers = {one.id: one for one in accounts.with_role(Role.ACCOMMODATION_OFFICER)}
        is_theirs = viewer.has(Role.SERVICE_MANAGER) or wanted.officer_id == viewer.id
        stands_in = officers.get(wanted.covered_by_id)
        if not is_theirs or wanted.officer_id not in officers or not stands_in or stands_in.state != "active":
            raise NotTheirs
        others = [
            CoverDays(
                officer_id=row.officer_id,
                covered_by_id=row.covered_by_id,
                from_day=row.from_day,
                to_day=row.to_day,
            )
            for row in session.scalars(select(Cover).where(Cover.to_day >= today))
        ]
        if why := problem_with(wanted, others, today):
            raise CoverRefused(why)
        row = Cover(
            ref=new_ref(),
            officer_id=wanted.officer_id,
            covered_by_id=wanted.covered_by_id,
            from_day=wanted.from_day,
            to_day=wanted.to_day,
            set_by=viewer.id,
            set_at=now,
        )
        session.add(row)
        _note(viewer, row, "set")


def end(viewer: Viewer, ref: str, now: datetime) -> None:
    """End a cover at once; one that has not begun is removed. Raises NoSuchCover."""
    today = day_in_kent(now)
    with writing() as session:
        row = session.scalar(
            locked(select(Cover).where(Cover.ref == ref, Cover.to_day >= today, openable_by(viewer)))
        )
        if row is not None:
            _end(session, row, viewer, today)
            return
    audit.note(Action.REFUSED, viewer, kind="cover", ref=ref[:30])
    raise NoSuchCover


def end_all(account: int, by: Viewer, now: datetime) -> None:
    """End every cover by an account or for it, because it is an officer's no more."""
    today = day_in_kent(now)
    is_theirs = (Cover.officer_id == account) | (Cover.covered_by_id == account)
    with writing(subjects.account(account)) as session:
        for row in session.scalars(
            locked(select(Cover).where(is_theirs, Cover.to_day >= today).order_by(Cover.id))
        ).all():
            _end(session, row, by, today)


def _end(session: Session, row: Cover, by: Viewer, today: date) -> None:
    """Make yesterday its last day. One that began today or later had no whole day, and is removed."""
    _note(by, row, "ended")
    if row.from_day < today:
        row.to_day = today - timedelta(days=1)
    else:
        session.delete(row)


def _note(by: Viewer, row: Cover, what: str) -> None:
    """Write into the audit trail whose homes came to whom, by the refs of their accounts."""
    both = select(Account.id, Account.ref).where(Account.id.in_((row.officer_id, row.covered_by_id)))
    refs = {account.id: account.ref for account in reading().execute(both)}
    about = f"{what}: {refs[row.officer_id]} by {refs[row.covered_by_id]}"
    audit.note(Action.HANDED_ON, by, kind="cover", ref=row.ref, about=about)


def held_about(account: int) -> list[dict[str, object]]:
    """When somebody was away and when they covered, without the other's name, to export their data."""
    is_theirs = (Cover.officer_id == account) | (Cover.covered_by_id == account)
    return [
        {
            "cover": "away" if row.officer_id == account else "covered",
            "from_day": row.from_day,
            "to_day": row.to_day,
        }
        for row in reading().scalars(select(Cover).where(is_theirs).order_by(Cover.from_day, Cover.id))
    ]
