"""Who lives in a home: what a Host is told of it, and what whoever looks after the home is."""

from dataclasses import dataclass
from datetime import date

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements import records as arrangements
from kentcare.cases.homes import records as homes
from kentcare.cases.young_people import records as young_people


@dataclass(frozen=True, slots=True)
class Housemate:
    """What the site tells a Host of a young person: their name, their level of support, and since when.

    `from_day`: since when at this level. `since`: since when they live there.
    """

    name: str
    level: str
    from_day: date
    since: date


@dataclass(frozen=True, slots=True)
class HomeResident:
    """Somebody who lives in a home, as whoever looks after the home sees them.

    `from_day`: since when at this level. `since`: since when they live there.
    """

    ref: str
    name: str
    level: str
    from_day: date
    since: date


def housemates(viewer: Viewer, today: date) -> list[Housemate]:
    """Who lives in the homes of a Host on this day."""
    stays = arrangements.stays_in([home.id for home in homes.own(viewer, today)], today)
    names = young_people.names([stay.young_person_id for stay in stays])
    return [
        Housemate(
            name=names[stay.young_person_id], level=stay.level, from_day=stay.from_day, since=stay.since
        )
        for stay in stays
    ]


def residents(viewer: Viewer, home: homes.HomeRow, today: date) -> list[HomeResident]:
    """Who lives in a home that `viewer` was shown. Each young person can read that they looked."""
    stays = arrangements.stays_in([home.id], today)
    found = young_people.refs_and_names([stay.young_person_id for stay in stays])
    audit.note_each(Action.VIEWED, viewer, list(found), kind="home", ref=home.ref)
    return [
        HomeResident(
            ref=found[stay.young_person_id][0],
            name=found[stay.young_person_id][1],
            level=stay.level,
            from_day=stay.from_day,
            since=stay.since,
        )
        for stay in stays
    ]
