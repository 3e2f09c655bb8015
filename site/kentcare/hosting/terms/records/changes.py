"""Saving the terms of homes: writing them down, putting them right and taking them back."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes.records import HomeRow
from kentcare.db import subjects
from kentcare.db.model import insert_many, new_ref
from kentcare.db.session import writing
from kentcare.hosting.terms.models import Terms
from kentcare.hosting.terms.records.said import SaidTerms, history, one, standing, stands
from kentcare.hosting.terms.rules import (
    Days,
    TermsFacts,
    TermsProblem,
    day_before,
    ended_by,
    ended_for,
    leaves_nothing_after,
    problem_with,
)


class TermsRefused(Exception):
    """The terms cannot be. Nothing was saved. `problem`: why."""

    def __init__(self, problem: TermsProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def add(viewer: Viewer, home: HomeRow, wanted: TermsFacts, why: str, now: datetime, today: date) -> None:
    """Write down terms of a home that the viewer was shown as their work. Raises TermsRefused.

    Terms that hold on their first day end the day before. A button that was pressed twice changes nothing.
    """
    with writing(subjects.home(home.id)) as session:
        stood = standing(home.id)
        if any(_is_same(one, wanted, why) for one in stood):
            return
        before = ended_by(wanted, stood)
        rest = [one for one in stood if one is not before]
        after = None
        if before:
            after = replace(before.facts, to_day=day_before(wanted.from_day))
        problem = problem_with(wanted, [*rest, after] if after else rest, today, stood)
        if problem is None and before and leaves_nothing_after(wanted, before, rest):
            problem = TermsProblem.NOTHING_AFTER
        if problem:
            raise TermsRefused(problem)
        if before and after:
            _save(session, viewer, after, before.why, now, replaces=before.ref)
        ref = _save(session, viewer, wanted, why, now)
        _note(viewer, home.ref, "terms said", ref)


def put_right(viewer: Viewer, ref: str, wanted: TermsFacts, why: str, now: datetime, today: date) -> None:
    """Put other terms in the place of those that stand. Raises NoSuchTerms and TermsRefused.

    Those that end on the day before end on the day before the new first day.
    """
    with writing(subjects.home(one(viewer, ref).home_id)) as session:
        old = one(viewer, ref)
        stood = standing(old.home_id)
        others = [said for said in stood if said.ref != ref]
        before = next((said for said in others if said.to_day == day_before(old.from_day)), None)
        beside: list[Days] = [*others]
        moved = None
        if before and before.from_day < wanted.from_day != old.from_day:
            moved = replace(before.facts, to_day=day_before(wanted.from_day))
            beside = [moved, *(said for said in others if said is not before)]
        if problem := problem_with(wanted, beside, today, stood):
            raise TermsRefused(problem)
        if before and moved:
            _save(session, viewer, moved, before.why, now, replaces=before.ref)
        new = _save(session, viewer, replace(wanted, home_id=old.home_id), why, now, replaces=ref)
        _note(viewer, old.home_ref, "terms put right", new)


@dataclass(frozen=True, slots=True)
class WouldGoOn:
    """What happens to the terms that ended for others, when these are taken back.

    `said`: those that ended, as they stand or last stood. `facts`: what holds then; None where somebody has
    changed them since, and they stay as they are.
    """

    said: SaidTerms
    facts: TermsFacts | None


def would_go_on(said: SaidTerms) -> WouldGoOn | None:
    """What goes on when terms are taken back, at most until the next; None where they ended no other."""
    rows = history(said.home_id)
    found = ended_for(next(row for row in rows if row.id == said.id), rows)
    if found is None:
        return None
    ended, last = found
    if ended.replaced_at:
        return WouldGoOn(ended, None)
    later = [row.from_day for row in standing(said.home_id) if row.from_day > said.from_day]
    until = min([last or date.max, *(day_before(day) for day in later)])
    return WouldGoOn(ended, replace(ended.facts, to_day=None if until == date.max else until))


def take_back(viewer: Viewer, ref: str, now: datetime) -> None:
    """Take back terms that were never decided. Raises NoSuchTerms.

    What ended for them goes on. Where nothing did, nobody has said anything of their days then.
    """
    with writing(subjects.home(one(viewer, ref).home_id)) as session:
        old = one(viewer, ref)
        goes_on = would_go_on(old)
        new = _save(session, viewer, old.facts, "", now, replaces=ref, is_taken_back=True)
        if goes_on and goes_on.facts:
            _save(session, viewer, goes_on.facts, goes_on.said.why, now, replaces=goes_on.said.ref)
        _note(viewer, old.home_ref, "terms taken back", new)


def import_rows(
    new: Iterable[TermsFacts], changed: Iterable[TermsFacts], by: Viewer | None, now: datetime
) -> None:
    """Save what a list says; what stood before stays beside it. The caller adds to the audit trail.

    Why another number of places was decided is no reason for this one.
    """
    with writing() as session:
        stood = {
            (row.home_id, row.from_day): row
            for row in session.execute(
                select(Terms.id, Terms.home_id, Terms.from_day, Terms.places, Terms.why).where(stands())
            )
        }
        rows = []
        for facts in (*new, *changed):
            old = stood.get(facts.key)
            rows.append(
                asdict(facts)
                | {
                    "ref": new_ref(),
                    "why": old.why if old and old.places == facts.places else None,
                    "replaces_id": old.id if old else None,
                    "entered_by_id": by.id if by else None,
                    "entered_at": now,
                }
            )
        if rows:
            session.execute(insert_many(Terms), rows)


def _is_same(said: SaidTerms, wanted: TermsFacts, why: str) -> bool:
    return said.facts == wanted and said.why == why


def _save(
    session: Session,
    by: Viewer,
    facts: TermsFacts,
    why: str,
    now: datetime,
    *,
    replaces: str | None = None,
    is_taken_back: bool = False,
) -> str:
    row = Terms(
        ref=new_ref(),
        home_id=facts.home_id,
        places=None if is_taken_back else facts.places,
        from_day=facts.from_day,
        to_day=facts.to_day,
        decided_by_id=facts.decided_by_id,
        decided_on=facts.decided_on,
        why=why or None,
        replaces_id=session.scalar(select(Terms.id).where(Terms.ref == replaces)) if replaces else None,
        entered_by_id=by.id,
        entered_at=now,
    )
    session.add(row)
    session.flush()
    return row.ref


def _note(viewer: Viewer, home: str, about: str, ref: str) -> None:
    audit.note(Action.CHANGED, viewer, kind="home", ref=home, about=f"{about}: {ref}")
