"""Telling people of a stop: at once, and step by step until somebody has looked into it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, select

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import Role, may_use_staff_sign_in
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.arrangements.records import is_current
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home
from kentcare.core.clock import day_in_kent
from kentcare.db import subjects
from kentcare.db.session import locked, reading, writing
from kentcare.hosting.safeguarding.escalation.models import StopMessage
from kentcare.hosting.safeguarding.escalation.rules import (
    AT_ONCE,
    MANAGERS,
    TOLD_JUST_NOW,
    LastTold,
    PassedOver,
    ToldAs,
    step_due,
    whom_to_tell,
)
from kentcare.hosting.safeguarding.escalation.timing import stop_timing
from kentcare.hosting.safeguarding.models import StopShown
from kentcare.services.cover import records as cover
from kentcare.services.messages import labels
from kentcare.services.messages import records as messages
from kentcare.services.messages.records import Delivery

# For how long the message that something waits is still worth sending.
_MESSAGE_LASTS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who was told of a stop, or was passed over; `name` is None where nobody could be told.

    `deliveries`: what became of each message to them. One of which nothing is known any more is missing.
    `nth_press`: of which press they were told again; 0 where a step was due.
    """

    at: datetime
    step: int
    name: str | None
    told_as: ToldAs | None
    passed_over: PassedOver | None
    deliveries: Sequence[Delivery]
    nth_press: int = 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    person: Person
    told_as: ToldAs
    passed_over: PassedOver | None


@dataclass(frozen=True, slots=True)
class WhoCanBeTold:
    """Whether there is somebody to tell of a stop.

    `has_homes`: somebody lives in a home, so that there can be a stop. `has_manager`: a service manager can
    be told where nobody else looks into it. `without_anybody`: for how many homes nobody at all can be told.
    """

    has_homes: bool
    has_manager: bool
    without_anybody: int


class _Postbox:
    """Sends one message to each address, however many stops somebody is told of in the same moment."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._sent: dict[int, str] = {}

    def tell(self, person: Person) -> str:
        """Queue the message and return its refs, with spaces between."""
        if person.id not in self._sent:
            self._sent[person.id] = " ".join(
                messages.queue(
                    address,
                    labels.look_at_desk(),
                    now=self._now,
                    use_by=self._now + _MESSAGE_LASTS,
                    kind="stop",
                    account=person.id,
                )
                for address in person.addresses
            )
        return self._sent[person.id]


def tell_at_once(stop: StopShown, now: datetime) -> None:
    """Tell the officer and whoever covers of a stop that begins to wait, or the managers in their place."""
    _tell(stop, AT_ONCE, whom_to_tell(AT_ONCE, AT_ONCE), _Postbox(now), now)


def tell_again(stop: StopShown, nth_press: int, now: datetime) -> None:
    """Tell everybody who was told of a stop that waits that its button was pressed again.

    Nobody is told who was told within the last minutes. The steps go on as if it had not been pressed again.
    """
    told = [row for row in _told_of([stop])[stop.id] if row.account_id and not row.passed_over]
    last = {row.account_id: row.at for row in told}
    turn = [
        one
        for one in map(_though_away, _candidates(stop.home_id, day_in_kent(now)))
        if one.person.id in last and now - last[one.person.id] >= TOLD_JUST_NOW and not one.passed_over
    ]
    if turn:
        step = max(row.step for row in told)
        _write_down(stop, step, turn, _Postbox(now), now, nth_press=nth_press)


def told_names(stop: StopShown) -> list[str]:
    """Who was told of a stop since it waits, by name."""
    ids = [row.account_id for row in _told_of([stop])[stop.id] if row.account_id and not row.passed_over]
    names = accounts.names(ids)
    return [names[one] for one in dict.fromkeys(ids) if one in names]


def escalate(now: datetime) -> int:
    """Take the next step with every stop that has waited for it. Returns how many people were told or tried.

    May run as often as one likes, and by several processes at once: what is due is decided by one at a
    time, and written down together with the messages.
    """
    session = reading()
    session.rollback()  # to see what waits as it is now
    if not _due(now):
        return 0
    with writing(subjects.job("stops")):
        found, postbox = _due(now, to_change=True), _Postbox(now)
        return sum(_tell(stop, step, whom_to_tell(last, step), postbox, now) for stop, last, step in found)


def _due(now: datetime, *, to_change: bool = False) -> list[tuple[StopShown, int, int]]:
    """Each stop for which a step is due, with the last step that was taken and the one to take."""
    rows = select(StopShown).where(StopShown.seen_at.is_(None)).order_by(StopShown.waits_since, StopShown.id)
    waiting = list(reading().scalars(locked(rows) if to_change else rows))
    told = _told_of(waiting)
    after, found = stop_timing().escalate_after, []
    for stop in waiting:
        last = _last(stop, told[stop.id])
        step = step_due(last, after, now)
        if step is not None:
            found.append((stop, last.step, step))
    return found


def _told_of(stops: Collection[StopShown]) -> dict[int, list[StopMessage]]:
    """Who was told of each of these stops since it began to wait, by the id of the stop."""
    found: dict[int, list[StopMessage]] = defaultdict(list)
    since = and_(StopMessage.stop_id == StopShown.id, StopMessage.waits_since == StopShown.waits_since)
    rows = select(StopMessage).join(StopShown, since).where(StopShown.id.in_([stop.id for stop in stops]))
    rows = rows.order_by(StopMessage.id)
    for row in reading().scalars(rows):
        found[row.stop_id].append(row)
    return found


def _last(stop: StopShown, told: Sequence[StopMessage]) -> LastTold:
    if not told:  # from before it was written down who was told
        return LastTold(AT_ONCE, stop.waits_since)
    step = max(row.step for row in told)
    of_step = [row for row in told if row.step == step and not row.nth_press]
    return LastTold(step, of_step[0].at, has_failed=step < MANAGERS and _has_failed(of_step))


def _has_failed(told: Iterable[StopMessage]) -> bool:
    """Whether every message of a step was given up. One that was removed since may have arrived."""
    refs = [ref for row in told for ref in row.message_refs.split()]
    found = messages.deliveries(refs)
    return bool(refs) and all(ref in found and found[ref].failed_at for ref in refs)


def _tell(stop: StopShown, step: int, wanted: Collection[ToldAs], postbox: _Postbox, now: datetime) -> int:
    """Tell whom it is the turn of, or the next who can be told. Returns how many were told.

    Who was passed over is written down as well.
    """
    chosen = _chosen(_candidates(stop.home_id, day_in_kent(now)), wanted, step)
    return _write_down(stop, step, chosen, postbox, now)


def _write_down(
    stop: StopShown,
    step: int,
    chosen: Sequence[_Candidate],
    postbox: _Postbox,
    now: datetime,
    *,
    nth_press: int = 0,
) -> int:
    """Queue the messages, and save who was told and who was passed over. Returns how many were told."""
    with writing() as session:
        for one in chosen:
            session.add(
                StopMessage(
                    stop_id=stop.id,
                    waits_since=stop.waits_since,
                    step=step,
                    nth_press=nth_press,
                    at=now,
                    account_id=one.person.id,
                    told_as=one.told_as.value,
                    passed_over=one.passed_over.value if one.passed_over else None,
                    message_refs="" if one.passed_over else postbox.tell(one.person),
                )
            )
        told = sum(one.passed_over is None for one in chosen)
        if not told:
            session.add(StopMessage(stop_id=stop.id, waits_since=stop.waits_since, step=step, at=now))
    return told


def _chosen(every: Sequence[_Candidate], wanted: Collection[ToldAs], step: int) -> list[_Candidate]:
    """Who is told at a step, together with whom they are told in the place of.

    The next are told at once where none of those whose turn it is can be. Who is away is told where nobody
    else can be; the officer is at the first step in any case, as they may still be the first to read it.
    """
    if step == AT_ONCE:
        every = [_though_away(one) if one.told_as is ToldAs.OFFICER else one for one in every]
    turn = [one for one in every if one.told_as in wanted]
    if _any_told(turn):
        return turn
    managers = [one for one in every if one.told_as is ToldAs.MANAGER]
    for more in (managers, every, [_though_away(one) for one in every]):
        if _any_told(more):
            known = {one.person.id for one in more}
            return [*more, *(one for one in turn if one.person.id not in known)]
    return list(every)


def _any_told(candidates: Iterable[_Candidate]) -> bool:
    return any(one.passed_over is None for one in candidates)


def _though_away(one: _Candidate) -> _Candidate:
    """Somebody who is told although they are away."""
    return _Candidate(one.person, one.told_as, None) if one.passed_over is PassedOver.AWAY else one


def _candidates(home_id: int, today: date) -> list[_Candidate]:
    """Whoever may have to be told of a stop in this home, each once: officer, cover and service managers."""
    officer = reading().scalar(select(Home.officer_id).where(Home.id == home_id))
    managers = accounts.with_role(Role.SERVICE_MANAGER)
    covers = cover.standing_in([officer, *(one.id for one in managers)], today)
    found: dict[int, tuple[Person, ToldAs]] = {}
    person = accounts.by_id(officer) if officer else None
    if person and Role.ACCOMMODATION_OFFICER in person.roles:
        found[person.id] = (person, ToldAs.OFFICER)
    stands_in = covers.get(officer) if officer else None
    person = accounts.by_id(stands_in.covered_by_id) if stands_in else None
    if person:
        found[person.id] = (person, ToldAs.COVER)
    for manager in managers:
        found.setdefault(manager.id, (manager, ToldAs.MANAGER))
    hosts = set(homes.host_ids([home_id]).get(home_id, ()))
    return [
        _Candidate(person, told_as, _why_passed_over(person, hosts, covers, today))
        for person, told_as in found.values()
    ]


def _why_passed_over(
    person: Person, hosts: Collection[int], away: Collection[int], today: date
) -> PassedOver | None:
    if person.id in hosts:
        return PassedOver.OWN_HOME
    if not may_use_staff_sign_in(person.roles, person.state, person.review_by, today):
        return PassedOver.NO_SIGN_IN
    if not person.addresses:
        return PassedOver.NO_ADDRESS
    return PassedOver.AWAY if person.id in away else None


def who_can_be_told(today: date) -> WhoCanBeTold:
    """Who could be told of a stop in the homes where somebody lives, for whoever looks after the site."""
    lived_in = set(reading().scalars(select(Arrangement.home_id).where(is_current(today)).distinct()))
    managers = [
        person
        for person in accounts.with_role(Role.SERVICE_MANAGER)
        if _why_passed_over(person, (), (), today) is None
    ]
    hosts = homes.host_ids(lived_in)
    # Only for a home of theirs may somebody else have to be told.
    others = [home for home in lived_in if {one.id for one in managers} <= set(hosts.get(home, ()))]
    return WhoCanBeTold(
        has_homes=bool(lived_in),
        has_manager=bool(managers),
        without_anybody=sum(
            all(one.passed_over not in (None, PassedOver.AWAY) for one in _candidates(home, today))
            for home in others
        ),
    )


def told_of(stop_id: int) -> list[Told]:
    """Everybody who was told of a stop, also before it was opened again, and what became of the messages."""
    rows = select(StopMessage).where(StopMessage.stop_id == stop_id).order_by(StopMessage.id)
    found = list(reading().scalars(rows))
    deliveries = messages.deliveries({ref for row in found for ref in row.message_refs.split()})
    names = accounts.names([row.account_id for row in found if row.account_id])
    return [
        Told(
            at=row.at,
            step=row.step,
            nth_press=row.nth_press,
            name=names.get(row.account_id) if row.account_id else None,
            told_as=ToldAs(row.told_as) if row.told_as else None,
            passed_over=PassedOver(row.passed_over) if row.passed_over else None,
            deliveries=[deliveries[ref] for ref in row.message_refs.split() if ref in deliveries],
        )
        for row in found
    ]


def next_step_at(stop: StopShown) -> datetime:
    """When somebody else is told of a stop that waits, if nobody looks into it before."""
    return _last(stop, _told_of([stop])[stop.id]).at + stop_timing().escalate_after


def be_quiet(stop: StopShown, now: datetime) -> None:
    """Take the messages about a stop out of the queue, unless they are about another one that waits too."""
    refs = _refs(StopMessage.stop_id == stop.id)
    # Of two who look into two stops at once, the later one sees that nobody needs the message any more.
    messages.lock(refs)
    others = select(StopShown.id).where(StopShown.seen_at.is_(None), StopShown.id != stop.id)
    messages.cancel(refs - _refs(StopMessage.stop_id.in_(others)), now)


def _refs(which: ColumnElement[bool]) -> set[str]:
    rows = select(StopMessage.message_refs).where(which)
    return {ref for refs in reading().scalars(rows) for ref in refs.split()}


def forget(stops: Collection[int]) -> None:
    """Delete who was told of these stops, when the stops are deleted."""
    with writing() as session:
        session.execute(delete(StopMessage).where(StopMessage.stop_id.in_(stops)))
