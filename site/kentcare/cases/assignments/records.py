"""Naming the adviser of a young person and the officer of a home, and reassigning those of whoever leaves.

Only a service manager names one. Whoever had the young person or the home before sees it no longer.
"""

from datetime import datetime

from sqlalchemy import func, select

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.records import NotTheirs
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes.models import Home
from kentcare.cases.homes.records import NoSuchHome
from kentcare.cases.young_people.models import YoungPerson
from kentcare.cases.young_people.records import NoSuchRecord
from kentcare.db import subjects
from kentcare.db.session import locked, reading, writing
from kentcare.services.cover import records as cover


def _may_assign(viewer: Viewer) -> bool:
    """A service manager may name the adviser of any young person and the officer of any home."""
    return viewer.has(Role.SERVICE_MANAGER)


def name_adviser(viewer: Viewer, ref: str, account_id: int, now: datetime) -> None:
    """Make somebody the adviser of a young person from now on.

    Raises NoSuchRecord where `viewer` may not, and NotTheirs where the account is no adviser's.
    """
    with writing(subjects.account(account_id)) as session:
        row = session.scalar(locked(select(YoungPerson).where(YoungPerson.ref == ref)))
        if row is None or not _may_assign(viewer):
            raise NoSuchRecord
        if account_id not in {one.id for one in accounts.with_role(Role.PERSONAL_ADVISER)}:
            raise NotTheirs
        if row.adviser_id != account_id:
            row.adviser_id, row.changed_at = account_id, now
            audit.note(Action.HANDED_ON, viewer, young_person=row.id)


def name_officer(viewer: Viewer, ref: str, account_id: int, now: datetime) -> None:
    """Make somebody the officer of a home from now on.

    Raises NoSuchHome where `viewer` may not, and NotTheirs where the account is no officer's.
    """
    with writing(subjects.account(account_id)) as session:
        row = session.scalar(locked(select(Home).where(Home.ref == ref)))
        if row is None or not _may_assign(viewer):
            raise NoSuchHome
        if account_id not in {one.id for one in accounts.with_role(Role.ACCOMMODATION_OFFICER)}:
            raise NotTheirs
        if row.officer_id != account_id:
            row.officer_id, row.changed_at = account_id, now
            audit.note(Action.HANDED_ON, viewer, kind="home", ref=row.ref)


def reassign_young_people(adviser: int, to: int | None, by: Viewer, now: datetime) -> int:
    """Give the young people of an adviser who leaves to another, and return how many there were.

    With `to` None they wait for an adviser.
    """
    with writing(subjects.account(adviser), subjects.account(to) if to else None) as session:
        rows = list(
            session.scalars(
                locked(select(YoungPerson).where(YoungPerson.adviser_id == adviser).order_by(YoungPerson.id))
            )
        )
        for row in rows:
            row.adviser_id, row.changed_at = to, now
        audit.note_each(Action.HANDED_ON, by, [row.id for row in rows])
        return len(rows)


def reassign_homes(officer: int, to: int | None, by: Viewer, now: datetime) -> int:
    """Give the homes of an officer who leaves to another, and return how many there were.

    With `to` None they wait for an officer. Every cover by the officer or for them ends.
    """
    with writing(subjects.account(officer), subjects.account(to) if to else None) as session:
        cover.end_all(officer, by, now)
        rows = list(session.scalars(locked(select(Home).where(Home.officer_id == officer).order_by(Home.id))))
        for row in rows:
            row.officer_id, row.changed_at = to, now
            audit.note(Action.HANDED_ON, by, kind="home", ref=row.ref)
        return len(rows)


def number_advised_by(adviser: int) -> int:
    """How many young people have this account as their adviser."""
    rows = select(func.count()).select_from(YoungPerson).where(YoungPerson.adviser_id == adviser)
    return reading().scalar(rows) or 0


def number_officered_by(officer: int) -> int:
    """How many homes have this account as their officer."""
    return reading().scalar(select(func.count()).select_from(Home).where(Home.officer_id == officer)) or 0


def number_without_adviser(viewer: Viewer) -> int:
    """How many young people wait for an adviser; 0 for whoever may not name one."""
    if not _may_assign(viewer):
        return 0
    rows = select(func.count()).where(YoungPerson.adviser_id.is_(None))
    return reading().scalar(rows.select_from(YoungPerson)) or 0


def number_without_officer(viewer: Viewer) -> int:
    """How many homes wait for an officer; 0 for whoever may not name one."""
    if not _may_assign(viewer):
        return 0
    rows = select(func.count()).where(Home.officer_id.is_(None))
    return reading().scalar(rows.select_from(Home)) or 0
