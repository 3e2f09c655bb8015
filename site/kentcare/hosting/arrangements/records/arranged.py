"""Reading arrangements, for whoever looks after the home or advises the young person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, false, or_, select

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.arrangements.records import whole_days
from kentcare.cases.arrangements.rules import whole_stays
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home
from kentcare.cases.young_people.models import YoungPerson
from kentcare.db.session import reading
from kentcare.hosting.arrangements.rules import Ending

ONE_DAY = timedelta(days=1)


class NoSuchArrangement(Exception):
    """There is no such arrangement, or the viewer may not see it: the two cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """An arrangement as pages show it. `to_day`: its last day, None while it goes on.

    `since` and `until`: the first and the last day of the whole stay, of which this may be a part. `why`: for
    which reason it ended, or empty. `over_places_by_id` and `over_places_on`: who decided that they may live
    there though no place was free, and when; None where nobody has said. `is_later_part`: it continues
    another in the same home, after the level of support changed.
    """

    ref: str
    young_person_id: int
    young_person_ref: str
    young_person: str
    home_id: int
    home_ref: str
    home: str
    level: str
    from_day: date
    to_day: date | None
    since: date
    until: date | None
    ending: Ending | None
    why: str
    is_later_part: bool
    over_places_by_id: int | None
    over_places_on: date | None

    def is_to_come(self, today: date) -> bool:
        """Whether it is only planned: its first day is after `today`."""
        return self.from_day > today


# Who may see and change what


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Which arrangements the viewer sees in a list, with why each ended.

    Those of the homes that they look after, and those of the young people whom they advise. A Host sees none
    here.
    """
    advises = YoungPerson.adviser_id == viewer.id if viewer.has(Role.PERSONAL_ADVISER) else false()
    return or_(_in_a_home_of(viewer), advises)


def openable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which arrangements the viewer may open to change them: those of the homes that they look after.

    An adviser may not. An arrangement that was continued at another level is not changed any more, but its
    continuation is.
    """
    return _in_a_home_of(viewer) & may_change()


def _in_a_home_of(viewer: Viewer) -> ColumnElement[bool]:
    return Arrangement.home_id.in_(select(Home.id).where(homes.looked_after(viewer)))


def may_change() -> ColumnElement[bool]:
    """The arrangements that were not continued at another level of support."""
    return or_(Arrangement.ended_how.is_(None), Arrangement.ended_how != Ending.LEVEL.value)


# Reading


def of_home(viewer: Viewer, home: str) -> list[Arranged]:
    """Every arrangement in a home, those that go on first; empty where the viewer may not see them.

    The audit trail notes that they were seen; each young person can read that.
    """
    found = _found((Home.ref == home) & visible_to(viewer))
    people = sorted({one.young_person_id for one in found})
    audit.note_each(Action.VIEWED, viewer, people, kind="home", ref=home[:30], about="arrangements")
    return found


def of_young_person(viewer: Viewer, ref: str) -> list[Arranged]:
    """Every arrangement of a young person, for a page that has noted in the trail who opened it."""
    return _found((YoungPerson.ref == ref) & visible_to(viewer))


def one(viewer: Viewer, ref: str) -> Arranged:
    """An arrangement that the viewer may change; see `openable_by`. Raises NoSuchArrangement."""
    found = _found((Arrangement.ref == ref) & openable_by(viewer))
    if not found:
        audit.note(Action.REFUSED, viewer, kind="arrangement", ref=ref[:30])
        raise NoSuchArrangement
    return found[0]


def _found(which: ColumnElement[bool]) -> list[Arranged]:
    rows = (
        select(
            Arrangement,
            YoungPerson.ref.label("young_person_ref"),
            YoungPerson.name.label("young_person"),
            Home.ref.label("home_ref"),
            Home.name.label("home"),
        )
        .join(YoungPerson, YoungPerson.id == Arrangement.young_person_id)
        .join(Home, Home.id == Arrangement.home_id)
        .where(which)
        .order_by(Arrangement.to_day.is_not(None), Arrangement.from_day.desc(), Arrangement.id)
    )
    found = reading().execute(rows).all()
    earlier = earlier_parts([row.Arrangement for row in found])
    days = whole_days({row.Arrangement.young_person_id for row in found})
    return [
        Arranged(
            ref=row.Arrangement.ref,
            young_person_id=row.Arrangement.young_person_id,
            young_person_ref=row.young_person_ref,
            young_person=row.young_person,
            home_id=row.Arrangement.home_id,
            home_ref=row.home_ref,
            home=row.home,
            level=row.Arrangement.level,
            from_day=row.Arrangement.from_day,
            to_day=row.Arrangement.to_day,
            since=days[row.Arrangement.id].since,
            until=days[row.Arrangement.id].until,
            ending=Ending(row.Arrangement.ended_how) if row.Arrangement.ended_how else None,
            why=row.Arrangement.why or "",
            is_later_part=row.Arrangement.id in earlier,
            over_places_by_id=row.Arrangement.over_places_by_id,
            over_places_on=row.Arrangement.over_places_on,
        )
        for row in found
    ]


def earlier_parts(rows: Collection[Arrangement]) -> dict[int, Arrangement]:
    """The arrangement that each of these continues, by the id of the later one.

    Somebody who came back to the same home begins anew: no arrangement was continued on the day before.
    """
    people = {row.young_person_id for row in rows}
    which = Arrangement.young_person_id.in_(people) & (Arrangement.ended_how == Ending.LEVEL.value)
    continued = {
        (part.young_person_id, part.home_id, part.to_day): part
        for part in reading().scalars(select(Arrangement).where(which))
    }
    keys = {row.id: (row.young_person_id, row.home_id, row.from_day - ONE_DAY) for row in rows}
    return {id_: continued[key] for id_, key in keys.items() if key in continued}


def held_about(young_person: int) -> list[dict[str, object]]:
    """Where a young person has lived and how each stay ended, for their copy of what is held.

    One row for each whole stay, the latest first, with the levels of support that it had.
    """
    stays = whole_stays(_found(YoungPerson.id == young_person))
    stays.sort(key=lambda parts: parts[0].from_day, reverse=True)
    return [
        {
            "home": last.home,
            "from_day": last.since,
            "to_day": last.until,
            "ending": last.ending.value if last.ending else None,
            "why": last.why,
            "lived_on": Ending.LEVEL.value if len(parts) > 1 else None,
            "levels_of_support": [
                {"level": one.level, "from_day": one.from_day, "to_day": one.to_day} for one in parts
            ],
        }
        for parts in stays
        for last in parts[-1:]
    ]
