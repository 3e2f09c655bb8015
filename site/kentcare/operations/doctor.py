"""`kentcare doctor`: what is wrong with a deployment, in words, each with what to do."""

import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.rules import Role
from kentcare.advocacy import records as advocacy
from kentcare.config import Settings, UnsafeSettings
from kentcare.core import clock
from kentcare.db import migrate, roles
from kentcare.db import records as marks
from kentcare.db.attach import database_only
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.messages import records as messages
from kentcare.services.outbox import records as outbox
from kentcare.services.outbox.senders import sender_of

_ADVOCACY_KEY = "ADVOCACY_KEY"
_EACH_NIGHT = timedelta(hours=26)
_TELLING = ("care", "leaver", "foster", "looked-after", "social")


@click.command()
def doctor() -> None:
    """Say what is wrong with this deployment. Exits with 1 where there is anything."""
    found = list(faults(Settings.from_env(is_looked_at=True)))
    for fault in found:
        click.echo(fault)
    sys.exit(bool(found))


def faults(settings: Settings) -> Iterator[str]:
    """Each as a sentence, and one that says what to do."""
    yield from _faults_of_settings(settings)
    yield from _faults_of_keys(settings)
    yield from _faults_of_folder(settings.instance)
    yield from _faults_of_database(settings)


def _faults_of_settings(settings: Settings) -> Iterator[str]:
    if not settings.production:
        yield "This is not set up as production. Set KENTCARE_ENV to production."
    yield from (f"{fault}." for fault in settings.faults())
    if settings.production and sender_of(settings) is None:
        yield "Nobody sends messages, so nobody gets a code. Set NOTIFY_API_KEY or SMTP_URL."
    for name in settings.hosts:
        # Messages say where to sign in. Somebody else may read them over a shoulder.
        if any(word in name.lower() for word in _TELLING):
            yield f"{name} would tell on a telephone what this is about. Choose a neutral name."
    if not settings.https:
        yield "Cookies may travel without https. Set KENTCARE_HTTPS to on."


def _faults_of_keys(settings: Settings) -> Iterator[str]:
    is_set, is_its_own = advocacy.has_key_of_its_own(settings.secrets)
    if not is_set:
        yield f"{_ADVOCACY_KEY} is missing. The advocacy service makes one and sets it."
    if not is_its_own:
        yield f"{_ADVOCACY_KEY} is the same as SECRET_KEY. The advocacy service sets one of its own."


def _faults_of_folder(instance: Path) -> Iterator[str]:
    try:
        instance.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=instance):
            pass
    except OSError:
        yield f"Nothing can be written to {instance}. Let the site write there, or set KENTCARE_INSTANCE."


def _faults_of_database(settings: Settings) -> Iterator[str]:
    try:
        stands_at = migrate.version(settings.database_url)
        if stands_at != migrate.newest():
            found = stands_at or "nothing"
            is_newer = migrate.is_enough(stands_at)
            then = "Install the newer site." if is_newer else "Run: kentcare db upgrade."
            yield f"The database stands at {found}, not at {migrate.newest()}. {then}"
            return
        if roles.owns_its_tables(settings.database_url):
            yield (
                "With DATABASE_URL the site could change its tables and the rules that keep the audit trail. "
                "Run: kentcare db grant, with a role of its own."
            )
        if migrate.drift(settings.database_url):
            yield "The tables are not as the code expects. Run: kentcare db check."
        with database_only(settings.database_url):
            yield from _made_up()
            yield from _faults_of_people()
            yield from _faults_of_copies(settings)
            yield from _faults_of_removal()
    except (SQLAlchemyError, ValueError, OSError):
        yield "The database does not answer. Check DATABASE_URL, and that the database runs."


def _marked() -> Iterator[str]:
    if marks.marked_at(marks.DEMO):
        yield "The database is marked as a demonstration. Set DATABASE_URL to one of its own."


def _made_up() -> Iterator[str]:
    yield from _marked()
    # Said, but no reason not to start: whoever invites somebody at such an address would stop the site.
    if accounts.has_made_up_people():
        yield "There are accounts at example.org, of people who are not real. Use a database without them."


def _faults_of_people() -> Iterator[str]:
    now = clock.now()
    for role in (Role.ADMINISTRATOR, Role.ADVOCACY_LEAD):
        if not accounts.with_role(role):
            name = role.value.replace("-", " ")
            yield f"There is no {name} to invite the others. Run: kentcare people first-{role.value}."
    if late := accounts.overdue(now.date()):
        yield f"Accounts that nobody has looked at in time: {late}. An administrator or lead does it."
    if quiet := outbox.not_sending_since(now):
        yield f"Nobody sends messages since {quiet:%Y-%m-%d %H:%M} UTC. Run: kentcare outbox run."
    if number := messages.number_undelivered():
        yield f"Messages that did not arrive: {number}. An administrator or lead sees them on the desk."


def _faults_of_removal() -> Iterator[str]:
    last = heartbeats.last_beat(heartbeats.RETENTION)
    if last is None or clock.now() - last > _EACH_NIGHT:
        when = f"{last:%Y-%m-%d %H:%M} UTC" if last else "never"
        yield f"What is too old was last removed: {when}. Run kentcare retention run --write each night."


def _faults_of_copies(settings: Settings) -> Iterator[str]:
    if not settings.backup_recipients:
        yield "No copies can be made. Run kentcare backup-key, and set BACKUP_RECIPIENTS."
        return
    last = heartbeats.last_beat(heartbeats.BACKUP)
    if last is None or clock.now() - last > _EACH_NIGHT:
        when = f"{last:%Y-%m-%d %H:%M} UTC" if last else "never"
        yield f"The last copy of everything was made: {when}. Run kentcare backup each night."


def refuse_what_is_made_up(settings: Settings) -> None:
    """Production does not start on a demonstration's database, nor with one key for everything.

    Inside an application context. Raises UnsafeSettings.
    """
    found = list(_faults_of_keys(settings))
    # A database without tables has nobody in it. One that does not answer stops us by itself.
    if migrate.version(settings.database_url):
        found += _marked()
    if found:
        raise UnsafeSettings(" ".join(found))
