"""Saving the terms of homes: writing them down, putting them right and taking them back."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes.records import HomeRow
from kentcare.db.model import insert_many, new_ref
from kentcare.db.session import writing
from kentcare.hosting.terms.models import Terms
from kentcare.hosting.terms.records.said import SaidTerms, one, standing, stands
from kentcare.hosting.terms.rules import TermsFacts, TermsProblem, day_before, ended_by, problem_with


class TermsRefused(Exception):
    """The terms cannot be. Nothing was saved. `problem`: why."""

    def __init__(self, problem: TermsProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def add(viewer: Viewer, home: HomeRow, wanted: TermsFacts, why: str, now: datetime, today: date) -> None:
    """Write down terms of a home that the viewer was shown as their work. Raises TermsRefused.

    Terms that hold on their first day end the day before. A button that was pressed twice changes nothing.
    """
    with writing() as session:
        others = standing(home.id)
        if any(_is_same(one, wanted, why) for one in others):
            return
        before = ended_by(wanted, others)
        rest = [one for one in others if one is not before]
        if problem := problem_with(wanted, rest, today):
            raise TermsRefused(problem)
        if before:
            shorter = replace(before.facts, to_day=day_before(wanted.from_day))
            _save(session, viewer, shorter, before.why, now, replaces=before.ref)
        ref = _save(session, viewer, wanted, why, now)
        _note(viewer, home.ref, "terms said", ref)


def put_right(viewer: Viewer, ref: str, wanted: TermsFacts, why: str, now: datetime, today: date) -> None:
    """Put other terms in the place of those that stand. Raises NoSuchTerms and TermsRefused."""
    with writing() as session:
        old = one(viewer, ref)
        others = [said for said in standing(old.home_id) if said.ref != ref]
        if problem := problem_with(wanted, others, today):
            raise TermsRefused(problem)
        new = _save(session, viewer, replace(wanted, home_id=old.home_id), why, now, replaces=ref)
        _note(viewer, old.home_ref, "terms put right", new)


def take_back(viewer: Viewer, ref: str, now: datetime) -> None:
    """Take back terms that never held: nobody has said anything of their days then. Raises NoSuchTerms."""
    with writing() as session:
        old = one(viewer, ref)
        new = _save(session, viewer, old.facts, "", now, replaces=ref, is_taken_back=True)
        _note(viewer, old.home_ref, "terms taken back", new)


def import_rows(
    new: Iterable[TermsFacts], changed: Iterable[TermsFacts], by: Viewer | None, now: datetime
) -> None:
    """Save what a list says; what stood before stays beside it. The caller adds to the audit trail."""
    with writing() as session:
        stood = {
            (row.home_id, row.from_day): row
            for row in session.execute(
                select(Terms.id, Terms.home_id, Terms.from_day, Terms.why).where(stands())
            )
        }
        rows = []
        for facts in (*new, *changed):
            old = stood.get(facts.key)
            rows.append(
                asdict(facts)
                | {
                    "ref": new_ref(),
                    "why": old.why if old else None,
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
