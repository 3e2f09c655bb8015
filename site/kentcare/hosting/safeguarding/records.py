"""Saves stops, and what was found by whoever looked into one. Who may do that is decided here alone.

What pages show of them is read in the room `stops`, and who is told in `escalation`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, false, func, or_, select
from sqlalchemy.orm import Session

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home
from kentcare.cases.young_people.models import YoungPerson
from kentcare.core.encryption import app_keyed_hash
from kentcare.db import subjects
from kentcare.db.model import new_ref
from kentcare.db.session import locked, reading, writing
from kentcare.db.subjects import Subject
from kentcare.hosting.safeguarding.escalation import records as escalation
from kentcare.hosting.safeguarding.models import StopLook, StopPress, StopShown
from kentcare.hosting.safeguarding.rules import Finding, Follows

_PURPOSE = "kentcare words that halted a form"
_PRESS = "kentcare press of the red button"
PRESSED, WORDS = "pressed", "words"
TOLD, MEANT_OTHERWISE = "told", "meant otherwise"
_LONGEST_HASHES = 2000  # characters, as the column


class NoSuchStop(Exception):
    """There is no such stop, or the viewer may not see it: the two cannot be told apart."""


class LookedIntoAlready(Exception):
    """Somebody has looked into the stop already. `is_own`: it was whoever now says that they have."""

    def __init__(self, *, is_own: bool) -> None:
        super().__init__()
        self.is_own = is_own


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


def _is_about(subject: FormSubject) -> ColumnElement[bool]:
    return and_(
        StopShown.home_id == subject.home_id,
        StopShown.young_person_id == subject.young_person_id,
        StopShown.month == subject.month,
    )


def _stops_of(viewer: Viewer) -> Subject:
    """What is locked while a form of a Host is halted: the id of a press is theirs, whatever the form."""
    return subjects.record("stops", viewer.id)


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
    viewer: Viewer,
    subject: FormSubject,
    matches: Collection[DangerWords],
    now: datetime,
    *,
    pressed: bool,
    at: datetime | None = None,
    press_id: str | None = None,
    repeats_for: timedelta | None = None,
) -> None:
    """Save that a form was halted, and tell the officer that something waits. `pressed`: by the red button.

    `at`: when, if before `now`, as on a phone that was offline. Others are told in their turn from `now`.
    `press_id`: what the page calls this press. One that arrives again changes nothing; `repeats_for`: for so
    long alone, where the page cannot tell two presses apart.

    There is one stop until somebody has looked into it: a Host who is asked again after the next letter was
    asked already, and another press is counted, and told again. After that, to press again is another stop,
    and so are words that were not among those looked into.
    """
    hashes = _hashes_of(subject, matches)
    with writing(_stops_of(viewer)) as session:
        if pressed and _has_arrived(viewer, press_id, repeats_for, now):
            return
        not_passed = session.scalars(
            locked(
                select(StopShown)
                .where(_is_about(subject), StopShown.shown_to == viewer.id, StopShown.passed_at.is_(None))
                .order_by(StopShown.id)
            )
        ).all()
        waiting_rows = [row for row in not_passed if row.seen_at is None]
        if pressed and not waiting_rows:
            waiting_rows = _halted_again(session, viewer, subject)
        for row in waiting_rows:
            if pressed and row.how != PRESSED:
                row.how, row.at, row.arrived_at = PRESSED, at or now, now
            row.word_hashes = _as_stored({*row.word_hashes.split(), *hashes})
        is_new = pressed or hashes - _stored_hashes(row.word_hashes for row in not_passed)
        if waiting_rows and pressed:
            nth = _add_press(viewer, waiting_rows[-1], press_id, at or now, now)
            _note(viewer, waiting_rows[-1], "pressed again")
            escalation.tell_again(waiting_rows[-1], nth, now)
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
            at=at or now,
            arrived_at=now,
            waits_since=now,
        )
        session.add(row)
        session.flush()
        if pressed:
            _add_press(viewer, row, press_id, at or now, now)
        _note(viewer, row, row.how)
        escalation.tell_at_once(row, now)


def _halted_again(session: Session, viewer: Viewer, subject: FormSubject) -> list[StopShown]:
    """The stop of a form that its Host had passed and that still waits, if any does. It halts again."""
    rows = select(StopShown).where(
        _is_about(subject), StopShown.shown_to == viewer.id, StopShown.seen_at.is_(None)
    )
    found = session.scalars(rows.order_by(StopShown.id.desc()).limit(1)).all()
    for row in found:
        row.passed_at = None
    return list(found)


def _press_hash(viewer: Viewer, press_id: str) -> str:
    """What a press is known by. Nobody can take the id of somebody else's."""
    return app_keyed_hash(_PRESS, f"{viewer.id} {press_id}")[:64]


def _has_arrived(viewer: Viewer, press_id: str | None, repeats_for: timedelta | None, now: datetime) -> bool:
    """Whether this press was saved before.

    Past `repeats_for` it is another one under the same id: the row of the first then lets go of it.
    """
    if press_id is None:
        return False
    rows = select(StopPress).where(StopPress.press_hash == _press_hash(viewer, press_id))
    row = reading().scalar(rows)
    if row is None:
        return False
    if repeats_for is None or now - row.arrived_at < repeats_for:
        return True
    row.press_hash = _press_hash(viewer, new_ref())
    return False


def _add_press(viewer: Viewer, stop: StopShown, press_id: str | None, at: datetime, now: datetime) -> int:
    """Save a press of a stop. Returns which one of it this is, from 1."""
    press_hash = _press_hash(viewer, press_id or new_ref())
    with writing() as session:
        session.add(StopPress(stop_id=stop.id, press_hash=press_hash, at=at, arrived_at=now))
        session.flush()
    return reading().scalar(select(func.count()).where(StopPress.stop_id == stop.id)) or 1


def _note(viewer: Viewer, row: StopShown, about: str) -> None:
    audit.note(
        Action.CHANGED, viewer, young_person=row.young_person_id, kind="stop", ref=row.ref, about=about
    )


def is_halted(viewer: Viewer, subject: FormSubject) -> bool:
    """Whether this form was halted in front of the viewer, who has not gone on yet."""
    rows = select(StopShown.id).where(
        _is_about(subject), StopShown.shown_to == viewer.id, StopShown.passed_at.is_(None)
    )
    return reading().scalar(rows) is not None


def who_was_told(
    viewer: Viewer, subject: FormSubject, press_id: str | None
) -> tuple[Sequence[str], datetime | None]:
    """The names of whoever was told of this press of a Host, and when it was pressed.

    Where no press has this id, of the last stop of this form.
    """
    presses = select(StopPress).where(StopPress.press_hash == _press_hash(viewer, press_id or ""))
    press = reading().scalar(presses)
    rows = select(StopShown).where(_is_about(subject), StopShown.shown_to == viewer.id)
    rows = rows.where(StopShown.id == press.stop_id) if press else rows
    last = reading().scalar(rows.order_by(StopShown.id.desc()).limit(1))
    return escalation.told_names(last) if last else (), press.at if press else None


def pass_stop(viewer: Viewer, subject: FormSubject, said: str, now: datetime) -> None:
    """Save that the Host has read whom to ring, and goes on. `said`: TOLD or MEANT_OTHERWISE."""
    with writing(_stops_of(viewer)) as session:
        rows = select(StopShown).where(
            _is_about(subject), StopShown.shown_to == viewer.id, StopShown.passed_at.is_(None)
        )
        for row in session.scalars(locked(rows.order_by(StopShown.id))):
            row.passed_at, row.passed_as = now, said


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Which stops the viewer sees in a list: of the homes that they look after, and about whom they advise.

    A Host to whom a stop was shown is not among them: they pass it, and do not answer it.
    """
    return or_(_in_homes_looked_after(viewer), _about_the_advised(viewer))


def openable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which stops the viewer may open, mark as looked into and open again.

    Whoever looks after the home, and the adviser of the young person: in danger it counts that somebody acts,
    and an adviser is told of an incident too. Nobody does it for a home of which they are a Host.
    """
    return or_(_in_homes_looked_after(viewer), _about_the_advised(viewer))


def _in_homes_looked_after(viewer: Viewer) -> ColumnElement[bool]:
    return StopShown.home_id.in_(select(Home.id).where(homes.looked_after(viewer)))


def _about_the_advised(viewer: Viewer) -> ColumnElement[bool]:
    if not viewer.has(Role.PERSONAL_ADVISER):
        return false()
    advised = select(YoungPerson.id).where(YoungPerson.adviser_id == viewer.id)
    own_homes = select(Home.id).where(homes.hosted_by(viewer))
    return StopShown.young_person_id.in_(advised) & StopShown.home_id.not_in(own_homes)


def waiting(viewer: Viewer) -> int:
    """How many stops nobody has looked into yet, of those that the viewer sees."""
    rows = select(func.count()).select_from(StopShown).where(visible_to(viewer), StopShown.seen_at.is_(None))
    return reading().scalar(rows) or 0


def look_into(
    viewer: Viewer, ref: str, now: datetime, *, found: Finding, follows: Collection[Follows]
) -> None:
    """Save that somebody of the service has rung or written, what they found and what follows.

    Nobody is told any more that it waits. Raises NoSuchStop, and LookedIntoAlready.
    """
    with writing() as session:
        row = _find_to_act(viewer, ref)
        if row.seen_at:
            raise LookedIntoAlready(is_own=row.seen_by == viewer.id)
        row.seen_at, row.seen_by = now, viewer.id
        session.add(
            StopLook(
                stop_id=row.id,
                at=now,
                looked_by=viewer.id,
                found=found.value,
                follows=" ".join(one.value for one in Follows if one in follows),
            )
        )
        session.flush()
        escalation.be_quiet(row, now)
        _note(viewer, row, "seen")


def open_again(viewer: Viewer, ref: str, now: datetime) -> None:
    """Let a stop wait again, as if it had just been shown. What was found before stays beside it.

    Does nothing where it waits already. Raises NoSuchStop.
    """
    with writing() as session:
        row = _find_to_act(viewer, ref)
        if row.seen_at is None:
            return
        looks = select(StopLook).where(StopLook.stop_id == row.id, StopLook.reopened_at.is_(None))
        for look in session.scalars(looks):
            look.reopened_at, look.reopened_by = now, viewer.id
        row.seen_at, row.seen_by, row.waits_since = None, None, now
        session.flush()
        _note(viewer, row, "opened again")
        escalation.tell_at_once(row, now)


def _find_to_act(viewer: Viewer, ref: str) -> StopShown:
    """The row of a stop that the viewer may look into. The refusal goes into the trail. Raises NoSuchStop."""
    row = reading().scalar(locked(select(StopShown).where(StopShown.ref == ref, openable_by(viewer))))
    if row is None:
        note_refusal(viewer, ref)
        raise NoSuchStop
    return row


def note_refusal(viewer: Viewer, ref: str) -> None:
    """Write into the audit trail that somebody asked for a stop that is not there, or not theirs to open."""
    audit.note(Action.REFUSED, viewer, kind="stop", ref=ref[:30])


def forget_young_person(young_person: int) -> None:
    """Delete every stop about a young person, when their record is removed."""
    with writing() as session:
        rows = session.scalars(select(StopShown).where(StopShown.young_person_id == young_person)).all()
        ids = [row.id for row in rows]
        escalation.forget(ids)
        for table in (StopLook, StopPress):
            session.execute(delete(table).where(table.stop_id.in_(ids)))
        for row in rows:
            session.delete(row)


def held_about(account: int, young_person: int | None) -> list[dict[str, object]]:
    """When and how forms were halted in front of an account or about its young person, for their copy.

    A young person's has also what was found and what follows; a Host's has not: that is about somebody else.
    """
    is_theirs = (StopShown.shown_to == account) | (StopShown.young_person_id == (young_person or 0))
    rows = list(reading().scalars(select(StopShown).where(is_theirs).order_by(StopShown.id)))
    found: list[dict[str, object]] = [{"at": row.at, "how": row.how} for row in rows]
    presses = select(StopPress).where(StopPress.stop_id.in_([row.id for row in rows])).order_by(StopPress.id)
    first: set[int] = set()
    for press in reading().scalars(presses):
        if press.stop_id in first:
            found.append({"at": press.at, "how": "pressed again"})
        first.add(press.stop_id)
    theirs = [row.id for row in rows if row.young_person_id == young_person]
    looks = select(StopLook).where(StopLook.stop_id.in_(theirs)).order_by(StopLook.id)
    return found + [
        {"looked_at": look.at, "found": look.found, "follows": look.follows.split()}
        for look in reading().scalars(looks)
    ]
