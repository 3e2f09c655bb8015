"""Setting and lifting legal holds, and who is kept by one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, exists, select

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import read_address
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.rules import ADVOCACY
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.accounts.audit.records import Exempt
from kentcare.cases.homes import records as homes
from kentcare.cases.young_people import records as young_people
from kentcare.cases.young_people.models import YoungPerson
from kentcare.db import subjects
from kentcare.db.session import reading, writing
from kentcare.db.subjects import Subject
from kentcare.operations.holds.models import LegalHold

YOUNG_PERSON, ACCOUNT, HOME = "young person", "account", "home"
HOLDABLE = (YOUNG_PERSON, ACCOUNT, HOME)


class NothingToHold(Exception):
    """There is no such record, or it is not the council's to hold: both look the same."""


class HeldAlready(Exception):
    """There is a hold on this record already."""


class NoHold(Exception):
    """There is no hold on this record to lift."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold that is set.

    `number` is what staff know the record by, empty for an account. `set_by` is the name of a colleague, None
    where the hold was set by the command.
    """

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


def _find_target(kind: str, number: str) -> _Target:
    """The record of this kind with this number or address. Raises NothingToHold."""
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
    target = _find_target(kind, number)
    with writing(*_subjects_of(target)) as session:
        if _open_hold(target.kind, target.ref):
            raise HeldAlready
        session.add(
            LegalHold(kind=kind, ref=target.ref, reason=reason, since=now, set_by=by.id if by else None)
        )
        _note(Action.HELD, by, target)


def _subjects_of(target: _Target) -> list[Subject]:
    """What is locked while a hold is set: nobody removes the record at the same moment."""
    found = [subjects.record("hold", f"{target.kind} {target.ref}")]
    if target.young_person is not None:
        found.append(subjects.young_person(target.young_person))
    if target.kind == ACCOUNT:
        found += [subjects.account(one) for one in accounts.ids_of([target.ref])]
    return found


def lift(kind: str, ref: str, by: Viewer | None, now: datetime) -> None:
    """Lift the hold on the record with this ref, so that the schedule applies to it again. Raises NoHold."""
    with writing(subjects.record("hold", f"{kind} {ref}")):
        row = _open_hold(kind, ref)
        if row is None:
            raise NoHold
        row.lifted_at = now
        young = (
            next((one.id for one in young_people.summaries([ref])), None) if kind == YOUNG_PERSON else None
        )
        _note(Action.HOLD_LIFTED, by, _Target(kind, ref, young))


def lift_number(kind: str, number: str, by: Viewer | None, now: datetime) -> None:
    """Lift the hold on the record that staff know by this number. Raises NothingToHold and NoHold."""
    lift(kind, _find_target(kind, number).ref, by, now)


_IS_OPEN = LegalHold.lifted_at.is_(None)


def _open_hold(kind: str, ref: str) -> LegalHold | None:
    rows = select(LegalHold).where(LegalHold.kind == kind, LegalHold.ref == ref, _IS_OPEN)
    return reading().scalar(rows)


def _note(action: Action, by: Viewer | None, target: _Target) -> None:
    audit.note(action, by, young_person=target.young_person, kind=target.kind, ref=target.ref)


def holds() -> Sequence[Hold]:
    """Every hold that is set, the oldest first."""
    rows = reading().scalars(select(LegalHold).where(_IS_OPEN).order_by(LegalHold.since, LegalHold.id)).all()
    refs = {kind: [row.ref for row in rows if row.kind == kind] for kind in HOLDABLE}
    found = {(HOME, ref): both for ref, both in homes.numbers_and_names(refs[HOME]).items()}
    found |= {
        (YOUNG_PERSON, one.ref): (one.case_number, one.name)
        for one in young_people.summaries(refs[YOUNG_PERSON])
    }
    found |= {(ACCOUNT, ref): ("", name) for ref, name in accounts.names_of_refs(refs[ACCOUNT]).items()}
    setters = accounts.names([row.set_by for row in rows if row.set_by])
    return [
        Hold(
            kind=row.kind,
            ref=row.ref,
            number=found[row.kind, row.ref][0],
            name=found[row.kind, row.ref][1],
            reason=row.reason,
            since=row.since,
            set_by=setters.get(row.set_by or 0),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class KeptByHolds:
    """Whose records stay: the ids of accounts and of young people, and the lines of the trail about them."""

    accounts: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    spared: Exempt = field(default_factory=Exempt)


NOBODY = KeptByHolds()


def kept_by_holds() -> KeptByHolds:
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
    return KeptByHolds(accounts=ids, people=young, spared=Exempt(ids, young, frozenset(lines)))


def forget_young_person(ref: str) -> None:
    """Remove the lifted holds on a record, when the record goes."""
    with writing() as session:
        session.execute(delete(LegalHold).where(LegalHold.kind == YOUNG_PERSON, LegalHold.ref == ref))
