"""Arrangements as the lists from the council's case system have them: one for each stay."""

from collections.abc import Collection, Iterable
from dataclasses import asdict

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.arrangements.records import entered
from kentcare.cases.arrangements.rules import StayFacts, StayKey
from kentcare.core.clock import now
from kentcare.db.model import insert_many, new_ref
from kentcare.db.session import reading, writing
from kentcare.hosting.arrangements.rules import Ending, parts_after


def every_stay() -> list[StayFacts]:
    """Every arrangement that there ever was, as a list from the case system would have it."""
    rows = select(
        Arrangement.young_person_id,
        Arrangement.home_id,
        Arrangement.level,
        Arrangement.from_day,
        Arrangement.to_day,
    )
    return [StayFacts(**row._mapping) for row in reading().execute(rows)]


def continued() -> set[StayKey]:
    """The arrangements that were continued at another level: young person, home and first day of each."""
    columns = (Arrangement.young_person_id, Arrangement.home_id, Arrangement.from_day)
    rows = select(*columns).where(Arrangement.ended_how == Ending.LEVEL.value)
    return {(row.young_person_id, row.home_id, row.from_day) for row in reading().execute(rows)}


def merge_parts(stays: Iterable[StayFacts]) -> None:
    """Merge the parts of each stay that the case system lists as one, whatever levels were typed here.

    How and why the last part ended is kept. Call it in the transaction that saves the list.
    """
    keys, kept = continued(), {stay.key: stay for stay in every_stay()}
    with writing() as session:
        for stay in stays:
            parts = [_row_of(session, part.key) for part in parts_after(stay, kept, keys)]
            if parts:
                row = _row_of(session, stay.key)
                row.ended_how, row.why = parts[-1].ended_how, parts[-1].why
                for part in parts:
                    session.delete(part)


def _row_of(session: Session, key: StayKey) -> Arrangement:
    young_person, home, first_day = key
    rows = select(Arrangement).filter_by(young_person_id=young_person, home_id=home, from_day=first_day)
    return session.scalars(rows).one()


def import_stays(
    new: Iterable[StayFacts],
    changed: Iterable[StayFacts],
    by: Viewer | None,
    *,
    over: Collection[StayKey] = (),
    decided_by: int | None = None,
) -> None:
    """Save the new and the changed stays of a list; the audit trail notes it for each young person.

    `over`: those for which there is no place. `decided_by`: who decided that they may live there.
    """
    new, changed = list(new), list(changed)
    pairs = {(stay.young_person_id, stay.home_id) for stay in [*new, *changed]}
    with writing() as session, entered(pairs, now()):
        if new:
            rows_to_add = [
                asdict(stay)
                | {"ref": new_ref(), "over_places_by_id": decided_by if stay.key in over else None}
                for stay in new
            ]
            session.execute(insert_many(Arrangement), rows_to_add)
        if changed:
            rows = session.execute(
                select(Arrangement.id, Arrangement.young_person_id, Arrangement.home_id, Arrangement.from_day)
            )
            ids = {(row.young_person_id, row.home_id, row.from_day): row.id for row in rows}
            session.execute(update(Arrangement), [asdict(stay) | {"id": ids[stay.key]} for stay in changed])
            decided = [
                {"id": ids[stay.key], "over_places_by_id": decided_by, "over_places_on": None}
                for stay in changed
                if stay.key in over
            ]
            if decided and decided_by:
                session.execute(update(Arrangement), decided)
        people = {stay.young_person_id for stay in [*new, *changed]}
        crowding = {young_person for young_person, _home, _day in over}
        audit.note_each(Action.CHANGED, by, sorted(people - crowding), kind="arrangement")
        audit.note_each(Action.CHANGED, by, sorted(crowding), kind="arrangement", about="over places")
