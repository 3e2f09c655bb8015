"""Changing the level or the first day of an arrangement, ending it, and withdrawing a plan."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.arrangements.records import entered
from kentcare.cases.young_people.models import YoungPerson
from kentcare.core.clock import now
from kentcare.db import subjects
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing
from kentcare.hosting.arrangements.records.arranged import (
    ONE_DAY,
    NoSuchArrangement,
    earlier_parts,
    may_change,
    one,
)
from kentcare.hosting.arrangements.rules import (
    ArrangementProblem,
    Ending,
    Level,
    problem_with_beginning,
    problem_with_change,
)


class ArrangementRefused(Exception):
    """What was typed cannot be. Nothing was saved. `problem`: why."""

    def __init__(self, problem: ArrangementProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def lives_somewhere(
    session: Session, young_person: int, first: date, last: date | None = None, *, own: int | None = None
) -> bool:
    """Whether a young person has an arrangement on any of these days; without `last`, on any later day.

    `own`: the id of the arrangement that is being changed, which does not count.
    """
    rows = select(Arrangement.id).where(
        Arrangement.young_person_id == young_person,
        or_(Arrangement.to_day.is_(None), Arrangement.to_day >= first),
        Arrangement.from_day <= last if last else true(),
        Arrangement.id != own if own else true(),
    )
    return session.scalars(rows).first() is not None


def change_level(viewer: Viewer, ref: str, *, level: Level, day: date, today: date) -> None:
    """Continue an arrangement at another level of support from a day on.

    The part until then ends on the day before and keeps its level. On its own first day its level is changed.
    Raises NoSuchArrangement and ArrangementRefused.
    """
    with _change(viewer, ref) as session:
        row = _row(session, ref)
        problem = problem_with_change(
            level, day, now=row.level, first_day=row.from_day, last_day=row.to_day, today=today
        )
        if problem:
            raise ArrangementRefused(problem)
        if day == row.from_day:
            row.level = level.value
        else:
            # How and why it will end, where that is known already, belongs to the part that goes on.
            session.add(
                Arrangement(
                    ref=new_ref(),
                    young_person_id=row.young_person_id,
                    home_id=row.home_id,
                    level=level.value,
                    from_day=day,
                    to_day=row.to_day,
                    over_places_by_id=row.over_places_by_id,
                    over_places_on=row.over_places_on,
                    ended_how=row.ended_how,
                    why=row.why,
                )
            )
            row.to_day, row.ended_how, row.why = day - ONE_DAY, Ending.LEVEL.value, None
        note(viewer, row, "level")


def change_first_day(viewer: Viewer, ref: str, *, day: date, today: date) -> None:
    """Correct the first day of an arrangement. Raises NoSuchArrangement and ArrangementRefused.

    NoSuchArrangement also for a later part: on which day it begins is changed with its level.
    """
    if one(viewer, ref).is_later_part:
        raise NoSuchArrangement
    with _change(viewer, ref) as session:
        row = _row(session, ref)
        person = session.get_one(YoungPerson, row.young_person_id)
        if problem := problem_with_beginning(day, born=person.born, today=today):
            raise ArrangementRefused(problem)
        if row.to_day and day > row.to_day:
            raise ArrangementRefused(ArrangementProblem.AFTER_IT_ENDED)
        if lives_somewhere(session, row.young_person_id, day, row.to_day, own=row.id):
            raise ArrangementRefused(ArrangementProblem.LIVES_SOMEWHERE)
        row.from_day = day
        note(viewer, row, "first day")


def end(viewer: Viewer, ref: str, *, last_day: date, ending: Ending, why: str) -> None:
    """Save when, how and why an arrangement ended. Raises NoSuchArrangement and ArrangementRefused.

    Where the last day is before its level changed, the change never came: that part is removed, and the part
    before it is the one that ended.
    """
    with _change(viewer, ref) as session:
        row = _row(session, ref)
        while last_day < row.from_day and (earlier := earlier_parts([row]).get(row.id)):
            _remove(session, viewer, row, earlier)
            row = earlier
        if last_day < row.from_day:
            raise ArrangementRefused(ArrangementProblem.BEFORE_IT_BEGAN)
        if lives_somewhere(session, row.young_person_id, row.from_day, last_day, own=row.id):
            raise ArrangementRefused(ArrangementProblem.AFTER_THE_NEXT)
        row.to_day, row.ended_how, row.why = last_day, ending.value, why or None
        note(viewer, row, "ended")


def withdraw(viewer: Viewer, ref: str, today: date) -> None:
    """Remove what was only planned: somebody does not move in, or their level stays as it was.

    Raises NoSuchArrangement, also once its first day has come: somebody has lived under it then.
    """
    if not one(viewer, ref).is_to_come(today):
        raise NoSuchArrangement
    with _change(viewer, ref) as session:
        row = _row(session, ref)
        _remove(session, viewer, row, earlier_parts([row]).get(row.id))


def say_over_places(viewer: Viewer, ref: str, by: int | None, on: date | None) -> None:
    """Save who decided that somebody may live in a home though no place was free, and on which day.

    `by`: None where nobody has decided it yet. Raises NoSuchArrangement.
    """
    with _locked(viewer, ref) as session:
        row = _row(session, ref)
        row.over_places_by_id, row.over_places_on = by, on
        note(viewer, row, "over places")


@contextmanager
def _change(viewer: Viewer, ref: str) -> Iterator[Session]:
    """The transaction in which the days of an arrangement of the viewer's change. Raises NoSuchArrangement.

    It notes since when what is changed is known: see `entered`.
    """
    with _locked(viewer, ref) as session:
        row = _row(session, ref)
        with entered([(row.young_person_id, row.home_id)], now()):
            yield session


@contextmanager
def _locked(viewer: Viewer, ref: str) -> Iterator[Session]:
    """A transaction in which nobody else changes an arrangement of the viewer's. Raises NoSuchArrangement."""
    one(viewer, ref)
    which = select(Arrangement.home_id, Arrangement.young_person_id).where(Arrangement.ref == ref)
    found = reading().execute(which).one_or_none()
    if found is None:
        raise NoSuchArrangement
    home, young_person = subjects.home(found.home_id), subjects.young_person(found.young_person_id)
    with writing(home, young_person) as session:
        yield session


def _remove(session: Session, viewer: Viewer, row: Arrangement, earlier: Arrangement | None) -> None:
    """Remove an arrangement. What was known of its end passes to the one that it continued, which goes on."""
    if earlier:
        earlier.to_day, earlier.ended_how, earlier.why = row.to_day, row.ended_how, row.why
    note(viewer, row, "taken back")
    session.delete(row)


def _row(session: Session, ref: str) -> Arrangement:
    """The row to change. Raises NoSuchArrangement where it was continued at another level in the meantime."""
    row = session.scalar(select(Arrangement).where(Arrangement.ref == ref, may_change()))
    if row is None:
        raise NoSuchArrangement
    return row


def note(viewer: Viewer, row: Arrangement, about: str) -> None:
    audit.note(
        Action.CHANGED,
        viewer,
        young_person=row.young_person_id,
        kind="arrangement",
        ref=row.ref,
        about=about,
    )
