"""Carrying out the schedule, and the holds that keep somebody's records from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, select

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import read_address
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.rules import ADVOCACY
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.accounts.audit.records import Spared
from kentcare.cases.arrangements import records as arrangements
from kentcare.cases.homes import records as homes
from kentcare.cases.young_people import records as young_people
from kentcare.cases.young_people.models import YoungPerson
from kentcare.cases.young_people.record import RecordSummary
from kentcare.core import clock
from kentcare.core.encryption import app_cipher
from kentcare.db.session import reading, writing
from kentcare.desk.reminders import records as reminders
from kentcare.hosting.calendar_feed import records as calendar
from kentcare.hosting.reports import records as reports
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.skills import records as skills
from kentcare.operations.monitoring import records as monitoring
from kentcare.operations.retention.models import LegalHold, RetentionRun
from kentcare.operations.retention.rules import Kind, Period
from kentcare.operations.retention.schedule import Row, schedule
from kentcare.services.files import records as files
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.long_forms import records as long_forms
from kentcare.services.messages import records as messages
from kentcare.sign_in.codes import records as codes
from kentcare.sign_in.sessions import records as sessions
from kentcare.sign_in.sso import records as sso
from kentcare.sign_in.staff import records as staff

_REASON = "kentcare reason of a hold"
YOUNG_PERSON, ACCOUNT, HOME = "young person", "account", "home"
HOLDABLE = (YOUNG_PERSON, ACCOUNT, HOME)
# How far ahead somebody looks who wants to know what goes next.
SOON = timedelta(days=30)


# What is held


class NothingToHold(Exception):
    """There is no such record, or it is not the council's to hold: both look the same."""


class HeldAlready(Exception):
    """There is a hold on it."""


class NoHold(Exception):
    """There is none to lift."""


@dataclass(frozen=True, slots=True)
class Hold:
    """One that is set. `number` is what staff know the record by, `set_by` nobody where the machine did."""

    kind: str
    ref: str
    name: str
    number: str
    reason: str
    since: datetime
    set_by: str | None


@dataclass(frozen=True, slots=True)
class _Target:
    kind: str
    ref: str
    young_person: int | None = None


def _target(kind: str, number: str) -> _Target:
    """Raises NothingToHold."""
    number = number.strip()
    if kind == YOUNG_PERSON and (person := young_people.find_by_number(number)):
        return _Target(kind, person.ref, person.id)
    if kind == HOME and (home := homes.find_by_number(number)):
        return _Target(kind, home[0])
    address = read_address(number) if kind == ACCOUNT else None
    found = accounts.by_address(address) if address else None
    # Nobody of the council learns here who the advocates are.
    if found and found.roles.isdisjoint(ADVOCACY):
        return _Target(kind, found.ref)
    raise NothingToHold


def hold(kind: str, number: str, reason: str, by: Viewer | None, now: datetime) -> None:
    """Keep everything of somebody. `number`: of a case or a home, or the address of an account.

    `by` is None for the command. Raises NothingToHold and HeldAlready.
    """
    target = _target(kind, number)
    with writing() as session:
        if _open(target.kind, target.ref):
            raise HeldAlready
        session.add(
            LegalHold(
                kind=kind,
                ref=target.ref,
                sealed_reason=app_cipher(_REASON).encrypt(reason.encode()),
                since=now,
                set_by=by.id if by else None,
            )
        )
        _note(Action.HELD, by, target)


def lift(kind: str, ref: str, by: Viewer | None, now: datetime) -> None:
    """The schedule holds for them again. Raises NoHold."""
    with writing():
        row = _open(kind, ref)
        if row is None:
            raise NoHold
        row.lifted_at = now
        young = (
            next((one.id for one in young_people.summaries([ref])), None) if kind == YOUNG_PERSON else None
        )
        _note(Action.HOLD_LIFTED, by, _Target(kind, ref, young))


def lift_number(kind: str, number: str, by: Viewer | None, now: datetime) -> None:
    """The same, by what staff know the record by. Raises NothingToHold and NoHold."""
    lift(kind, _target(kind, number).ref, by, now)


def _open(kind: str, ref: str) -> LegalHold | None:
    rows = select(LegalHold).where(LegalHold.kind == kind, LegalHold.ref == ref, _IS_OPEN)
    return reading().scalar(rows)


_IS_OPEN = LegalHold.lifted_at.is_(None)


def _note(action: Action, by: Viewer | None, target: _Target) -> None:
    audit.note(action, by, young_person=target.young_person, kind=target.kind, ref=target.ref)


def holds() -> Sequence[Hold]:
    """Every hold that is set, the oldest first."""
    rows = reading().scalars(select(LegalHold).where(_IS_OPEN).order_by(LegalHold.since, LegalHold.id)).all()
    refs = {kind: [row.ref for row in rows if row.kind == kind] for kind in HOLDABLE}
    called = {(HOME, ref): both for ref, both in homes.numbers_and_names(refs[HOME]).items()}
    called |= {
        (YOUNG_PERSON, one.ref): (one.case_number, one.name)
        for one in young_people.summaries(refs[YOUNG_PERSON])
    }
    called |= {(ACCOUNT, ref): ("", name) for ref, name in accounts.names_of_refs(refs[ACCOUNT]).items()}
    setters = accounts.names([row.set_by for row in rows if row.set_by])
    return [
        Hold(
            row.kind,
            row.ref,
            called[row.kind, row.ref][1],
            called[row.kind, row.ref][0],
            app_cipher(_REASON).decrypt(row.sealed_reason).decode(),
            row.since,
            setters.get(row.set_by or 0),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Kept:
    """Whose records stay: their accounts, their records as young people, and the lines about them."""

    accounts: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    spared: Spared = field(default_factory=Spared)


NOBODY = Kept()


def kept() -> Kept:
    """Everybody under a hold. A home keeps its Hosts; a young person and their account keep each other."""
    rows = reading().execute(select(LegalHold.kind, LegalHold.ref).where(_IS_OPEN)).all()
    refs = {kind: [row.ref for row in rows if row.kind == kind] for kind in HOLDABLE}
    is_named = Account.ref.in_(refs[ACCOUNT]) | Account.id.in_(homes.host_accounts(refs[HOME]))
    is_theirs = is_named | exists().where(
        YoungPerson.account_id == Account.id, YoungPerson.ref.in_(refs[YOUNG_PERSON])
    )
    theirs = reading().execute(select(Account.id, Account.ref).where(is_theirs)).all()
    ids = frozenset(row.id for row in theirs)
    is_young = YoungPerson.ref.in_(refs[YOUNG_PERSON]) | YoungPerson.account_id.in_(ids)
    young = frozenset(reading().scalars(select(YoungPerson.id).where(is_young)))
    lines = {(row.kind, row.ref) for row in rows} | {(ACCOUNT, row.ref) for row in theirs}
    return Kept(ids, young, Spared(ids, young, frozenset(lines)))


# What goes


@dataclass(frozen=True, slots=True)
class Line:
    """What the schedule means today for one kind: how many go, how many are held, and how many go soon.

    `cutoff` is None where nothing of this kind is removed. `removed` once they are.
    """

    kind: Kind
    row: Row
    cutoff: datetime | None = None
    going: int = 0
    held: int = 0
    soon: int = 0
    removed: int | None = None


Remove = Callable[[Period, datetime, Kept, bool], int]


def _by_moment(remove: Callable[[datetime, Kept, bool], int]) -> Remove:
    return lambda period, now, kept, write: remove(period.cutoff(now), kept, write)


def _remove_trail(before: datetime, kept: Kept, write: bool) -> int:
    if not write:
        return audit.count_before(before, kept.spared)
    return audit.remove_before(before, clock.now(), kept.spared)


def _remove_proofs(before: datetime, kept: Kept, write: bool) -> int:
    """Of how many colleagues who have left."""
    theirs = [one for one in accounts.closed_before(before) if one not in kept.accounts and _has_proofs(one)]
    for account in theirs if write else ():
        with writing():
            staff.forget_proofs(account)
            sso.forget(account)
    return len(theirs)


def _has_proofs(account: int) -> bool:
    proofs = staff.proofs_of(account)
    own = (proofs.password_since, proofs.app_since, proofs.codes_left, staff.keys_of(account))
    return any(own) or bool(sso.held_about(account))


def _remove_young_people(period: Period, now: datetime, kept: Kept, write: bool) -> int:
    # SQLite gives the number of the last row again once that is gone, and the audit trail, which outlives it,
    # knows people by their numbers. So whoever came last stays until somebody has come after them.
    last_person = reading().scalar(select(func.max(YoungPerson.id)))
    last_account = reading().scalar(select(func.max(Account.id)))
    old = [
        one
        for one in young_people.born_before(period.cutoff_day(now.date()))
        if one.id not in {*kept.people, last_person} and one.account_id not in {*kept.accounts, last_account}
    ]
    for one in old if write else ():
        _remove_young_person(one)
    return len(old)


def _remove_young_person(person: RecordSummary) -> None:
    """All of somebody, or nothing. What they told an advocate is the advocates' to keep or to remove."""
    keys: Sequence[str] = ()
    with writing() as session:
        if person.account_id is not None:
            keys = files.take_out_of_account(person.account_id)
            for part in (long_forms, messages, codes, sessions, calendar):
                part.forget_account(person.account_id)
            staff.forget_proofs(person.account_id)
            sso.forget(person.account_id)
        for kept in (reminders, reports, skills, safeguarding, arrangements):
            kept.forget_young_person(person.id)
        young_people.remove(person.id)
        if person.account_id is not None:
            accounts.remove(person.account_id)
        session.execute(delete(LegalHold).where(LegalHold.kind == YOUNG_PERSON, LegalHold.ref == person.ref))
        audit.note(Action.REMOVED, None, young_person=person.id, kind=YOUNG_PERSON, ref=person.ref)
    files.clear_away(keys)


# Those that rules.REMOVABLE names.
_REMOVE: Mapping[Kind, Remove] = {
    Kind.DRAFTS: _by_moment(
        lambda before, kept, write: long_forms.expire(before, keep=kept.accounts, write=write)
    ),
    Kind.BROWSER_DRAFTS: _by_moment(
        lambda before, _, write: long_forms.expire_of_browsers(before, write=write)
    ),
    Kind.SENT_FORMS: _by_moment(
        lambda before, kept, write: long_forms.expire_sent(before, keep=kept.accounts, write=write)
    ),
    Kind.MESSAGES: _by_moment(
        lambda before, kept, write: messages.expire(before, keep=kept.accounts, write=write)
    ),
    # A hold keeps none of these three: each is gone by itself when the next one comes.
    Kind.SESSIONS: _by_moment(lambda before, _, write: sessions.expire(before, write=write)),
    Kind.ATTEMPTS: _by_moment(lambda before, _, write: codes.expire(before, write=write)),
    Kind.COUNTS: _by_moment(lambda before, _, write: monitoring.expire(before, write=write)),
    Kind.TRAIL: _by_moment(_remove_trail),
    Kind.CLOSED_PROOFS: _by_moment(_remove_proofs),
    Kind.YOUNG_PEOPLE: _remove_young_people,
}


def plan(now: datetime) -> Sequence[Line]:
    """What would be removed now, kind by kind. Nothing is changed."""
    held = kept()
    return [_line(kind, row, held, now) for kind, row in schedule().rows.items()]


def _line(kind: Kind, row: Row, held: Kept, now: datetime) -> Line:
    period = row.period
    if period is None:
        return Line(kind, row)
    remove = _REMOVE[kind]
    going = remove(period, now, held, False)
    return Line(
        kind,
        row,
        cutoff=period.cutoff(now),
        going=going,
        held=remove(period, now, NOBODY, False) - going,
        soon=remove(period, now + SOON, held, False) - going,
    )


def run(now: datetime) -> Sequence[Line]:
    """Remove what the schedule says, and leave on record how much it was."""
    done = [_carried_out(line, now) for line in plan(now)]
    heartbeats.beat(heartbeats.RETENTION, now)
    return done


def _carried_out(line: Line, now: datetime) -> Line:
    if line.row.period is None or not line.row.is_carried_out:
        return line
    with writing() as session:
        run = RetentionRun(at=now, kind=line.kind.value, removed=None, held=line.held)
        session.add(run)
        session.flush()
        number = run.id
    # Who is held is asked again: a hold may have been set since the plan was made.
    removed = _REMOVE[line.kind](line.row.period, now, kept(), True)
    with writing() as session:
        session.get_one(RetentionRun, number).removed = removed
        if removed:
            audit.note(Action.REMOVED, None, kind="schedule", about=f"{line.kind}: {removed}")
    return replace(line, removed=removed)
