"""Reading arrangements, and writing down that one began, went on at another level, or ended."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true, update
from sqlalchemy.orm import Session

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.arrangements.rules import StayFacts, StayKey
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home
from kentcare.cases.young_people.models import YoungPerson
from kentcare.db.model import insert_many, new_ref
from kentcare.db.session import reading, writing
from kentcare.hosting.arrangements.rules import (
    Ending,
    Level,
    Wrong,
    parts_after,
    wrong_beginning,
    wrong_change,
)

_ONE_DAY = timedelta(days=1)


class NoSuchArrangement(Exception):
    """There is none, or it is not theirs to see: both look the same."""


class NotTaken(Exception):
    """What was written down cannot be. Nothing was saved."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong.value)
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Arranged:
    """An arrangement for those who have a reason to see it. `why` is empty where nobody has said.

    `is_later_part`: the level of support changed in the same home, and this goes on from the part before.
    """

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
    is_later_part: bool

    def is_to_come(self, today: date) -> bool:
        """Whether it is only planned as yet."""
        return self.from_day > today


def _in_a_home_of(viewer: Viewer) -> ColumnElement[bool]:
    return Arrangement.home_id.in_(select(Home.id).where(homes.looked_after(viewer)))


def _whose(viewer: Viewer) -> ColumnElement[bool]:
    """Whoever looks after the home, and whoever advises the young person. A Host does not read why."""
    advises = YoungPerson.adviser_id == viewer.id if viewer.has(Role.PERSONAL_ADVISER) else false()
    return or_(_in_a_home_of(viewer), advises)


def _found(which: ColumnElement[bool]) -> list[Arranged]:
    rows = (
        select(Arrangement, YoungPerson.ref, YoungPerson.name, Home.ref, Home.name)
        .join(YoungPerson, YoungPerson.id == Arrangement.young_person_id)
        .join(Home, Home.id == Arrangement.home_id)
        .where(which)
        .order_by(Arrangement.to_day.is_not(None), Arrangement.from_day.desc(), Arrangement.id)
    )
    found = reading().execute(rows).all()
    before = _parts_before([row for row, *_ in found])
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
            row.why or "",
            row.id in before,
        )
        for row, person_ref, person, home_ref, home in found
    ]


def _parts_before(rows: Collection[Arrangement]) -> dict[int, Arrangement]:
    """Of each that is a later part, by its id, the part that went on as it.

    Somebody who came back to the same home began anew: nothing ended on the day before.
    """
    people = {row.young_person_id for row in rows}
    which = Arrangement.young_person_id.in_(people) & (Arrangement.ended_how == Ending.LEVEL.value)
    went_on = {
        (part.young_person_id, part.home_id, part.to_day): part
        for part in reading().scalars(select(Arrangement).where(which))
    }
    keys = {row.id: (row.young_person_id, row.home_id, row.from_day - _ONE_DAY) for row in rows}
    return {id_: went_on[key] for id_, key in keys.items() if key in went_on}


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
    """One that somebody may change: whoever looks after the home. Raises NoSuchArrangement.

    One that went on at another level of support is changed no more: what goes on is.
    """
    found = _found((Arrangement.ref == ref) & _in_a_home_of(viewer) & _may_change())
    if not found:
        audit.note(Action.REFUSED, viewer, kind="arrangement", ref=ref[:30])
        raise NoSuchArrangement
    return found[0]


def _may_change() -> ColumnElement[bool]:
    return or_(Arrangement.ended_how.is_(None), Arrangement.ended_how != Ending.LEVEL.value)


def begin(
    viewer: Viewer, home_ref: str, *, case_number: str, level: Level, first_day: date, today: date
) -> None:
    """Somebody lives in a home from a day on. Raises NoSuchHome and NotTaken."""
    where = homes.one(viewer, home_ref, today, as_work=True)
    with writing() as session:
        person = session.scalar(_by_number(case_number))
        wrong = _wrong_here(session, person, first_day, today)
        if person is None or wrong:
            # What is wrong tells that somebody of this number is known here, to whoever types it.
            who = person.id if person else None
            audit.note(Action.REFUSED, viewer, young_person=who, kind="arrangement", about="begin")
        else:
            row = Arrangement(
                ref=new_ref(),
                young_person_id=person.id,
                home_id=where.id,
                level=level.value,
                from_day=first_day,
            )
            session.add(row)
            _note(viewer, row, "begun")
    if wrong:
        raise NotTaken(wrong)


def _wrong_here(session: Session, person: YoungPerson | None, first_day: date, today: date) -> Wrong | None:
    if person is None:
        return Wrong.NO_SUCH_NUMBER
    if wrong := wrong_beginning(first_day, born=person.born, today=today):
        return wrong
    return Wrong.LIVES_SOMEWHERE if _lives_somewhere(session, person.id, first_day) else None


def _by_number(number: str) -> Select[YoungPerson]:
    """However its letters are written: a telephone begins with a small one."""
    is_alike = func.upper(YoungPerson.case_number) == number.upper()
    return select(YoungPerson).where(is_alike).order_by(YoungPerson.case_number != number).limit(1)


def _lives_somewhere(
    session: Session, young_person: int, first: date, last: date | None = None, *, own: int | None = None
) -> bool:
    """Whether somebody has an arrangement on one of these days. `own` is being changed and does not count."""
    rows = select(Arrangement.id).where(
        Arrangement.young_person_id == young_person,
        or_(Arrangement.to_day.is_(None), Arrangement.to_day >= first),
        Arrangement.from_day <= last if last else true(),
        Arrangement.id != own if own else true(),
    )
    return session.scalars(rows).first() is not None


def change_level(viewer: Viewer, ref: str, *, level: Level, day: date, today: date) -> None:
    """Another level of support, from a day on. Raises NoSuchArrangement and NotTaken.

    What was until then stays as it was: it ends the day before. On its own first day it only changes.
    """
    one(viewer, ref)
    with writing() as session:
        row = _row(session, ref)
        wrong = wrong_change(
            level, day, now=row.level, first_day=row.from_day, last_day=row.to_day, today=today
        )
        if wrong:
            raise NotTaken(wrong)
        if day == row.from_day:
            row.level = level.value
        else:
            # How and why it will end, where that is known already, is said of what goes on.
            session.add(
                Arrangement(
                    ref=new_ref(),
                    young_person_id=row.young_person_id,
                    home_id=row.home_id,
                    level=level.value,
                    from_day=day,
                    to_day=row.to_day,
                    ended_how=row.ended_how,
                    why=row.why,
                )
            )
            row.to_day, row.ended_how, row.why = day - _ONE_DAY, Ending.LEVEL.value, None
        _note(viewer, row, "level")


def change_first_day(viewer: Viewer, ref: str, *, day: date, today: date) -> None:
    """It began on another day than was written down. Raises NoSuchArrangement and NotTaken.

    Where a later part begins is said by changing its level.
    """
    if one(viewer, ref).is_later_part:
        raise NoSuchArrangement
    with writing() as session:
        row = _row(session, ref)
        person = session.get_one(YoungPerson, row.young_person_id)
        if wrong := wrong_beginning(day, born=person.born, today=today):
            raise NotTaken(wrong)
        if row.to_day and day > row.to_day:
            raise NotTaken(Wrong.AFTER_IT_ENDED)
        if _lives_somewhere(session, row.young_person_id, day, row.to_day, own=row.id):
            raise NotTaken(Wrong.LIVES_SOMEWHERE)
        row.from_day = day
        _note(viewer, row, "first day")


def end(viewer: Viewer, ref: str, *, last_day: date, ending: Ending, why: str) -> None:
    """Write down when, how and why it ended. Raises NoSuchArrangement and NotTaken.

    Where it ended before its level changed, that change never came, and the part before is what ended.
    """
    one(viewer, ref)
    with writing() as session:
        row = _row(session, ref)
        while last_day < row.from_day and (before := _parts_before([row]).get(row.id)):
            _take_out(session, viewer, row, before)
            row = before
        if last_day < row.from_day:
            raise NotTaken(Wrong.BEFORE_IT_BEGAN)
        if _lives_somewhere(session, row.young_person_id, row.from_day, last_day, own=row.id):
            raise NotTaken(Wrong.AFTER_THE_NEXT)
        row.to_day, row.ended_how = last_day, ending.value
        row.why = why or None
        _note(viewer, row, "ended")


def take_back(viewer: Viewer, ref: str, today: date) -> None:
    """What was planned does not come: somebody does not move in, or their level stays as it was.

    Only while its first day is still to come: nobody has lived under it then. Raises NoSuchArrangement.
    """
    if not one(viewer, ref).is_to_come(today):
        raise NoSuchArrangement
    with writing() as session:
        row = _row(session, ref)
        _take_out(session, viewer, row, _parts_before([row]).get(row.id))


def _take_out(session: Session, viewer: Viewer, row: Arrangement, before: Arrangement | None) -> None:
    """What was said of its end is said of the part `before` it, which goes on."""
    if before:
        before.to_day, before.ended_how, before.why = row.to_day, row.ended_how, row.why
    _note(viewer, row, "taken back")
    session.delete(row)


def _row(session: Session, ref: str) -> Arrangement:
    """To change it. Since somebody saw that they may, it may have gone on at another level."""
    row = session.scalar(select(Arrangement).where(Arrangement.ref == ref, _may_change()))
    if row is None:
        raise NoSuchArrangement
    return row


def _note(viewer: Viewer, row: Arrangement, about: str) -> None:
    audit.note(
        Action.CHANGED,
        viewer,
        young_person=row.young_person_id,
        kind="arrangement",
        ref=row.ref,
        about=about,
    )


def went_on() -> set[StayKey]:
    """Those that went on at another level of support, by who, where and since when."""
    columns = (Arrangement.young_person_id, Arrangement.home_id, Arrangement.from_day)
    rows = select(*columns).where(Arrangement.ended_how == Ending.LEVEL.value)
    return {(person, home, day) for person, home, day in reading().execute(rows)}


def make_one_again(stays: Iterable[StayFacts]) -> None:
    """What the case system says counts: a stay that it speaks of as one is one, whatever its level was here.

    How and why the last part ended stays. In the transaction that writes the rest of what it says.
    """
    changed, kept = went_on(), {stay.key: stay for stay in stays_from_case_system()}
    with writing() as session:
        for stay in stays:
            parts = [_row_of(session, part.key) for part in parts_after(stay, kept, changed)]
            if parts:
                row = _row_of(session, stay.key)
                row.ended_how, row.why = parts[-1].ended_how, parts[-1].why
                for part in parts:
                    session.delete(part)


def _row_of(session: Session, key: StayKey) -> Arrangement:
    columns = ("young_person_id", "home_id", "from_day")
    return session.scalars(select(Arrangement).filter_by(**dict(zip(columns, key, strict=True)))).one()


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
            session.execute(insert_many(Arrangement), [asdict(stay) | {"ref": new_ref()} for stay in new])
        if changed:
            key = select(
                Arrangement.id, Arrangement.young_person_id, Arrangement.home_id, Arrangement.from_day
            )
            ids = {(person, home, day): id_ for id_, person, home, day in session.execute(key)}
            session.execute(update(Arrangement), [asdict(stay) | {"id": ids[stay.key]} for stay in changed])
        people = sorted({stay.young_person_id for stay in [*new, *changed]})
        audit.note_each(Action.CHANGED, by, people, kind="arrangement")
