"""The homes in which more young people live than there are places."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

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
class CrowdedHome:
    """A home in which more young people live than it has places. `decided_by`: who said that they may."""

    ref: str
    name: str
    living: int
    places: int
    decided_by: Sequence[str]


def crowded(viewer: Viewer, today: date) -> list[CrowdedHome]:
    """The homes that are the viewer's work in which more young people live than there are places."""
    living = number_living_in(Home.id, today)
    rows = (
        select(Home.id, Home.ref, Home.name, living.label("living"), Terms.places.label("places"))
        .join(Terms, Terms.home_id == Home.id)
        .where(homes.looked_after(viewer), holds(today), living > Terms.places)
        .order_by(Home.name, Home.id)
    )
    found = reading().execute(rows).all()
    deciders = who_let_in({row.id for row in found}, today)
    return [
        CrowdedHome(
            ref=row.ref, name=row.name, living=row.living, places=row.places, decided_by=deciders[row.id]
        )
        for row in found
    ]


def who_let_in(which: Collection[int], today: date) -> defaultdict[int, list[str]]:
    """Who decided that somebody may live in each of these homes though no place was free, by its id."""
    rows = (
        select(Arrangement.home_id, Account.name)
        .join(Account, Account.id == Arrangement.over_places_by_id)
        .where(Arrangement.home_id.in_(which), is_current(today))
        .distinct()
        .order_by(Account.name)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in reading().execute(rows):
        found[row.home_id].append(row.name)
    return found
