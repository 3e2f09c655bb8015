"""Saves and reads what is known of a household. Callers find the home first, which checks who may see it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes.models import Home
from kentcare.cases.homes.records import HomeRow
from kentcare.core.clock import day_in_kent
from kentcare.db import subjects
from kentcare.db.model import insert_many, new_ref
from kentcare.db.session import reading, writing
from kentcare.hosting.households.models import Adult, Household
from kentcare.hosting.households.rules import HouseholdFacts
from kentcare.hosting.reversals import records as reversals
from kentcare.hosting.reversals.records import TakenBack
from kentcare.hosting.reversals.rules import Decision


class NoSuchAdult(Exception):
    """There is no such adult in this home."""


@dataclass(frozen=True, slots=True)
class OtherAdult:
    """Somebody aged 16 or over who lives in a home and is neither a Host nor there through us."""

    id: int
    ref: str
    name: str
    added_on: date | None


@dataclass(frozen=True, slots=True)
class GoneAdult:
    """Somebody who lived in a home until `left_on`, and who said so when."""

    ref: str
    name: str
    left_on: date
    left_by: int
    left_said_at: datetime


@dataclass(frozen=True, slots=True)
class KnownHousehold:
    """What is known of a household. `approved_on`: the day of its approval; None where unknown.

    `approved_said_on`, `gas_said_on`, `drives_said_on`: since when that is known here; None where unknown.
    """

    approved_on: date | None
    has_gas: bool
    drives: bool
    adults: Sequence[OtherAdult]
    approved_said_on: date | None = None
    gas_said_on: date | None = None
    drives_said_on: date | None = None


def of(homes: Select[int], today: date) -> Mapping[int, KnownHousehold]:
    """What is known of each of these homes, by their ids, in two queries. `homes`: a query of ids."""
    adults: dict[int, list[OtherAdult]] = defaultdict(list)
    lives_there = or_(Adult.left_on.is_(None), Adult.left_on >= today)
    rows = select(Adult).where(Adult.home_id.in_(homes), lives_there).order_by(Adult.id)
    for one in reading().scalars(rows):
        adults[one.home_id].append(OtherAdult(id=one.id, ref=one.ref, name=one.name, added_on=one.added_on))
    known = (
        select(Home.id, Household)
        .outerjoin(Household, Household.home_id == Home.id)
        .where(Home.id.in_(homes))
    )
    return {row.id: _known(row.Household, adults[row.id]) for row in reading().execute(known)}


def _known(row: Household | None, adults: Sequence[OtherAdult]) -> KnownHousehold:
    if row is None:
        # Gas is dangerous: unless somebody has said that there is none, its check is needed.
        return KnownHousehold(approved_on=None, has_gas=True, drives=False, adults=adults)
    return KnownHousehold(
        approved_on=row.approved_on,
        has_gas=row.has_gas,
        drives=row.drives,
        adults=adults,
        approved_said_on=row.approved_said_on,
        gas_said_on=row.gas_said_on,
        drives_said_on=row.drives_said_on,
    )


def one(home: HomeRow, today: date) -> KnownHousehold:
    """What is known of one home."""
    return of(select(Home.id).where(Home.id == home.id), today)[home.id]


@dataclass(frozen=True, slots=True)
class Unapproved:
    """A home for which no day of approval is known."""

    ref: str
    name: str


def without_approval(which: ColumnElement[bool]) -> list[Unapproved]:
    """The homes for which no day of approval is known, by name. `which`: a condition on homes."""
    known = exists().where(Household.home_id == Home.id, Household.approved_on.is_not(None))
    rows = select(Home.ref, Home.name).where(which, ~known).order_by(Home.name, Home.id)
    return [Unapproved(ref=row.ref, name=row.name) for row in reading().execute(rows)]


def change(
    viewer: Viewer, home: HomeRow, *, approved_on: date | None, has_gas: bool, drives: bool, today: date
) -> None:
    """Save what somebody at the desk says of a household, and since when each of it is known."""
    with writing(subjects.home(home.id)) as session:
        row = session.get(Household, home.id) or Household(home_id=home.id)
        said = HouseholdFacts(home_id=home.id, approved_on=approved_on, has_gas=has_gas, drives=drives)
        for column, value in _said(row, said, today).items():
            setattr(row, column, value)
        session.add(row)
        _note(viewer, home, "household")


def _said(row: Household, said: HouseholdFacts, today: date) -> dict[str, Any]:
    """The columns of a household of which something is said, with since when what is new is known.

    Gas counts until somebody has said that there is none: to say so for the first time is no news.
    """
    columns = asdict(said)
    if said.approved_on and said.approved_on != row.approved_on:
        columns["approved_said_on"] = today
    if said.has_gas and row.has_gas is False:
        columns["gas_said_on"] = today
    if said.drives and not row.drives:
        columns["drives_said_on"] = today
    return columns


def every() -> list[HouseholdFacts]:
    """Every household of which something is known."""
    columns = (Household.home_id, Household.approved_on, Household.has_gas, Household.drives)
    return [HouseholdFacts(**row._mapping) for row in reading().execute(select(*columns))]


def import_rows(new: Iterable[HouseholdFacts], changed: Iterable[HouseholdFacts], today: date) -> None:
    """Save what a list says, over whatever was typed here before. The caller adds to the audit trail."""
    with writing() as session:
        if rows := [_said(Household(), one, today) for one in new]:
            blank = dict.fromkeys(("approved_said_on", "gas_said_on", "drives_said_on"))
            session.execute(insert_many(Household), [blank | row for row in rows])
        kept = {row.home_id: row for row in session.scalars(select(Household))}
        for one in changed:
            for column, value in _said(kept[one.home_id], one, today).items():
                setattr(kept[one.home_id], column, value)


def add_adult(viewer: Viewer, home: HomeRow, name: str, today: date) -> None:
    """Add an adult to a home. Does nothing where one of this name lives there: a button pressed twice."""
    with writing(subjects.home(home.id)) as session:
        if name in {adult.name for adult in one(home, today).adults}:
            return
        session.add(Adult(ref=new_ref(), home_id=home.id, name=name, added_on=today))
        _note(viewer, home, "adult added")


def adult_has_left(viewer: Viewer, home: HomeRow, ref: str, now: datetime) -> None:
    """Record that an adult has left: no check of theirs is needed from today on. Raises NoSuchAdult."""
    with writing(subjects.home(home.id)) as session:
        row = session.scalar(select(Adult).where(Adult.ref == ref, Adult.home_id == home.id))
        if row is None:
            raise NoSuchAdult
        if row.left_on is None:
            row.left_on = day_in_kent(now) - timedelta(days=1)
            row.left_by, row.left_said_at = viewer.id, now
            _note(viewer, home, "adult left")


def gone_from(home: HomeRow) -> list[GoneAdult]:
    """The adults who have left a home, as far as somebody said so here, the latest first."""
    rows = (
        select(Adult)
        .where(Adult.home_id == home.id, Adult.left_said_at.is_not(None))
        .order_by(Adult.left_said_at.desc())
    )
    return [
        GoneAdult(ref=row.ref, name=row.name, left_on=row.left_on, left_by=row.left_by, left_said_at=at)
        for row in reading().scalars(rows)
        if row.left_on and row.left_by and (at := row.left_said_at)
    ]


def taken_back(home: HomeRow) -> list[tuple[str, Sequence[TakenBack]]]:
    """Each time that somebody had said that an adult has left, and it was taken back, by the adult's name."""
    rows = reading().execute(select(Adult.ref, Adult.name).where(Adult.home_id == home.id).order_by(Adult.id))
    names = {row.ref: row.name for row in rows}
    found = reversals.of(reversals.ADULT, names)
    return [(name, found[ref]) for ref, name in names.items() if ref in found]


def take_back(viewer: Viewer, home: HomeRow, decided_at: datetime, reason: str, now: datetime) -> None:
    """Take back that an adult has left, as was said at a moment: their checks are needed as before.

    Does nothing where it is taken back already. Raises NoSuchAdult where it is not the viewer's to take back.
    """
    with writing(subjects.home(home.id)) as session:
        which = (Adult.home_id == home.id) & (Adult.left_said_at == decided_at)
        row = session.scalar(select(Adult).where(which))
        if row is None or row.left_by is None:
            return
        if not reversals.may_reverse(viewer, row.left_by):
            raise NoSuchAdult
        reversals.add(
            viewer,
            reversals.ADULT,
            row.ref,
            Decision.LEFT,
            reason,
            now,
            decided_by=row.left_by,
            decided_at=decided_at,
        )
        row.left_on = row.left_by = row.left_said_at = None
        _note(viewer, home, "adult taken back")


def _note(viewer: Viewer, home: HomeRow, about: str) -> None:
    audit.note(Action.CHANGED, viewer, kind="home", ref=home.ref, about=about)
