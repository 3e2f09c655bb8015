"""Reading and saving the terms of homes. Who may see and change them is decided here alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session, aliased

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.arrangements.records import is_current, number_living_in
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home
from kentcare.cases.homes.records import HomeRow
from kentcare.db import subjects
from kentcare.db.model import insert_many, new_ref
from kentcare.db.session import reading, writing
from kentcare.hosting.terms.models import Terms
from kentcare.hosting.terms.rules import TermsFacts, TermsProblem, day_before, ended_by, problem_with


class NoSuchTerms(Exception):
    """There are no such terms, they were replaced meanwhile, or this viewer may not change them."""


class TermsRefused(Exception):
    """The terms cannot be. Nothing was saved. `problem`: why."""

    def __init__(self, problem: TermsProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class SaidTerms:
    """Terms of a home as somebody wrote them down.

    `replaced_by` and `replaced_at`: who put it right, ended it or took it back, and when; `replaced_at` is
    None while it stands.
    """

    ref: str
    home_id: int
    home_ref: str
    places: int
    from_day: date
    to_day: date | None
    decided_by_id: int | None
    decided_by: str | None
    decided_on: date | None
    why: str
    entered_by: str | None
    entered_at: datetime
    replaced_by: str | None
    replaced_at: datetime | None

    @property
    def facts(self) -> TermsFacts:
        return TermsFacts(
            home_id=self.home_id,
            places=self.places,
            from_day=self.from_day,
            to_day=self.to_day,
            decided_by_id=self.decided_by_id,
            decided_on=self.decided_on,
        )


@dataclass(frozen=True, slots=True)
class CrowdedHome:
    """A home in which more young people live than it has places. `decided_by`: who said that they may."""

    ref: str
    name: str
    living: int
    places: int
    decided_by: Sequence[str]


# Who may see and change what


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """The terms that the viewer sees: those of the homes that they see, a Host of their own."""
    return Terms.home_id.in_(select(Home.id).where(homes.visible_to(viewer)))


def openable_by(viewer: Viewer) -> ColumnElement[bool]:
    """The terms that the viewer may end and put right: a service manager's, of no home of their own."""
    if not viewer.has(Role.SERVICE_MANAGER):
        return false()
    return Terms.home_id.in_(select(Home.id).where(homes.looked_after(viewer)))


def may_decide() -> list[Person]:
    """The colleagues who decide on the terms of a home."""
    return accounts.with_role(Role.HEAD_OF_SERVICE)


def decider_of(said: SaidTerms) -> Person | None:
    """Whoever decided it; None where nobody has said."""
    return accounts.by_id(said.decided_by_id) if said.decided_by_id is not None else None


# Reading


_BY, _ENTERED, _AFTER, _PUT_RIGHT = (
    aliased(Account),
    aliased(Account),
    aliased(Terms),
    aliased(Account),
)


def _stands() -> ColumnElement[bool]:
    """The terms that nothing has replaced, and that take back no others."""
    after = aliased(Terms)
    return and_(Terms.places.is_not(None), ~exists().where(after.replaces_id == Terms.id))


def _found(which: ColumnElement[bool]) -> list[SaidTerms]:
    rows = (
        select(
            Terms,
            Home.ref.label("home_ref"),
            _BY.name.label("decided_by"),
            _ENTERED.name.label("entered_by"),
            _PUT_RIGHT.name.label("replaced_by"),
            _AFTER.entered_at.label("replaced_at"),
        )
        .join(Home, Home.id == Terms.home_id)
        .outerjoin(_BY, _BY.id == Terms.decided_by_id)
        .outerjoin(_ENTERED, _ENTERED.id == Terms.entered_by_id)
        .outerjoin(_AFTER, _AFTER.replaces_id == Terms.id)
        .outerjoin(_PUT_RIGHT, _PUT_RIGHT.id == _AFTER.entered_by_id)
        .where(which, Terms.places.is_not(None))
        .order_by(Terms.from_day.desc(), Terms.id.desc())
    )
    return [
        SaidTerms(
            ref=row.Terms.ref,
            home_id=row.Terms.home_id,
            home_ref=row.home_ref,
            places=row.Terms.places,
            from_day=row.Terms.from_day,
            to_day=row.Terms.to_day,
            decided_by_id=row.Terms.decided_by_id,
            decided_by=row.decided_by,
            decided_on=row.Terms.decided_on,
            why=row.Terms.why or "",
            entered_by=row.entered_by,
            entered_at=row.Terms.entered_at,
            replaced_by=row.replaced_by,
            replaced_at=row.replaced_at,
        )
        for row in reading().execute(rows)
    ]


def of_home(viewer: Viewer, home: HomeRow) -> list[SaidTerms]:
    """All that was ever said of a home, the latest first, with what stood before."""
    return _found((Terms.home_id == home.id) & visible_to(viewer))


def one(viewer: Viewer, ref: str) -> SaidTerms:
    """Terms that stand and that the viewer may change. Raises NoSuchTerms."""
    found = _found((Terms.ref == ref) & openable_by(viewer) & _stands())
    if not found:
        audit.note(Action.REFUSED, viewer, kind="terms", ref=ref[:30])
        raise NoSuchTerms
    return found[0]


def instead_of(viewer: Viewer, ref: str) -> SaidTerms:
    """What stands now where terms that the viewer had before them were changed meanwhile. Raises NoSuchTerms.

    A colleague, or the viewer in another window, ended them or put them right.
    """
    after = aliased(Terms)
    next_ref = (
        select(after.ref)
        .join(Terms, Terms.id == after.replaces_id)
        .where(Terms.ref == ref, openable_by(viewer))
    )
    found = reading().scalar(next_ref)
    if found is None:
        return one(viewer, ref)
    return instead_of(viewer, found)


def standing(home: int) -> list[SaidTerms]:
    """The terms of a home that stand, past and to come, for somebody who was shown the home."""
    return _found((Terms.home_id == home) & _stands())


def on_day(which: Collection[int], day: date) -> dict[int, SaidTerms]:
    """The terms that hold on a day, by the id of the home; none where nobody has said."""
    return {one.home_id: one for one in _found(Terms.home_id.in_(which) & _holds(day))}


def _holds(day: date) -> ColumnElement[bool]:
    return _stands() & (Terms.from_day <= day) & or_(Terms.to_day.is_(None), Terms.to_day >= day)


def crowded(viewer: Viewer, today: date) -> list[CrowdedHome]:
    """The homes that are the viewer's work in which more young people live than there are places."""
    living = number_living_in(Home.id, today)
    rows = (
        select(Home.id, Home.ref, Home.name, living.label("living"), Terms.places.label("places"))
        .join(Terms, Terms.home_id == Home.id)
        .where(homes.looked_after(viewer), _holds(today), living > Terms.places)
        .order_by(Home.name, Home.id)
    )
    found = reading().execute(rows).all()
    deciders = who_let_in({row.id for row in found}, today)
    return [
        CrowdedHome(
            ref=row.ref, name=row.name, living=row.living, places=row.places, decided_by=deciders[row.id]
        )
        for row in found
    ]


def who_let_in(which: Collection[int], today: date) -> defaultdict[int, list[str]]:
    """Who decided that somebody may live in each of these homes though no place was free, by its id."""
    rows = (
        select(Arrangement.home_id, Account.name)
        .join(Account, Account.id == Arrangement.over_places_by_id)
        .where(Arrangement.home_id.in_(which), is_current(today))
        .distinct()
        .order_by(Account.name)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in reading().execute(rows):
        found[row.home_id].append(row.name)
    return found


def every() -> list[TermsFacts]:
    """All terms that stand, as a list from the case system would have them."""
    return [said.facts for said in _found(_stands())]


def held_about(account: int) -> list[dict[str, object]]:
    """The terms that somebody decided or wrote down, without the home, for their copy of what is held."""
    is_theirs = or_(Terms.decided_by_id == account, Terms.entered_by_id == account)
    return [
        {
            "places": row.places,
            "from_day": row.from_day,
            "to_day": row.to_day,
            "decided_on": row.decided_on if row.decided_by_id == account else None,
            "entered_at": row.entered_at if row.entered_by_id == account else None,
        }
        for row in reading().scalars(select(Terms).where(is_theirs).order_by(Terms.id))
    ]


# Writing


def add(viewer: Viewer, home: HomeRow, wanted: TermsFacts, why: str, now: datetime, today: date) -> None:
    """Write down terms of a home that the viewer was shown as their work. Raises TermsRefused.

    Terms that hold on their first day end the day before. A button that was pressed twice changes nothing.
    """
    with writing(subjects.home(home.id)) as session:
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
    with writing(subjects.home(one(viewer, ref).home_id)) as session:
        old = one(viewer, ref)
        others = [said for said in standing(old.home_id) if said.ref != ref]
        if problem := problem_with(wanted, others, today):
            raise TermsRefused(problem)
        new = _save(session, viewer, replace(wanted, home_id=old.home_id), why, now, replaces=ref)
        _note(viewer, old.home_ref, "terms put right", new)


def take_back(viewer: Viewer, ref: str, now: datetime) -> None:
    """Take back terms that never held: nobody has said anything of their days then. Raises NoSuchTerms."""
    with writing(subjects.home(one(viewer, ref).home_id)) as session:
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
                select(Terms.id, Terms.home_id, Terms.from_day, Terms.why).where(_stands())
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
