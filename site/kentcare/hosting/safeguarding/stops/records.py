"""Reads stops for pages: as a list, and one with whom to ring. None of it says which words caused it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, or_, select, true
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import Function

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import format_mobile
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.cases.young_people import records as young_people
from kentcare.cases.young_people.models import YoungPerson
from kentcare.core.clock import day_in_kent
from kentcare.db.session import reading
from kentcare.hosting.safeguarding.escalation import records as escalation
from kentcare.hosting.safeguarding.escalation.records import Told
from kentcare.hosting.safeguarding.models import StopLook, StopPress, StopShown
from kentcare.hosting.safeguarding.records import NoSuchStop, note_refusal, openable_by, visible_to
from kentcare.hosting.safeguarding.rules import Finding, Follows
from kentcare.offer.entitlements.days import age_on

# So long after it is due a step has been taken, if the job runs at all.
_STEP_TAKES = timedelta(minutes=2)

_LATE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class HostToRing:
    """A Host of the home, and how to reach them; `mobile` as people here write a number."""

    name: str
    mobile: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop in a list.

    `hosts`: whoever filled in the form, even where they have left the home, then every other Host of today.
    `how`: PRESSED or WORDS. `passed_as`: TOLD or MEANT_OTHERWISE; None while the Host has not gone on.
    `at`: when it was pressed or written, and `arrived_at` when that reached us: later where the phone was
    offline. `waits_since`: since it reached us or was opened again. `presses`: how often the button was
    pressed, the last time at `pressed_at`; None where it was not. `seen_at`: when `seen_by` looked into it.
    """

    ref: str
    at: datetime
    arrived_at: datetime
    how: str
    presses: int
    pressed_at: datetime | None
    host: str
    hosts: Sequence[HostToRing]
    home_id: int
    home: str
    home_ref: str
    young_person: str
    young_person_id: int
    passed_at: datetime | None
    passed_as: str | None
    waits_since: datetime
    seen_at: datetime | None
    seen_by: str | None

    @property
    def since(self) -> datetime:
        """Since when it waits: since the press, though it came later or was looked into meanwhile.

        One that is opened again was not settled, so whoever it is about has been in danger since then.
        """
        return min(self.at, self.waits_since)

    @property
    def opened_again_at(self) -> datetime | None:
        """When it was opened again; None where it was not, and while it does not wait."""
        is_opened_again = not self.seen_at and self.waits_since > self.arrived_at
        return self.waits_since if is_opened_again else None

    @property
    def came_late(self) -> bool:
        """Whether it reached us a minute or more after it was pressed."""
        return self.arrived_at - self.at >= _LATE

    def waited(self, now: datetime) -> timedelta:
        """How long it has waited for somebody to look into it."""
        return max(now - self.since, timedelta())


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody has looked into a stop. `found` is None where that was not asked yet."""

    at: datetime
    by: str | None
    found: Finding | None
    follows: Sequence[Follows]
    reopened_at: datetime | None
    reopened_by: str | None


@dataclass(frozen=True, slots=True)
class WholeStop:
    """A stop with whom to ring, who was told, and what was found each time somebody looked into it.

    `age`: of the young person today. `young_person_ref` is None where the viewer may not open their record,
    as `may_open_home` is False for that of the home. `next_step_at`: when somebody else is told; None where
    it waits no more.
    """

    stop: Stop
    age: int
    young_person_ref: str | None
    may_open_home: bool
    adviser: Person | None
    told: Sequence[Told]
    looks: Sequence[Look]
    next_step_at: datetime | None

    def was_step_missed(self, now: datetime) -> bool:
        """Whether people should have been told again some minutes ago, and were not."""
        return self.next_step_at is not None and now - self.next_step_at > _STEP_TAKES


_SEEN_BY = aliased(Account)


def listed(
    viewer: Viewer, most: int, *, home_id: int | None = None, young_person_id: int | None = None
) -> list[Stop]:
    """The stops that the viewer sees: all that wait, the longest first, then at most so many others.

    `home_id`: of this home alone. `young_person_id`: about them alone. The audit trail notes that they were
    seen; the young people can read that.
    """
    which = visible_to(viewer)
    which &= StopShown.home_id == home_id if home_id is not None else true()
    which &= StopShown.young_person_id == young_person_id if young_person_id is not None else true()
    past = select(StopShown.id).where(which, StopShown.seen_at.is_not(None))
    latest = past.order_by(StopShown.at.desc(), StopShown.id).limit(most)
    found = _read(_rows().where(or_(which & StopShown.seen_at.is_(None), StopShown.id.in_(latest))))
    waiting = sorted((stop for stop in found if not stop.seen_at), key=lambda stop: stop.since)
    others = sorted((stop for stop in found if stop.seen_at), key=lambda stop: stop.at, reverse=True)
    audit.note_each(Action.VIEWED, viewer, sorted({one.young_person_id for one in found}), kind="stop")
    return [*waiting, *others]


def _rows() -> Select[Any]:
    columns: tuple[Any, ...] = (
        StopShown.ref,
        StopShown.at,
        StopShown.arrived_at,
        StopShown.how,
        _of_presses(func.count()).label("presses"),
        _of_presses(func.max(StopPress.at)).label("pressed_at"),
        StopShown.shown_to,
        Account.name.label("host"),
        Account.mobile,
        Account.email,
        StopShown.home_id,
        Home.name.label("home"),
        Home.ref.label("home_ref"),
        YoungPerson.name.label("young_person"),
        StopShown.young_person_id,
        StopShown.passed_at,
        StopShown.passed_as,
        StopShown.waits_since,
        StopShown.seen_at,
        _SEEN_BY.name.label("seen_by"),
    )
    return (
        select(*columns)
        .join(Account, Account.id == StopShown.shown_to)
        .join(Home, Home.id == StopShown.home_id)
        .join(YoungPerson, YoungPerson.id == StopShown.young_person_id)
        .outerjoin(_SEEN_BY, _SEEN_BY.id == StopShown.seen_by)
    )


def _of_presses(what: Function[Any]) -> ScalarSelect[Any]:
    return select(what).where(StopPress.stop_id == StopShown.id).correlate(StopShown).scalar_subquery()


def _read(rows: Select[Any]) -> list[Stop]:
    found = [dict(row._mapping) for row in reading().execute(rows)]
    hosts, stops = _hosts_of({row["home_id"] for row in found}), []
    for row in found:
        first = _to_ring(row["host"], row.pop("mobile"), row.pop("email"))
        shown_to = row.pop("shown_to")
        others = [one for account, one in hosts[row["home_id"]] if account != shown_to]
        stops.append(Stop(**row, hosts=[first, *others]))
    return stops


def _hosts_of(home_ids: Collection[int]) -> dict[int, list[tuple[int, HostToRing]]]:
    """The Hosts of these homes today by name, each with the id of their account, by the id of the home."""
    found: dict[int, list[tuple[int, HostToRing]]] = defaultdict(list)
    rows = (
        select(HomeHost.home_id, Account.id, Account.name, Account.mobile, Account.email)
        .join(Account, Account.id == HomeHost.account_id)
        .where(HomeHost.home_id.in_(home_ids))
        .order_by(Account.name, Account.id)
    )
    for row in reading().execute(rows) if home_ids else ():
        found[row.home_id].append((row.id, _to_ring(row.name, row.mobile, row.email)))
    return found


def _to_ring(name: str, mobile: str | None, email: str | None) -> HostToRing:
    return HostToRing(name, format_mobile(mobile) if mobile else None, email)


def one(viewer: Viewer, ref: str, now: datetime, *, is_seen: bool = True) -> WholeStop:
    """Everything about a stop that the viewer may open. The audit trail says that they did, or were refused.

    `is_seen`: False for a page that they were shown already. Raises NoSuchStop.
    """
    row = reading().scalar(select(StopShown).where(StopShown.ref == ref, openable_by(viewer)))
    if row is None:
        note_refusal(viewer, ref)
        raise NoSuchStop
    if is_seen:
        audit.note(Action.VIEWED, viewer, young_person=row.young_person_id, kind="stop", ref=ref)
    [stop] = _read(_rows().where(StopShown.id == row.id))
    today = day_in_kent(now)
    young = reading().get_one(YoungPerson, row.young_person_id)
    may_open = select(YoungPerson.ref).where(
        YoungPerson.id == young.id, young_people.openable_by(viewer, today)
    )
    return WholeStop(
        stop=stop,
        age=age_on(young.born.toordinal(), today.toordinal()),
        young_person_ref=reading().scalar(may_open),
        may_open_home=bool(homes.seen_among(viewer, {row.home_id})),
        adviser=accounts.by_id(young.adviser_id) if young.adviser_id else None,
        told=escalation.told_of(row.id),
        looks=_looks(row.id),
        next_step_at=None if row.seen_at else escalation.next_step_at(row),
    )


def _looks(stop_id: int) -> list[Look]:
    rows = reading().scalars(select(StopLook).where(StopLook.stop_id == stop_id).order_by(StopLook.id)).all()
    names = accounts.names([one for row in rows for one in (row.looked_by, row.reopened_by) if one])
    return [
        Look(
            at=row.at,
            by=names.get(row.looked_by),
            found=Finding(row.found) if row.found else None,
            follows=[Follows(word) for word in row.follows.split()],
            reopened_at=row.reopened_at,
            reopened_by=names.get(row.reopened_by) if row.reopened_by else None,
        )
        for row in rows
    ]
