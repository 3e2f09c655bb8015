"""Writing down that a form was halted, and telling whoever looks after the home."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select, true

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import format_mobile
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home
from kentcare.cases.young_people.models import YoungPerson
from kentcare.core.clock import day_in_kent
from kentcare.core.encryption import app_keyed_hash
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing
from kentcare.hosting.safeguarding.models import StopShown
from kentcare.services.cover import records as cover
from kentcare.services.messages import labels
from kentcare.services.messages import records as messages

_PURPOSE = "kentcare words that halted a form"
PRESSED, WORDS = "pressed", "words"
TOLD, MEANT_OTHERWISE = "told", "meant otherwise"
_OF_USE = timedelta(days=1)
_LONGEST_MARKS = 2000


class NoSuchStop(Exception):
    """There is none, or it is not theirs to see: both look the same."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words that may mean that somebody is hurt, missing or at risk."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class About:
    """Which form was halted: in which home, on whom, for which month.

    `part`: which of several texts of that month. What was said of the same words in another does not count.
    """

    home_id: int
    young_person_id: int
    month: date
    part: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One for whoever looks after the home. Which words it was is not told."""

    ref: str
    at: datetime
    how: str
    host: str
    mobile: str | None
    home: str
    home_ref: str
    young_person: str
    young_person_id: int
    passed_as: str | None
    seen_at: datetime | None


def _is(about: About) -> ColumnElement[bool]:
    return and_(
        StopShown.home_id == about.home_id,
        StopShown.young_person_id == about.young_person_id,
        StopShown.month == about.month,
    )


def _marks(about: About, matches: Collection[Said]) -> set[str]:
    return {
        app_keyed_hash(_PURPOSE, f"{about.part}{one.kind} {one.words.casefold()}")[:16] for one in matches
    }


def _marks_of(rows: Iterable[str]) -> set[str]:
    return {mark for marks in rows for mark in marks.split()}


def not_passed(viewer: Viewer, about: About, matches: Collection[Said]) -> bool:
    """Whether there is anything among these that the Host has not been asked about yet."""
    if not matches:
        return False
    rows = select(StopShown.marks).where(
        _is(about), StopShown.shown_to == viewer.id, StopShown.passed_at.is_not(None)
    )
    return not _marks(about, matches) <= _marks_of(reading().scalars(rows))


def note(viewer: Viewer, about: About, matches: Collection[Said], now: datetime, *, pressed: bool) -> None:
    """It was halted: the officer sees it at once, and is told that something waits.

    Once, until somebody has looked into it: who is asked again by the next letter was asked already. After
    that another press is another stop, and so are words that were not among those looked into.
    """
    marks = _marks(about, matches)
    with writing() as session:
        asked = session.scalars(
            select(StopShown).where(
                _is(about), StopShown.shown_to == viewer.id, StopShown.passed_at.is_(None)
            )
        ).all()
        open_ = [row for row in asked if row.seen_at is None]
        for row in open_:
            if pressed and row.how != PRESSED:
                row.how, row.at = PRESSED, now
            row.marks = " ".join(sorted({*row.marks.split(), *marks}))[:_LONGEST_MARKS]
        if open_ or not (pressed or marks - _marks_of(row.marks for row in asked)):
            return
        row = StopShown(
            ref=new_ref(),
            home_id=about.home_id,
            young_person_id=about.young_person_id,
            month=about.month,
            shown_to=viewer.id,
            how=PRESSED if pressed else WORDS,
            marks=" ".join(sorted(marks))[:_LONGEST_MARKS],
            at=now,
        )
        session.add(row)
        session.flush()
        audit.note(
            Action.CHANGED,
            viewer,
            young_person=about.young_person_id,
            kind="stop",
            ref=row.ref,
            about=row.how,
        )
        _tell(about.home_id, now)


def _tell(home_id: int, now: datetime) -> None:
    """The officer and whoever covers; the service managers where there is nobody of these to write to.

    Where the officer is away they may still be the first to read it.
    """
    officer = reading().scalar(select(Home.officer_id).where(Home.id == home_id))
    covers = cover.standing_in([officer], day_in_kent(now)).values()
    found = [accounts.by_id(one) for one in (officer, *(one.covered_by_id for one in covers)) if one]
    people = [one for one in found if one and one.state != "closed" and one.addresses]
    for person in people or accounts.with_role(Role.SERVICE_MANAGER):
        for address in person.addresses:
            messages.queue(
                address,
                labels.look_at_desk(),
                now=now,
                use_by=now + _OF_USE,
                kind="stop",
                account=person.id,
            )


def go_on(viewer: Viewer, about: About, said: str, now: datetime) -> None:
    """The Host has read whom to ring, and goes on. `said`: TOLD or MEANT_OTHERWISE."""
    with writing() as session:
        rows = select(StopShown).where(
            _is(about), StopShown.shown_to == viewer.id, StopShown.passed_at.is_(None)
        )
        for row in session.scalars(rows):
            row.passed_at, row.passed_as = now, said


def _seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """Whoever looks after the home sees it; a Host who is shown it does not answer it."""
    return StopShown.home_id.in_(select(Home.id).where(homes.looked_after(viewer)))


def waiting(viewer: Viewer) -> int:
    """How many nobody has looked into yet."""
    rows = select(func.count()).select_from(StopShown).where(_seen_by(viewer), StopShown.seen_at.is_(None))
    return reading().scalar(rows) or 0


def stops(viewer: Viewer, most: int, home_id: int | None = None) -> list[Stop]:
    """Those that nobody has looked into first, then the latest; of one home alone where one is named.

    The young people can read that it was seen.
    """
    which = StopShown.home_id == home_id if home_id is not None else true()
    rows = (
        select(StopShown, Account.name, Account.mobile, Home.name, Home.ref, YoungPerson.name)
        .join(Account, Account.id == StopShown.shown_to)
        .join(Home, Home.id == StopShown.home_id)
        .join(YoungPerson, YoungPerson.id == StopShown.young_person_id)
        .where(_seen_by(viewer), which)
        .order_by(StopShown.seen_at.is_not(None), StopShown.at.desc(), StopShown.id)
        .limit(most)
    )
    found = [
        Stop(
            row.ref,
            row.at,
            row.how,
            host,
            mobile and format_mobile(mobile),
            home,
            home_ref,
            person,
            row.young_person_id,
            row.passed_as,
            row.seen_at,
        )
        for row, host, mobile, home, home_ref, person in reading().execute(rows)
    ]
    audit.note_each(Action.VIEWED, viewer, sorted({one.young_person_id for one in found}), kind="stop")
    return found


def look_into(viewer: Viewer, ref: str, now: datetime) -> None:
    """Somebody of the service has rung or written. Raises NoSuchStop."""
    with writing() as session:
        row = session.scalar(select(StopShown).where(StopShown.ref == ref, _seen_by(viewer)))
        if row is None or row.seen_at:
            audit.note(Action.REFUSED, viewer, kind="stop", ref=ref[:30])
            raise NoSuchStop
        row.seen_at, row.seen_by = now, viewer.id
        audit.note(
            Action.CHANGED, viewer, young_person=row.young_person_id, kind="stop", ref=row.ref, about="seen"
        )


def forget_young_person(young_person: int) -> None:
    """When a record goes."""
    with writing() as session:
        for row in session.scalars(select(StopShown).where(StopShown.young_person_id == young_person)):
            session.delete(row)


def held_about(account: int, young_person: int | None) -> list[dict[str, object]]:
    """Each time that a form was halted in front of somebody, or on them."""
    is_theirs = (StopShown.shown_to == account) | (StopShown.young_person_id == (young_person or 0))
    return [
        {"at": row.at, "how": row.how}
        for row in reading().scalars(select(StopShown).where(is_theirs).order_by(StopShown.id))
    ]
