"""The address of a Host's calendar feed, and the days that it shows."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import delete, select

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.rules import Role, is_paused
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.core.encryption import app_keyed_hash
from kentcare.db import subjects
from kentcare.db.session import reading, writing
from kentcare.hosting.calendar_feed.labels import certificate_words, report_words
from kentcare.hosting.calendar_feed.models import CalendarFeed
from kentcare.hosting.reports.records import lists as report_lists
from kentcare.hosting.training_and_checks.records import lines as requirement_lines

_UID = "kentcare day in a calendar"  # the purpose of a key


# The days


class _Words(Protocol):
    def __call__(self, number: int, *, is_late: bool) -> str: ...


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day by which something is to be done. `uid`: identifies its event, and gives nothing else away."""

    day: date
    words: str
    uid: str
    is_late: bool


def _days_of_reports(host: Viewer, today: date) -> Iterable[date]:
    """The day on which each report that was not sent is, or was, due."""
    return [line.due_on for line in report_lists.of_host(host, today) if line.is_missing]


def _days_of_certificates(host: Viewer, today: date) -> Iterable[date]:
    """The days by which training and checks are needed, without those for which a certificate waits.

    A meeting that the office has to arrange is left out once it is late: the Host cannot help it.
    """
    return [
        line.state.needed_by
        for line in requirement_lines.of_host(host, today)
        if line.state.needed_by and not line.state.is_in_hand
        if not (line.requirement.is_meeting and line.state.is_late)
    ]


# What a Host has to do by a day: its name in a uid, the function that gives the days, and the title.
_SOURCES: tuple[tuple[str, Callable[[Viewer, date], Iterable[date]], _Words], ...] = (
    ("report", _days_of_reports, report_words),
    ("certificate", _days_of_certificates, certificate_words),
)


def due_of(host: Viewer, today: date) -> list[DueDay]:
    """The days by which a Host has something to do, one for each kind of task and day."""
    return [
        DueDay(
            day=day,
            words=words(number, is_late=day < today),
            uid=_uid(host, kind, day),
            is_late=day < today,
        )
        for kind, days, words in _SOURCES
        for day, number in sorted(Counter(days(host, today)).items())
    ]


def _uid(host: Viewer, kind: str, day: date) -> str:
    """A keyed hash: two Hosts never share one, and nobody can tell from it whose it is."""
    return app_keyed_hash(_UID, f"{host.id}/{kind}/{day}")


# The address


@dataclass(frozen=True, slots=True)
class Feed:
    """The token in the address of a Host's calendar, and when it was made."""

    token: str
    made_at: datetime


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def host_of(token: str, today: date) -> Viewer | None:
    """The Host whose days this token shows; None where it is unknown, or they are no active Host."""
    rows = select(CalendarFeed.account_id).where(CalendarFeed.token_hash == _hash_of(token))
    account = reading().scalar(rows)
    person = accounts.by_id(account) if account is not None else None
    if (
        person is None
        or person.state != "active"
        or Role.HOST not in person.roles
        or is_paused(person.review_by, today)
    ):
        return None
    # As a Host alone, whatever other roles they have.
    return Viewer(
        id=person.id,
        ref=person.ref,
        name=person.name,
        language=person.language,
        roles=frozenset({Role.HOST}),
    )


def own(host: Viewer) -> Feed | None:
    """The address of a Host's calendar; None where they have none."""
    row = reading().get(CalendarFeed, host.id)
    return Feed(token=row.token, made_at=row.made_at) if row else None


def make(host: Viewer, now: datetime) -> None:
    """Make a new address. The one before it, if there was one, stops working at once."""
    token = secrets.token_urlsafe(32)
    with writing(subjects.account(host.id)) as session:
        # Not merged: that would decrypt the token before it, which no key may fit any more.
        forget_account(host.id)
        session.add(CalendarFeed(account_id=host.id, token_hash=_hash_of(token), token=token, made_at=now))
        _note(host, "calendar address made")


def stop(host: Viewer) -> None:
    """Remove the address, which stops working at once."""
    with writing(subjects.account(host.id)):
        forget_account(host.id)
        _note(host, "calendar address stopped")


def _note(host: Viewer, about: str) -> None:
    audit.note(Action.CHANGED, host, kind="account", ref=host.ref, about=about)


def forget_account(account: int) -> None:
    """Remove the address of an account that is closed or removed."""
    with writing() as session:
        session.execute(delete(CalendarFeed).where(CalendarFeed.account_id == account))


def held_about(account: int) -> list[dict[str, object]]:
    """Since when an account has a calendar address, for its data export; the address itself is left out."""
    rows = select(CalendarFeed.made_at).where(CalendarFeed.account_id == account)
    return [{"since": made_at} for made_at in reading().scalars(rows)]
