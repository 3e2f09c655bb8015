"""Reading the terms of homes. Who may see and change them is decided here alone."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import aliased

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home
from kentcare.cases.homes.records import HomeRow
from kentcare.db.session import reading
from kentcare.hosting.terms.models import Terms
from kentcare.hosting.terms.rules import TermsFacts, writing_of


class NoSuchTerms(Exception):
    """There are no such terms, they were replaced meanwhile, or this viewer may not change them."""


@dataclass(frozen=True, slots=True)
class SaidTerms:
    """Terms of a home as somebody wrote them down.

    `entered_by` and `entered_at`: who wrote them down, and when. `ended_by` and `ended_at`: who changed their
    last day since, where anybody did. `replaced_by` and `replaced_at`: who put it right, ended it or took it
    back; `replaced_at` is None while it stands.
    """

    id: int
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
    replaces_id: int | None
    replaced_by: str | None
    replaced_at: datetime | None
    ended_by: str | None = None
    ended_at: datetime | None = None

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


def stands() -> ColumnElement[bool]:
    """The condition for terms that nothing has replaced, and that take back no others."""
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
            id=row.Terms.id,
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
            replaces_id=row.Terms.replaces_id,
            replaced_by=row.replaced_by,
            replaced_at=row.replaced_at,
        )
        for row in reading().execute(rows)
    ]


def of_home(viewer: Viewer, home: HomeRow) -> list[SaidTerms]:
    """All that was ever said of a home, the latest first, with what stood before."""
    found = _found((Terms.home_id == home.id) & visible_to(viewer))
    return [_with_writer(one, found) for one in found]


def history(home: int) -> list[SaidTerms]:
    """All that was ever said of a home, each row as it is stored, for somebody who was shown the home."""
    return _found(Terms.home_id == home)


def _with_writer(said: SaidTerms, rows: list[SaidTerms]) -> SaidTerms:
    """Terms with who wrote them down, where they were saved anew only to change their last day."""
    written = writing_of(said, rows)
    if written is said:
        return said
    return replace(
        said,
        entered_by=written.entered_by,
        entered_at=written.entered_at,
        ended_by=said.entered_by if said.to_day else None,
        ended_at=said.entered_at if said.to_day else None,
    )


def one(viewer: Viewer, ref: str) -> SaidTerms:
    """Terms that stand and that the viewer may change. Raises NoSuchTerms."""
    found = _found((Terms.ref == ref) & openable_by(viewer) & stands())
    if not found:
        audit.note(Action.REFUSED, viewer, kind="terms", ref=ref[:30])
        raise NoSuchTerms
    return _with_writer(found[0], history(found[0].home_id))


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
    return _found((Terms.home_id == home) & stands())


def on_day(which: Collection[int], day: date) -> dict[int, SaidTerms]:
    """The terms that hold on a day, by the id of the home; none where nobody has said."""
    return {one.home_id: one for one in _found(Terms.home_id.in_(which) & holds(day))}


def holds(day: date) -> ColumnElement[bool]:
    """The condition for terms that hold on a day."""
    return stands() & (Terms.from_day <= day) & or_(Terms.to_day.is_(None), Terms.to_day >= day)


def every() -> list[TermsFacts]:
    """All terms that stand, as a list from the case system would have them."""
    return [said.facts for said in _found(stands())]


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
