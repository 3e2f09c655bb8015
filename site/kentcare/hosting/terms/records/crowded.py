"""The homes in which more young people live than there are places."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true

from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.arrangements.records import is_current, number_living_in
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home
from kentcare.cases.young_people.models import YoungPerson
from kentcare.db.session import reading
from kentcare.hosting.terms.models import Terms
from kentcare.hosting.terms.records.said import holds


@dataclass(frozen=True, slots=True)
class LetIn:
    """Who decided that somebody may live in a home though no place was free, and of how many people."""

    by: Sequence[str] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class CrowdedHome:
    """A home in which more young people live than it has places. `let_in`: who said that they may."""

    ref: str
    name: str
    living: int
    places: int
    let_in: LetIn

    @property
    def undecided(self) -> int:
        """How many are too many, and nobody has said who decided it."""
        return max(self.living - self.places - self.let_in.number, 0)


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who lives in a home with too few places. `ref`: of their arrangement.

    `decided_by` and `decided_on`: who decided that they may live there, and when; None where nobody has said.
    """

    ref: str
    name: str
    decided_by: str | None
    decided_on: date | None


def crowded(viewer: Viewer, today: date) -> list[CrowdedHome]:
    """The homes that are the viewer's work in which more young people live than there are places."""
    return _crowded(homes.looked_after(viewer), today)


def one(home: int, today: date) -> CrowdedHome | None:
    """A home that somebody was shown; None where there are places enough, or nobody has said how many."""
    return next(iter(_crowded(Home.id == home, today)), None)


def residents(viewer: Viewer, home: CrowdedHome, today: date) -> list[Resident]:
    """The young people in a home with too few places, each with who let them in, the latest to come first.

    Where somebody has said it of as many as are too many, they alone. The viewer was shown the home. The
    audit trail notes that they were seen; the young people can read that.
    """
    rows = (
        select(
            Arrangement.ref,
            Arrangement.young_person_id,
            YoungPerson.name,
            Account.name.label("decided_by"),
            Arrangement.over_places_on,
        )
        .join(YoungPerson, YoungPerson.id == Arrangement.young_person_id)
        .join(Home, Home.id == Arrangement.home_id)
        .outerjoin(Account, Account.id == Arrangement.over_places_by_id)
        .where(
            Home.ref == home.ref,
            is_current(today),
            true() if home.undecided else Arrangement.over_places_by_id.is_not(None),
        )
        .order_by(Arrangement.from_day.desc(), Arrangement.id.desc())
    )
    found = reading().execute(rows).all()
    people = sorted({row.young_person_id for row in found})
    audit.note_each(Action.VIEWED, viewer, people, kind="home", ref=home.ref, about="over places")
    return [Resident(row.ref, row.name, row.decided_by, row.over_places_on) for row in found]


def living_in(home: int, on: date) -> int:
    """How many young people live in a home on a day. `home`: its id, of one that somebody was shown."""
    return reading().scalar(select(number_living_in(Home.id, on)).where(Home.id == home)) or 0


def number(viewer: Viewer, today: date) -> int:
    """How many homes that are the viewer's work have more young people than places."""
    rows = select(func.count()).select_from(_rows(homes.looked_after(viewer), today).subquery())
    return reading().scalar(rows) or 0


def _crowded(which: ColumnElement[bool], today: date) -> list[CrowdedHome]:
    found = reading().execute(_rows(which, today)).all()
    let_in = _let_in({row.id for row in found}, today)
    return [
        CrowdedHome(
            ref=row.ref,
            name=row.name,
            living=row.living,
            places=row.places,
            let_in=let_in.get(row.id, LetIn()),
        )
        for row in found
    ]


def _rows(which: ColumnElement[bool], today: date) -> Select[Any]:
    living = number_living_in(Home.id, today)
    columns: tuple[Any, ...] = (
        Home.id,
        Home.ref,
        Home.name,
        living.label("living"),
        Terms.places.label("places"),
    )
    return (
        select(*columns)
        .join(Terms, Terms.home_id == Home.id)
        .where(which, holds(today), living > Terms.places)
        .order_by(Home.name, Home.id)
    )


def _let_in(which: Collection[int], today: date) -> dict[int, LetIn]:
    rows = (
        select(Arrangement.home_id, Account.name)
        .join(Account, Account.id == Arrangement.over_places_by_id)
        .where(Arrangement.home_id.in_(which), is_current(today))
        .order_by(Account.name)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in reading().execute(rows) if which else ():
        found[row.home_id].append(row.name)
    return {home: LetIn(list(dict.fromkeys(names)), len(names)) for home, names in found.items()}
