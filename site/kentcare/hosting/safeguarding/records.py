"""Saves stops, tells whoever looks after the home, and lists them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

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
# For how long the message that something waits is still worth sending.
_MESSAGE_LASTS = timedelta(days=1)
_LONGEST_HASHES = 2000  # characters, as the column


class NoSuchStop(Exception):
    """There is no such stop, or the viewer may not see it: the two cannot be told apart."""


@dataclass(frozen=True, slots=True)
class DangerWords:
    """Words of a text that may mean that somebody is hurt, missing or at risk, and which of the three."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class FormSubject:
    """Which form was halted: from which home, about which young person, for which month (its first day).

    `part`: which of several texts of that month. To pass a stop in one does not pass it in another.
    """

    home_id: int
    young_person_id: int
    month: date
    part: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop for whoever looks after the home. It does not say which words caused it.

    `how`: PRESSED or WORDS. `passed_as`: TOLD or MEANT_OTHERWISE; None while the Host has not gone on.
    `seen_at`: when somebody looked into it.
    """

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


def _is_about(subject: FormSubject) -> ColumnElement[bool]:
    return and_(
        StopShown.home_id == subject.home_id,
        StopShown.young_person_id == subject.young_person_id,
        StopShown.month == subject.month,
    )


def _hashes_of(subject: FormSubject, matches: Collection[DangerWords]) -> set[str]:
    return {
        app_keyed_hash(_PURPOSE, f"{subject.part}{one.kind} {one.words.casefold()}")[:16] for one in matches
    }


def _stored_hashes(rows: Iterable[str]) -> set[str]:
    return {one for hashes in rows for one in hashes.split()}


def _as_stored(hashes: Iterable[str]) -> str:
    return " ".join(sorted(hashes))[:_LONGEST_HASHES]


def must_halt(viewer: Viewer, subject: FormSubject, matches: Collection[DangerWords]) -> bool:
    """Whether any of these words has not been asked about yet, of this Host in this form."""
    if not matches:
        return False
    rows = select(StopShown.word_hashes).where(
        _is_about(subject), StopShown.shown_to == viewer.id, StopShown.passed_at.is_not(None)
    )
    return not _hashes_of(subject, matches) <= _stored_hashes(reading().scalars(rows))


def halt(
    viewer: Viewer, subject: FormSubject, matches: Collection[DangerWords], now: datetime, *, pressed: bool
) -> None:
    """Save that a form was halted, and tell the officer that something waits. `pressed`: by the red button.

    Only once until somebody has looked into it: a Host who is asked again after the next letter was asked
    already. After that, to press again is another stop, and so are words that were not among those looked
    into.
    """
    hashes = _hashes_of(subject, matches)
    with writing() as session:
        not_passed = session.scalars(
            select(StopShown).where(
                _is_about(subject), StopShown.shown_to == viewer.id, StopShown.passed_at.is_(None)
            )
        ).all()
        waiting_rows = [row for row in not_passed if row.seen_at is None]
        for row in waiting_rows:
            if pressed and row.how != PRESSED:
                row.how, row.at = PRESSED, now
            row.word_hashes = _as_stored({*row.word_hashes.split(), *hashes})
        is_new = pressed or hashes - _stored_hashes(row.word_hashes for row in not_passed)
        if waiting_rows or not is_new:
            return
        row = StopShown(
            ref=new_ref(),
            home_id=subject.home_id,
            young_person_id=subject.young_person_id,
            month=subject.month,
            shown_to=viewer.id,
            how=PRESSED if pressed else WORDS,
            word_hashes=_as_stored(hashes),
            at=now,
        )
        session.add(row)
        session.flush()
        _note(viewer, row, row.how)
        _notify(subject.home_id, now)


def _note(viewer: Viewer, row: StopShown, about: str) -> None:
    audit.note(
        Action.CHANGED, viewer, young_person=row.young_person_id, kind="stop", ref=row.ref, about=about
    )


def _notify(home_id: int, now: datetime) -> None:
    """Send a message to the officer and to whoever covers; to the service managers where there is neither.

    The officer gets it also while they are away: they may still be the first to read it.
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
                use_by=now + _MESSAGE_LASTS,
                kind="stop",
                account=person.id,
            )


def pass_stop(viewer: Viewer, subject: FormSubject, said: str, now: datetime) -> None:
    """Save that the Host has read whom to ring, and goes on. `said`: TOLD or MEANT_OTHERWISE."""
    with writing() as session:
        rows = select(StopShown).where(
            _is_about(subject), StopShown.shown_to == viewer.id, StopShown.passed_at.is_(None)
        )
        for row in session.scalars(rows):
            row.passed_at, row.passed_as = now, said


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Which stops the viewer sees in a list: those of the homes that they look after.

    A Host to whom a stop was shown is not among them: they pass it, and do not answer it.
    """
    return StopShown.home_id.in_(select(Home.id).where(homes.looked_after(viewer)))


def openable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which stops the viewer may mark as looked into: those of the homes that they look after."""
    return StopShown.home_id.in_(select(Home.id).where(homes.looked_after(viewer)))


def waiting(viewer: Viewer) -> int:
    """How many stops nobody has looked into yet, of those that the viewer sees."""
    rows = select(func.count()).select_from(StopShown).where(visible_to(viewer), StopShown.seen_at.is_(None))
    return reading().scalar(rows) or 0


def stops(viewer: Viewer, most: int, home_id: int | None = None) -> list[Stop]:
    """The stops that the viewer sees, at most so many: those nobody has looked into first, then the latest.

    `home_id`: of this home alone. The audit trail notes that they were seen; the young people can read that.
    """
    which = StopShown.home_id == home_id if home_id is not None else true()
    rows = (
        select(
            StopShown,
            Account.name.label("host"),
            Account.mobile,
            Home.name.label("home"),
            Home.ref.label("home_ref"),
            YoungPerson.name.label("young_person"),
        )
        .join(Account, Account.id == StopShown.shown_to)
        .join(Home, Home.id == StopShown.home_id)
        .join(YoungPerson, YoungPerson.id == StopShown.young_person_id)
        .where(visible_to(viewer), which)
        .order_by(StopShown.seen_at.is_not(None), StopShown.at.desc(), StopShown.id)
        .limit(most)
    )
    found = [_stop(row) for row in reading().execute(rows)]
    audit.note_each(Action.VIEWED, viewer, sorted({one.young_person_id for one in found}), kind="stop")
    return found


def _stop(row: Any) -> Stop:
    shown: StopShown = row.StopShown
    return Stop(
        ref=shown.ref,
        at=shown.at,
        how=shown.how,
        host=row.host,
        mobile=row.mobile and format_mobile(row.mobile),
        home=row.home,
        home_ref=row.home_ref,
        young_person=row.young_person,
        young_person_id=shown.young_person_id,
        passed_as=shown.passed_as,
        seen_at=shown.seen_at,
    )


def look_into(viewer: Viewer, ref: str, now: datetime) -> None:
    """Mark that somebody of the service has rung or written. Raises NoSuchStop, also where it is marked."""
    with writing() as session:
        row = session.scalar(select(StopShown).where(StopShown.ref == ref, openable_by(viewer)))
        if row is None or row.seen_at:
            audit.note(Action.REFUSED, viewer, kind="stop", ref=ref[:30])
            raise NoSuchStop
        row.seen_at, row.seen_by = now, viewer.id
        _note(viewer, row, "seen")


def forget_young_person(young_person: int) -> None:
    """Delete every stop about a young person, when their record is removed."""
    with writing() as session:
        for row in session.scalars(select(StopShown).where(StopShown.young_person_id == young_person)):
            session.delete(row)


def held_about(account: int, young_person: int | None) -> list[dict[str, object]]:
    """When and how forms were halted in front of an account or about its young person, for their copy."""
    is_theirs = (StopShown.shown_to == account) | (StopShown.young_person_id == (young_person or 0))
    return [
        {"at": row.at, "how": row.how}
        for row in reading().scalars(select(StopShown).where(is_theirs).order_by(StopShown.id))
    ]
