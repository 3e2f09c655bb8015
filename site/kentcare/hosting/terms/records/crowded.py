"""The homes in which more young people live than there are places."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.arrangements.records import is_current, number_living_in
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home
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


def crowded(viewer: Viewer, today: date) -> list[CrowdedHome]:
    """The homes that are the viewer's work in which more young people live than there are places."""
    return _crowded(homes.looked_after(viewer), today)


def one(home: int, today: date) -> CrowdedHome | None:
    """A home that somebody was shown; None where there are places enough, or nobody has said how many."""
    return next(iter(_crowded(Home.id == home, today)), None)


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
