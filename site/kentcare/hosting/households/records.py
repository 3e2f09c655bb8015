"""Reading and writing what is known of a household. Whoever asks has been given the home before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, exists, or_, select, update

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes.models import Home
from kentcare.cases.homes.records import HomeRow
from kentcare.core.encryption import app_cipher
from kentcare.db.model import insert_many, new_ref
from kentcare.db.session import reading, writing
from kentcare.hosting.households.models import Adult, Household
from kentcare.hosting.households.rules import HouseholdFacts

_NAME = "kentcare name of an adult of a home"


class NoSuchAdult(Exception):
    """Nobody of this name lives there."""


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody from 16 who lives in a home and is neither a Host nor there through us."""

    id: int
    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a household; `approved_on` is None where nobody has said."""

    approved_on: date | None
    has_gas: bool
    drives: bool
    adults: Sequence[Resident]


def of(homes: Select[int], today: date) -> Mapping[int, Facts]:
    """Of each of these homes, in two questions to the database."""
    adults: dict[int, list[Resident]] = defaultdict(list)
    lives_there = or_(Adult.left_on.is_(None), Adult.left_on >= today)
    rows = select(Adult).where(Adult.home_id.in_(homes), lives_there).order_by(Adult.id)
    for one in reading().scalars(rows):
        adults[one.home_id].append(Resident(one.id, one.ref, name_of(one)))
    known = (
        select(Home.id, Household)
        .outerjoin(Household, Household.home_id == Home.id)
        .where(Home.id.in_(homes))
    )
    return {
        id_: Facts(row.approved_on, row.has_gas, row.drives, adults[id_])
        # Gas is dangerous: where nobody has said that there is none, it is asked for.
        if row
        else Facts(None, True, False, adults[id_])
        for id_, row in reading().execute(known)
    }


def name_of(adult: Adult) -> str:
    """As it was written."""
    return app_cipher(_NAME).decrypt(adult.sealed_name).decode()


def one(home: HomeRow, today: date) -> Facts:
    """Of one home."""
    return of(select(Home.id).where(Home.id == home.id), today)[home.id]


@dataclass(frozen=True, slots=True)
class Unapproved:
    """A home of which nobody has said since when it is approved."""

    ref: str
    name: str


def without_approval(which: ColumnElement[bool]) -> list[Unapproved]:
    """Those among these homes."""
    known = exists().where(Household.home_id == Home.id, Household.approved_on.is_not(None))
    rows = select(Home.ref, Home.name).where(which, ~known).order_by(Home.name, Home.id)
    return [Unapproved(row.ref, row.name) for row in reading().execute(rows)]


def change(viewer: Viewer, home: HomeRow, *, approved_on: date | None, has_gas: bool, drives: bool) -> None:
    """What the case system does not say."""
    with writing() as session:
        row = session.get(Household, home.id) or Household(home_id=home.id)
        row.approved_on, row.has_gas, row.drives = approved_on, has_gas, drives
        session.add(row)
        _note(viewer, home, "household")


def kept() -> list[HouseholdFacts]:
    """What is known of every household of which something is."""
    columns = (Household.home_id, Household.approved_on, Household.has_gas, Household.drives)
    return [HouseholdFacts(*row) for row in reading().execute(select(*columns))]


def import_rows(new: Iterable[HouseholdFacts], changed: Iterable[HouseholdFacts]) -> None:
    """What a list says counts, whatever was typed here before. Who brings it in writes that down."""
    with writing() as session:
        if rows := [asdict(one) for one in new]:
            session.execute(insert_many(Household), rows)
        if rows := [asdict(one) for one in changed]:
            session.execute(update(Household), rows)


def add_adult(viewer: Viewer, home: HomeRow, name: str, today: date) -> None:
    """Somebody else lives there. One of this name who does already is the same: a button is pressed twice."""
    with writing() as session:
        if name in {adult.name for adult in one(home, today).adults}:
            return
        session.add(Adult(ref=new_ref(), home_id=home.id, sealed_name=sealed_name(name)))
        _note(viewer, home, "adult added")


def adult_has_left(viewer: Viewer, home: HomeRow, ref: str, today: date) -> None:
    """They live there no longer, and nothing is asked for them from today on. Raises NoSuchAdult."""
    with writing() as session:
        row = session.scalar(select(Adult).where(Adult.ref == ref, Adult.home_id == home.id))
        if row is None:
            raise NoSuchAdult
        row.left_on = row.left_on or today - timedelta(days=1)
        _note(viewer, home, "adult left")


def _note(viewer: Viewer, home: HomeRow, about: str) -> None:
    audit.note(Action.CHANGED, viewer, kind="home", ref=home.ref, about=about)


def sealed_name(name: str) -> bytes:
    """As the name of an adult is kept."""
    return app_cipher(_NAME).encrypt(name.encode())
