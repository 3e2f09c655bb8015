"""Reading who lives where. hosting/arrangements begins, changes and ends an arrangement."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, Select, delete, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from kentcare.cases.arrangements.entries import Span, StayEntry
from kentcare.cases.arrangements.models import HOME, Arrangement, ArrangementEntry
from kentcare.cases.arrangements.rules import PartOfStay, whole_stays
from kentcare.core.clock import LONDON, day_in_kent
from kentcare.db import subjects
from kentcare.db.session import reading, writing

KeyT = TypeVar("KeyT", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Stay:
    """An arrangement: who lives where, at which level of support, from when until when.

    `to_day` is the last day, that day included; None while nobody has said when it ends. `since` and `until`
    are the first and the last day of the whole stay, of which this is a part where the level changed.
    """

    ref: str
    young_person_id: int
    home_id: int
    home_name: str
    home_ref: str
    level: str
    from_day: date
    to_day: date | None
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class WholeDays:
    """The first and the last day of a whole stay. `until` is None while nobody has said when it ends."""

    since: date
    until: date | None


def is_current(today: date) -> ColumnElement[bool]:
    """The condition for arrangements under which somebody lives in a home on this day."""
    return (Arrangement.from_day <= today) & or_(Arrangement.to_day.is_(None), Arrangement.to_day >= today)


def living_in(homes: Select[int], today: date) -> Select[int]:
    """The ids of the young people who live in one of these homes on this day, as a part of a larger query."""
    return select(Arrangement.young_person_id).where(is_current(today), Arrangement.home_id.in_(homes))


def number_living_in(home: InstrumentedAttribute[int], today: date) -> ScalarSelect[int]:
    """How many young people live in a home on this day, as a column of a query about homes.

    `home`: the column of that query that holds the id of the home.
    """
    return (
        select(func.count())
        .select_from(Arrangement)
        .where(Arrangement.home_id == home, is_current(today))
        .scalar_subquery()
    )


def stays_in(homes: Collection[int], today: date, since: date | None = None) -> list[Stay]:
    """Who lives in these homes on this day, or has lived there for a day or more since another day."""
    lasted = or_(Arrangement.to_day.is_(None), Arrangement.to_day >= (since or today))
    return _stays(Arrangement.home_id.in_(homes) & (Arrangement.from_day <= today) & lasted)


def stays_of(young_person: int) -> list[Stay]:
    """Where a young person has lived, lives and will live, the latest first."""
    return _stays(Arrangement.young_person_id == young_person)


def _stays(which: ColumnElement[bool]) -> list[Stay]:
    """The arrangements that match, each with the days of its whole stay, in one query."""
    # Inside, “arrangement” is another than outside: whoever has one that matches is read with all of theirs.
    people = select(Arrangement.young_person_id).where(which).correlate(None)
    rows = (
        select(
            Arrangement.ref,
            Arrangement.young_person_id,
            Arrangement.home_id,
            HOME.c.name.label("home_name"),
            HOME.c.ref.label("home_ref"),
            Arrangement.level,
            Arrangement.from_day,
            Arrangement.to_day,
            which.label("is_meant"),
        )
        .join(HOME, HOME.c.id == Arrangement.home_id)
        .where(Arrangement.young_person_id.in_(people))
        .order_by(Arrangement.from_day.desc(), Arrangement.id)
    )
    found = reading().execute(rows).all()
    days = _whole_days({row.ref: row for row in found})
    return [
        Stay(**columns, since=days[row.ref].since, until=days[row.ref].until)
        for row in found
        for columns in [dict(row._mapping)]
        if columns.pop("is_meant")
    ]


def whole_days(people: Collection[int]) -> dict[int, WholeDays]:
    """The days of the whole stay that each arrangement of these young people belongs to, by its id."""
    rows = select(
        Arrangement.id,
        Arrangement.young_person_id,
        Arrangement.home_id,
        Arrangement.from_day,
        Arrangement.to_day,
    ).where(Arrangement.young_person_id.in_(people))
    return _whole_days({row.id: row for row in reading().execute(rows)})


def _whole_days(parts: Mapping[KeyT, PartOfStay]) -> dict[KeyT, WholeDays]:
    keys = {id(part): key for key, part in parts.items()}
    return {
        keys[id(one)]: WholeDays(stay[0].from_day, stay[-1].to_day)
        for stay in whole_stays(parts.values())
        for one in stay
    }


@contextmanager
def entered(pairs: Iterable[tuple[int, int]], now: datetime) -> Iterator[None]:
    """Note what is known of these young people and homes after a change of their arrangements.

    Wrap the change in it. Where nothing was noted before, what there was until then is noted too, as known
    since its first day. `pairs`: ids of a young person and a home.
    """
    wanted = set(pairs)
    with writing(
        *(subjects.home(home) for _person, home in wanted),
        *(subjects.young_person(one) for one, _home in wanted),
    ) as session:
        noted = {(row.young_person_id, row.home_id) for row in session.execute(_ENTERED_PAIRS)}
        before = _spans(session, wanted - noted)
        for pair, spans in before.items():
            began = min(first for first, _last in spans)
            moment = datetime.combine(began, time(12), LONDON)
            _note_entry(session, pair, spans, min(moment, now - timedelta(seconds=1)))
        yield
        session.flush()
        after = _spans(session, wanted)
        for pair in sorted(wanted):
            _note_entry(session, pair, after.get(pair, []), now)


_ENTERED_PAIRS = select(ArrangementEntry.young_person_id, ArrangementEntry.home_id).distinct()


def _spans(session: Session, pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], list[Span]]:
    rows = select(Arrangement).where(Arrangement.young_person_id.in_({person for person, _home in pairs}))
    found: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for row in session.scalars(rows) if pairs else ():
        if (row.young_person_id, row.home_id) in pairs:
            found[row.young_person_id, row.home_id].append((row.from_day, row.to_day))
    return found


def _note_entry(session: Session, pair: tuple[int, int], spans: Sequence[Span], at: datetime) -> None:
    person, home = pair
    known: Sequence[tuple[date | None, date | None]] = spans or [(None, None)]
    session.add_all(
        ArrangementEntry(young_person_id=person, home_id=home, entered_at=at, from_day=first, to_day=last)
        for first, last in known
    )


def entries_in(homes: Collection[int]) -> dict[tuple[int, int], list[StayEntry]]:
    """What was known, and from when on, of who lives in these homes: by young person and home."""
    rows = select(ArrangementEntry).where(ArrangementEntry.home_id.in_(homes)).order_by(ArrangementEntry.id)
    found: dict[tuple[int, int], dict[datetime, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for row in reading().scalars(rows):
        spans = found[row.young_person_id, row.home_id][row.entered_at]
        if row.from_day:
            spans.append((row.from_day, row.to_day))
    return {
        pair: [StayEntry(day_in_kent(at), spans) for at, spans in sorted(entries.items())]
        for pair, entries in found.items()
    }


def forget_young_person(young_person: int) -> None:
    """Remove every arrangement of a young person whose record is removed."""
    with writing() as session:
        session.execute(delete(ArrangementEntry).where(ArrangementEntry.young_person_id == young_person))
        session.execute(delete(Arrangement).where(Arrangement.young_person_id == young_person))
