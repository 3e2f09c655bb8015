"""The address of somebody's calendar, whose it is, and the days that it tells."""

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
from kentcare.core.encryption import app_cipher, app_keyed_hash
from kentcare.db.session import reading, writing
from kentcare.hosting.calendar_feed.labels import certificate_words, report_words
from kentcare.hosting.calendar_feed.models import CalendarFeed
from kentcare.hosting.reports import records as reports
from kentcare.hosting.training_and_checks import records as training_and_checks

_TOKEN, _UID = "kentcare token of a calendar", "kentcare day in a calendar"  # names of keys


# The days


class _Words(Protocol):
    def __call__(self, number: int, *, is_late: bool) -> str: ...


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which something is to be done. `uid` is the same for as long as it is, and tells nothing."""

    day: date
    words: str
    uid: str
    is_late: bool


def _days_of_reports(host: Viewer, today: date) -> Iterable[date]:
    """Of each report that was not sent, when it is due or was."""
    return [line.due_on for line in reports.of_host(host, today) if line.is_missing]


def _days_of_certificates(host: Viewer, today: date) -> Iterable[date]:
    """By when training and checks are needed, but for those that were sent and wait to be looked at."""
    found = (line.state for line in training_and_checks.of_host(host, today))
    return [state.needed_by for state in found if state.needed_by and not state.is_in_hand]


# What a Host has to do by a day: what it is called here, the day of each, and the words for so many.
_SOURCES: tuple[tuple[str, Callable[[Viewer, date], Iterable[date]], _Words], ...] = (
    ("report", _days_of_reports, report_words),
    ("certificate", _days_of_certificates, certificate_words),
)


def due_of(host: Viewer, today: date) -> list[Due]:
    """What somebody has to do as a Host, each kind once a day however many there are."""
    return [
        Due(day, words(number, is_late=day < today), _uid(host, kind, day), day < today)
        for kind, days, words in _SOURCES
        for day, number in sorted(Counter(days(host, today)).items())
    ]


def _uid(host: Viewer, kind: str, day: date) -> str:
    """Two Hosts never share one, and nobody can tell from it whose it is."""
    return app_keyed_hash(_UID, f"{host.id}/{kind}/{day}")


# The address


@dataclass(frozen=True, slots=True)
class Feed:
    """What stands in the address of somebody's calendar, and since when."""

    token: str
    made_at: datetime


def _marked(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def host_of(token: str, today: date) -> Viewer | None:
    """Whose days this token shows. None for one that shows nobody's any more, or never did."""
    rows = select(CalendarFeed.account_id).where(CalendarFeed.token_mark == _marked(token))
    account = reading().scalar(rows)
    person = accounts.by_id(account) if account is not None else None
    if (
        person is None
        or person.state != "active"
        or Role.HOST not in person.roles
        or is_paused(person.review_by, today)
    ):
        return None
    # As a Host, whatever else they are here.
    return Viewer(person.id, person.ref, person.name, person.language, frozenset({Role.HOST}))


def own(host: Viewer) -> Feed | None:
    """None where somebody has no address, or not yet."""
    row = reading().get(CalendarFeed, host.id)
    return Feed(app_cipher(_TOKEN).decrypt(row.sealed_token).decode(), row.made_at) if row else None


def make(host: Viewer, now: datetime) -> None:
    """A new address. The one before it, if there was one, shows nothing from now on."""
    token = secrets.token_urlsafe(32)
    with writing() as session:
        session.merge(
            CalendarFeed(
                account_id=host.id,
                token_mark=_marked(token),
                sealed_token=app_cipher(_TOKEN).encrypt(token.encode()),
                made_at=now,
            )
        )
        _note(host, "calendar address made")


def stop(host: Viewer) -> None:
    """There is no address any more."""
    with writing():
        forget_account(host.id)
        _note(host, "calendar address stopped")


def _note(host: Viewer, about: str) -> None:
    audit.note(Action.CHANGED, host, kind="account", ref=host.ref, about=about)


def forget_account(account: int) -> None:
    """The address of somebody whose account is closed or goes."""
    with writing() as session:
        session.execute(delete(CalendarFeed).where(CalendarFeed.account_id == account))


def held_about(account: int) -> list[dict[str, object]]:
    """That somebody has an address, and since when. What stands in it is shown on its own page alone."""
    rows = select(CalendarFeed.made_at).where(CalendarFeed.account_id == account)
    return [{"since": made_at} for made_at in reading().scalars(rows)]
