"""Beginning an arrangement: first what it would be, then, once that was seen, saving it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.arrangements.records import entered
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.records import HomeRow
from kentcare.cases.young_people.models import YoungPerson
from kentcare.core.clock import now
from kentcare.core.encryption import app_keyed_hash
from kentcare.db import subjects
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing
from kentcare.hosting.arrangements.records.changes import ArrangementRefused, lives_somewhere, note
from kentcare.hosting.arrangements.rules import ArrangementProblem, Level, problem_with_beginning
from kentcare.hosting.terms.records import said as terms
from kentcare.hosting.terms.rules import holding, living_on, too_few_from
from kentcare.offer.entitlements.days import age_on

_PURPOSE = "kentcare what was shown before an arrangement began"


@dataclass(frozen=True, slots=True)
class WantedArrangement:
    """What was typed: who comes, at which level of support, from which day.

    `over_places_by`: the id of whoever decided that one more may live there than there are places; None where
    nobody has.
    """

    case_number: str
    born: date
    level: Level
    first_day: date
    over_places_by: int | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be saved, for whoever has to say that it is right.

    `places`: of the home on the first day, None where nobody has said. `taken`: how many live there then.
    `too_few`: the first day on which one more would be too many, with how many live there and how many places
    there are; None where there is no such day. `mark`: stands for all that was shown.
    """

    name: str
    age: int
    places: int | None
    taken: int
    too_few: tuple[date, int, int] | None
    mark: str


def begin(
    viewer: Viewer, home_ref: str, wanted: WantedArrangement, *, shown: str, today: date
) -> Preview | None:
    """Save that a young person lives in a home from a day on, if what was shown is still so.

    `shown`: the mark of the preview that the viewer has seen, or empty. Returns what has to be seen first,
    and saves nothing then; None once it is saved. A button that was pressed twice saves once. Raises
    NoSuchHome and ArrangementRefused.

    Where there is no place for them nothing is saved before somebody is named who decided it.

    A case number alone tells nothing: whoever does not know the day of birth that goes with it is told the
    same as for a number that nobody has.
    """
    home = homes.one(viewer, home_ref, today, as_work=True)
    preview = None
    asked = reading().scalar(_by_case_number(wanted.case_number))
    with writing(subjects.home(home.id), subjects.young_person(asked.id) if asked else None) as session:
        person = session.scalar(_by_case_number(wanted.case_number))
        problem = _problem_with(session, person, wanted, today)
        if person is None or problem:
            if person and shown and _is_begun(session, person, home, wanted):
                return None
            # The trail notes who was asked for, also where the answer told nothing of them.
            who = person.id if person else None
            audit.note(Action.REFUSED, viewer, young_person=who, kind="arrangement", about="begin")
        else:
            preview = _preview(viewer, home, person, wanted, today)
            if preview.mark != shown or (preview.too_few and wanted.over_places_by is None):
                audit.note(Action.VIEWED, viewer, young_person=person.id, kind="arrangement", about="begin")
            else:
                _save(session, viewer, home, person, wanted, is_over=bool(preview.too_few))
                preview = None
    if problem:
        raise ArrangementRefused(problem)
    return preview


def _by_case_number(number: str) -> Select[YoungPerson]:
    """The young person with this case number, in capitals or not: a telephone begins with a small letter."""
    is_alike = func.upper(YoungPerson.case_number) == number.upper()
    return select(YoungPerson).where(is_alike).order_by(YoungPerson.case_number != number).limit(1)


def _problem_with(
    session: Session, person: YoungPerson | None, wanted: WantedArrangement, today: date
) -> ArrangementProblem | None:
    if person is None or person.born != wanted.born:
        return ArrangementProblem.NO_SUCH_NUMBER
    if problem := problem_with_beginning(wanted.first_day, born=person.born, today=today):
        return problem
    lives = lives_somewhere(session, person.id, wanted.first_day)
    return ArrangementProblem.LIVES_SOMEWHERE if lives else None


def _is_begun(session: Session, person: YoungPerson, home: HomeRow, wanted: WantedArrangement) -> bool:
    """Whether exactly this was saved before."""
    same = select(Arrangement.id).where(
        Arrangement.young_person_id == person.id,
        Arrangement.home_id == home.id,
        Arrangement.level == wanted.level.value,
        Arrangement.from_day == wanted.first_day,
    )
    return person.born == wanted.born and session.scalar(same) is not None


@dataclass(frozen=True, slots=True)
class _Lives:
    from_day: date
    to_day: date | None


def _living_from(home: int, first: date) -> Sequence[_Lives]:
    """The days of everybody who lives in a home on a day or later."""
    rows = select(Arrangement.from_day, Arrangement.to_day).where(
        Arrangement.home_id == home, or_(Arrangement.to_day.is_(None), Arrangement.to_day >= first)
    )
    return [_Lives(**row._mapping) for row in reading().execute(rows)]


def _preview(
    viewer: Viewer, home: HomeRow, person: YoungPerson, wanted: WantedArrangement, today: date
) -> Preview:
    first = wanted.first_day
    lives, said = _living_from(home.id, first), terms.standing(home.id)
    held = holding(said, first)
    places, taken = held.places if held else None, living_on(lives, first)
    too_few = too_few_from(lives, said, first)
    age = age_on(person.born.toordinal(), today.toordinal())
    typed = {**asdict(wanted), "over_places_by": None}
    all_of_it = [viewer.id, home.id, home.name, person.id, person.name, age, typed, places, taken, too_few]
    mark = app_keyed_hash(_PURPOSE, json.dumps(all_of_it, default=str))
    return Preview(person.name, age, places, taken, too_few, mark)


def _save(
    session: Session,
    viewer: Viewer,
    home: HomeRow,
    person: YoungPerson,
    wanted: WantedArrangement,
    *,
    is_over: bool,
) -> None:
    row = Arrangement(
        ref=new_ref(),
        young_person_id=person.id,
        home_id=home.id,
        level=wanted.level.value,
        from_day=wanted.first_day,
        over_places_by_id=wanted.over_places_by if is_over else None,
    )
    with entered([(person.id, home.id)], now()):
        session.add(row)
    note(viewer, row, "begun over places" if is_over else "begun")
