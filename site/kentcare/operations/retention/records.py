"""Carrying out the retention schedule: what would be removed now, and removing it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements import records as arrangements
from kentcare.cases.young_people import records as young_people
from kentcare.cases.young_people.record import RecordSummary
from kentcare.core import clock
from kentcare.db import subjects
from kentcare.db.session import writing
from kentcare.desk.reminders import records as reminders
from kentcare.hosting.calendar_feed import records as calendar
from kentcare.hosting.reports.records import sent as sent_reports
from kentcare.hosting.reports.skills import records as skills
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.operations.holds import records as holds
from kentcare.operations.holds.records import NOBODY, YOUNG_PERSON, KeptByHolds, kept_by_holds
from kentcare.operations.monitoring import records as monitoring
from kentcare.operations.retention.models import RetentionRun
from kentcare.operations.retention.rules import RecordKind, RetentionPeriod
from kentcare.operations.retention.schedule import ScheduleRow, schedule
from kentcare.services.answers import records as answers
from kentcare.services.files import records as files
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.long_forms import records as long_forms
from kentcare.services.messages import records as messages
from kentcare.sign_in.codes import records as codes
from kentcare.sign_in.passkeys import records as passkeys
from kentcare.sign_in.sessions import records as sessions
from kentcare.sign_in.sso import records as sso
from kentcare.sign_in.staff import records as staff

# How far ahead the plan tells what goes next.
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class PlannedRemoval:
    """What the schedule means today for one kind of record, in numbers of records.

    `cutoff`: what is from before this moment goes; None where nothing of this kind is removed. `going`: old
    enough and not held. `held`: old enough, but under a hold. `soon`: going within SOON from now, besides
    those that go today. `removed`: how many were, None until they are.
    """

    kind: RecordKind
    row: ScheduleRow
    cutoff: datetime | None = None
    going: int = 0
    held: int = 0
    soon: int = 0
    removed: int | None = None


# Counts what is older than a period at a moment and not kept by a hold; removes it where `write` is true.
Remove = Callable[[RetentionPeriod, datetime, KeptByHolds, bool], int]


def _by_moment(remove: Callable[[datetime, KeptByHolds, bool], int]) -> Remove:
    return lambda period, now, kept, write: remove(period.cutoff(now), kept, write)


def _remove_trail(before: datetime, kept: KeptByHolds, write: bool) -> int:
    if not write:
        return audit.count_before(before, kept.spared)
    return audit.remove_before(before, clock.now(), kept.spared)


def _remove_proofs(before: datetime, kept: KeptByHolds, write: bool) -> int:
    """Remove the credentials of accounts that were closed before a moment and are not held.

    Returns how many accounts that concerns; without `write` they are only counted.
    """
    theirs = [one for one in accounts.closed_before(before) if one not in kept.accounts and _has_proofs(one)]
    for account in theirs if write else ():
        with writing(subjects.account(account)):
            staff.forget_credentials(account)
            sso.forget(account)
    return len(theirs)


def _has_proofs(account: int) -> bool:
    proofs = staff.credentials_of(account)
    own = (proofs.password_since, proofs.app_since, proofs.codes_left, passkeys.passkeys_of(account))
    return any(own) or bool(sso.held_about(account))


def _remove_young_people(period: RetentionPeriod, now: datetime, kept: KeptByHolds, write: bool) -> int:
    old = [
        one
        for one in young_people.born_before(period.cutoff_day(now.date()))
        if one.id not in kept.people and one.account_id not in kept.accounts
    ]
    if not write:
        return len(old)
    return sum(_remove_young_person(one) for one in old)


def _remove_young_person(person: RecordSummary) -> bool:
    """Remove a young person's record, account and files, in one transaction.

    What they told an advocate is not the council's to remove. Returns False, and removes nothing, where a
    hold was set since the list was made.
    """
    keys: Sequence[str] = ()
    account = subjects.account(person.account_id) if person.account_id is not None else None
    with writing(account, subjects.young_person(person.id)):
        kept = kept_by_holds()
        if person.id in kept.people or person.account_id in kept.accounts:
            return False
        if person.account_id is not None:
            keys = files.take_out_of_account(person.account_id)
            for room in (long_forms, answers, messages, codes, sessions, calendar):
                room.forget_account(person.account_id)
            staff.forget_credentials(person.account_id)
            sso.forget(person.account_id)
        for room_of_cases in (reminders, sent_reports, skills, safeguarding, arrangements):
            room_of_cases.forget_young_person(person.id)
        young_people.remove(person.id)
        if person.account_id is not None:
            accounts.remove(person.account_id)
        holds.forget_young_person(person.ref)
        audit.note(Action.REMOVED, None, young_person=person.id, kind=YOUNG_PERSON, ref=person.ref)
    files.clear_away(keys)
    return True


# One for each kind of rules.REMOVABLE: a test holds the two against each other.
REMOVERS: Mapping[RecordKind, Remove] = {
    RecordKind.DRAFTS: _by_moment(
        lambda before, kept, write: long_forms.expire(before, keep=kept.accounts, write=write)
    ),
    RecordKind.BROWSER_DRAFTS: _by_moment(
        lambda before, _, write: long_forms.expire_of_browsers(before, write=write)
    ),
    RecordKind.SENT_FORMS: _by_moment(
        lambda before, kept, write: long_forms.expire_sent(before, keep=kept.accounts, write=write)
    ),
    RecordKind.MESSAGES: _by_moment(
        lambda before, kept, write: messages.expire(before, keep=kept.accounts, write=write)
    ),
    # A hold keeps none of these three: each is gone by itself when the next one comes.
    RecordKind.SESSIONS: _by_moment(lambda before, _, write: sessions.expire(before, write=write)),
    RecordKind.ATTEMPTS: _by_moment(lambda before, _, write: codes.expire(before, write=write)),
    RecordKind.COUNTS: _by_moment(lambda before, _, write: monitoring.expire(before, write=write)),
    RecordKind.TRAIL: _by_moment(_remove_trail),
    RecordKind.CLOSED_PROOFS: _by_moment(_remove_proofs),
    RecordKind.YOUNG_PEOPLE: _remove_young_people,
}


def plan(now: datetime) -> Sequence[PlannedRemoval]:
    """What would be removed now, kind by kind, in the order of the schedule. Nothing is changed."""
    kept = kept_by_holds()
    return [_planned(kind, row, kept, now) for kind, row in schedule().rows.items()]


def _planned(kind: RecordKind, row: ScheduleRow, kept: KeptByHolds, now: datetime) -> PlannedRemoval:
    period = row.period
    if period is None:
        return PlannedRemoval(kind, row)
    remove = REMOVERS[kind]
    going = remove(period, now, kept, False)
    return PlannedRemoval(
        kind,
        row,
        cutoff=period.cutoff(now),
        going=going,
        held=remove(period, now, NOBODY, False) - going,
        soon=remove(period, now + SOON, kept, False) - going,
    )


def run(now: datetime) -> Sequence[PlannedRemoval]:
    """Remove what the schedule says, and leave on record how much it was."""
    done = [_carried_out(planned, now) for planned in plan(now)]
    heartbeats.beat(heartbeats.RETENTION, now)
    return done


def _carried_out(planned: PlannedRemoval, now: datetime) -> PlannedRemoval:
    """The removal with its `removed`; unchanged where nothing of its kind is removed yet."""
    if planned.row.period is None or not planned.row.is_carried_out:
        return planned
    with writing() as session:
        run = RetentionRun(at=now, kind=planned.kind.value, removed=None, held=planned.held)
        session.add(run)
        session.flush()
        number = run.id
    # Who is held is asked again: a hold may have been set since the plan was made.
    removed = REMOVERS[planned.kind](planned.row.period, now, kept_by_holds(), True)
    with writing() as session:
        session.get_one(RetentionRun, number).removed = removed
        if removed:
            audit.note(Action.REMOVED, None, kind="schedule", about=f"{planned.kind}: {removed}")
    return replace(planned, removed=removed)
