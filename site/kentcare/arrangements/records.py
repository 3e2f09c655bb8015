"""Reading arrangements, and writing down how one ended, which the case system does not say."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import ColumnElement, false, insert, or_, select, update

from kentcare.accounts.rules import Role
from kentcare.accounts.viewer import Viewer
from kentcare.arrangements.rules import Ending
from kentcare.audit import records as audit
from kentcare.audit.actions import Action
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing
from kentcare.homes import records as homes
from kentcare.homes.models import Arrangement, Home
from kentcare.homes.rules import StayFacts
from kentcare.people.models import YoungPerson
from kentcare.sealing import app_box

_WHY = "kentcare why an arrangement ended"


class NoSuchArrangement(Exception):
    """There is none, or it is not theirs to see: both look the same."""


class EndsBeforeItBegan(Exception):
    """The last day is before the first."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """An arrangement for those who have a reason to see it. `why` is empty where nobody has said."""

    ref: str
    young_person_id: int
    young_person_ref: str
    young_person: str
    home_ref: str
    home: str
    level: str
    from_day: date
    to_day: date | None
    ending: Ending | None
    why: str


def _whose(viewer: Viewer) -> ColumnElement[bool]:
    """Whoever looks after the home, and whoever advises the young person. A Host does not read why."""
    theirs: list[ColumnElement[bool]] = []
    if viewer.has(Role.ACCOMMODATION_OFFICER, Role.SERVICE_MANAGER):
        theirs.append(Arrangement.home_id.in_(select(Home.id).where(homes.whose(viewer))))
    if viewer.has(Role.PERSONAL_ADVISER):
        theirs.append(YoungPerson.adviser_id == viewer.id)
    return or_(false(), *theirs)


def _found(which: ColumnElement[bool]) -> list[Arranged]:
    rows = (
        select(Arrangement, YoungPerson.ref, YoungPerson.name, Home.ref, Home.name)
        .join(YoungPerson, YoungPerson.id == Arrangement.young_person_id)
        .join(Home, Home.id == Arrangement.home_id)
        .where(which)
        .order_by(Arrangement.to_day.is_not(None), Arrangement.from_day.desc(), Arrangement.id)
    )
    return [
        Arranged(
            row.ref,
            row.young_person_id,
            person_ref,
            person,
            home_ref,
            home,
            row.level,
            row.from_day,
            row.to_day,
            Ending(row.ended_how) if row.ended_how else None,
            app_box(_WHY).decrypt(row.sealed_why).decode() if row.sealed_why else "",
        )
        for row, person_ref, person, home_ref, home in reading().execute(rows)
    ]


def of_home(viewer: Viewer, home: str) -> list[Arranged]:
    """Every arrangement in a home, those that go on first. Each young person can read that it was seen."""
    found = _found((Home.ref == home) & _whose(viewer))
    people = sorted({one.young_person_id for one in found})
    audit.note_each(Action.VIEWED, viewer, people, kind="home", ref=home[:30], about="arrangements")
    return found


def of_young_person(viewer: Viewer, ref: str) -> list[Arranged]:
    """Every arrangement of somebody, on a page that has written down already that it was seen."""
    return _found((YoungPerson.ref == ref) & _whose(viewer))


def one(viewer: Viewer, ref: str) -> Arranged:
    """One whose ending somebody may write down: whoever looks after the home. Raises NoSuchArrangement."""
    which = (Arrangement.ref == ref) & _whose(viewer)
    found = _found(which) if viewer.has(Role.ACCOMMODATION_OFFICER, Role.SERVICE_MANAGER) else []
    if not found:
        audit.note(Action.REFUSED, viewer, kind="arrangement", ref=ref[:30])
        raise NoSuchArrangement
    return found[0]


def end(viewer: Viewer, ref: str, *, last_day: date, ending: Ending, why: str) -> None:
    """Write down when, how and why it ended. Raises NoSuchArrangement and EndsBeforeItBegan."""
    arranged = one(viewer, ref)
    if last_day < arranged.from_day:
        raise EndsBeforeItBegan
    with writing() as session:
        row = session.scalars(select(Arrangement).where(Arrangement.ref == ref)).one()
        row.to_day, row.ended_how = last_day, ending.value
        row.sealed_why = app_box(_WHY).encrypt(why.encode()) if why else None
        audit.note(
            Action.CHANGED,
            viewer,
            young_person=row.young_person_id,
            kind="arrangement",
            ref=ref,
            about="ended",
        )


def held_about(young_person: int) -> list[dict[str, object]]:
    """Where somebody has lived, and all that was said of it, for themself."""
    return [
        {
            "home": one.home,
            "level": one.level,
            "from_day": one.from_day,
            "to_day": one.to_day,
            "ending": one.ending.value if one.ending else None,
            "why": one.why,
        }
        for one in _found(YoungPerson.id == young_person)
    ]


def stays_from_case_system() -> list[StayFacts]:
    """Every arrangement that there ever was."""
    rows = select(
        Arrangement.young_person_id,
        Arrangement.home_id,
        Arrangement.level,
        Arrangement.from_day,
        Arrangement.to_day,
    )
    return [StayFacts(*row) for row in reading().execute(rows)]


def bring_in_stays(new: Iterable[StayFacts], changed: Iterable[StayFacts], by: Viewer | None) -> None:
    """Write what the case system says. Whose stay is new or another can read that it was written."""
    new, changed = list(new), list(changed)
    with writing() as session:
        if new:
            session.execute(insert(Arrangement), [asdict(stay) | {"ref": new_ref()} for stay in new])
        if changed:
            key = select(
                Arrangement.id, Arrangement.young_person_id, Arrangement.home_id, Arrangement.from_day
            )
            ids = {(person, home, day): id_ for id_, person, home, day in session.execute(key)}
            session.execute(update(Arrangement), [asdict(stay) | {"id": ids[stay.key]} for stay in changed])
        people = sorted({stay.young_person_id for stay in [*new, *changed]})
        audit.note_each(Action.CHANGED, by, people, kind="arrangement")
