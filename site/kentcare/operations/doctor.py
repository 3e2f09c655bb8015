"""`kentcare doctor`: what is wrong with a deployment, and what to do about each fault."""

import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.administration import records as administration
from kentcare.advocacy import records as advocacy
from kentcare.config import Settings, UnsafeSettings
from kentcare.core import clock
from kentcare.db import migrate, roles
from kentcare.db import records as marks
from kentcare.db.attach import database_only
from kentcare.db.faults import fault_of, is_unverified, schema_fault
from kentcare.hosting.safeguarding.escalation import records as escalation
from kentcare.operations import modes
from kentcare.operations.monitoring.records import what_is_wrong
from kentcare.services.file_inspection import records as inspection
from kentcare.services.file_inspection.rules import WAITS_LONG_AFTER
from kentcare.services.files import scanning
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.messages import records as messages
from kentcare.services.outbox import records as outbox
from kentcare.services.outbox.senders import sender_of

_ADVOCACY_KEY = "ADVOCACY_KEY"
_A_NIGHT_AND_SOME = timedelta(hours=26)
_TELLING_WORDS = ("care", "leaver", "foster", "looked-after", "social")


@click.command()
def doctor() -> None:
    """Say what is wrong with this deployment. Exits with 1 where there is anything."""
    found = list(faults(Settings.from_env(inspect_only=True)))
    for fault in found:
        click.echo(fault)
    sys.exit(bool(found))


def faults(settings: Settings) -> Iterator[str]:
    """Every fault of a deployment: a sentence that says what is wrong, and one that says what to do.

    Where a setting cannot be read only that is said, as what follows from it would be blamed on the rest.
    """
    if settings.malformed:
        yield from settings.malformed
        return
    yield from _faults_of_settings(settings)
    yield from _faults_of_keys(settings)
    yield from _faults_of_folder(settings.instance)
    yield from modes.faults(settings)
    yield from _faults_of_scanner(settings.clamd)
    yield from _faults_of_database(settings)


def _faults_of_settings(settings: Settings) -> Iterator[str]:
    if not settings.production:
        yield "This is not set up as production. Set KENTCARE_ENV to production."
    yield from (f"{fault}." for fault in settings.faults())
    if settings.production and sender_of(settings) is None:
        yield "Nothing sends messages, so nobody gets a code to sign in. Set NOTIFY_API_KEY or SMTP_URL."
    for name in settings.hosts:
        # Messages say where to sign in, and others may see them on a telephone.
        if any(word in name.lower() for word in _TELLING_WORDS):
            yield f"The host name {name} would show others what a message is about. Choose a neutral name."
    if not settings.https:
        yield "Cookies may be sent without https. Set KENTCARE_HTTPS to on."


def _faults_of_keys(settings: Settings) -> Iterator[str]:
    is_set, is_its_own = advocacy.has_key_of_its_own(settings.secrets)
    if not is_set:
        yield f"{_ADVOCACY_KEY} is not set. The advocacy service makes one and sets it."
    elif advocacy.has_weak_key():
        yield f"{_ADVOCACY_KEY} must be made at random, as with openssl rand -base64 48."
    if not is_its_own:
        yield f"{_ADVOCACY_KEY} is the same as SECRET_KEY. The advocacy service sets one of its own."


def _faults_of_folder(instance: Path) -> Iterator[str]:
    try:
        instance.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=instance):
            pass
    except OSError:
        yield f"{instance} is not writable. Let the site write there, or set KENTCARE_INSTANCE."


def _faults_of_scanner(daemon: str) -> Iterator[str]:
    if not daemon:
        yield "No virus scanner looks through uploads. Install ClamAV's daemon and set CLAMD."
    elif not scanning.is_there(daemon):
        yield "The virus scanner in CLAMD does not answer, so every upload waits. Start it."


def _faults_of_database(settings: Settings) -> Iterator[str]:
    if fault := fault_of(settings.database_url):
        yield fault
        return
    if is_unverified(settings.database_url):
        yield (
            "The database is on another machine, and nothing checks that it is the right one. "
            "Add ?sslmode=verify-full&sslrootcert=FILE to DATABASE_URL."
        )
    if roles.owns_its_tables(settings.database_url):
        yield (
            "The role in DATABASE_URL owns the tables, so the site could change even the audit trail. "
            "Give it a role of its own with: kentcare db grant."
        )
    if migrate.drift(settings.database_url):
        yield "The tables differ from what the code expects. Run: kentcare db check."
    with database_only(settings.database_url):
        if what_is_wrong() == "storage":
            yield (
                "The database takes no changes: it is read-only, or its disk is full. "
                "Make it writable; of SQLite, the file and its folder."
            )
        yield from _made_up()
        yield from _faults_of_people()
        yield from _faults_of_stops()
        yield from _faults_of_backups(settings)
        yield from _faults_of_retention()
        yield from _faults_of_proxy()


def _marked_as_demonstration() -> Iterator[str]:
    if marks.marked_at(marks.DEMO):
        yield "The database is marked as a demonstration. Set DATABASE_URL to a database for real people."


def _made_up() -> Iterator[str]:
    yield from _marked_as_demonstration()
    # No reason not to start: inviting somebody at such an address would then stop the site.
    if accounts.has_made_up_people():
        yield "There are accounts at example.org, of people who are not real. Use a database without them."


def _faults_of_people() -> Iterator[str]:
    now = clock.now()
    for role in (Role.ADMINISTRATOR, Role.ADVOCACY_LEAD):
        if not accounts.with_role(role):
            name = role.value.replace("-", " ")
            yield f"There is no {name} to invite the others. Run: kentcare people first-{role.value}."
    if late := administration.overdue(now.date()):
        yield f"Accounts whose review is overdue: {late}. An administrator or advocacy lead reviews them."
    if quiet := outbox.not_sending_since(now):
        yield f"No process has sent messages since {quiet:%Y-%m-%d %H:%M} UTC. Run: kentcare outbox run."
    files, oldest = inspection.waiting(now)
    if oldest > WAITS_LONG_AFTER:
        since = f"{now - oldest:%Y-%m-%d %H:%M} UTC"
        yield f"Files wait to be looked at: {files}, since {since}. Run kentcare outbox run; see its log."
    if number := messages.number_undelivered():
        yield f"Messages that did not arrive: {number}. An administrator or advocacy lead sees them."


def _faults_of_stops() -> Iterator[str]:
    """Who is missing for a report that is halted because somebody may be at risk."""
    found = escalation.who_can_be_told(clock.today())
    if found.has_homes and not found.has_manager:
        yield (
            "No service manager can be told of a halted report that nobody looks into. "
            "An administrator invites one, or reviews their account."
        )
    if found.without_anybody:
        yield (
            f"Homes of whose halted reports nobody can be told: {found.without_anybody}. "
            "An administrator gives each an officer with an account in use."
        )


def _faults_of_retention() -> Iterator[str]:
    last = heartbeats.last_beat(heartbeats.RETENTION)
    if last is None or clock.now() - last > _A_NIGHT_AND_SOME:
        when = f"{last:%Y-%m-%d %H:%M} UTC" if last else "never"
        yield f"Old records were last removed: {when}. Run each night: kentcare retention run --write."


def _faults_of_proxy() -> Iterator[str]:
    last = heartbeats.last_beat(heartbeats.RENAMED)
    if last and clock.now() - last < _A_NIGHT_AND_SOME:
        yield (
            f"A proxy gives the site another name than browsers know, last at {last:%Y-%m-%d %H:%M} UTC, so "
            "links in messages may lead nowhere. Let it pass Host and Origin on as they come."
        )


def _faults_of_backups(settings: Settings) -> Iterator[str]:
    if not settings.backup_recipients:
        yield "No backup can be made. Run: kentcare backup-key, and set BACKUP_RECIPIENTS."
        return
    last = heartbeats.last_beat(heartbeats.BACKUP)
    if last is None or clock.now() - last > _A_NIGHT_AND_SOME:
        when = f"{last:%Y-%m-%d %H:%M} UTC" if last else "never"
        yield f"The last backup was made: {when}. Run each night: kentcare backup."


def refuse_demonstration(settings: Settings) -> None:
    """Keep production from starting with one key for everything, or on a database that is not its own:
    a demonstration's, or one with other tables than the code expects.

    Called inside an application context. Raises UnsafeSettings.
    """
    found = list(_faults_of_keys(settings))
    # A database without tables has nobody in it. One that does not answer raises an error by itself.
    if migrate.version(settings.database_url):
        found += _marked_as_demonstration()
        found += filter(None, [schema_fault(settings.database_url)])
    if found:
        raise UnsafeSettings(" ".join(found))
