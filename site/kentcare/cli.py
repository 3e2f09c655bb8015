"""The `kentcare` command. Each group of commands stands in its room and is imported when it is called."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from kentcare.core import demonstration
from kentcare.core.command_line import SiteOpeners
from kentcare.operator_error import OperatorError

# name -> (module, attribute, one line of help)
_COMMANDS = {
    "serve": ("kentcare.operations.serve", "serve", "Serve the site on this machine."),
    "db": ("kentcare.db.commands", "db", "Bring the database up to date, or check that it is."),
    "audit": ("kentcare.accounts.audit.commands", "audit", "Remove what is old from the audit trail."),
    "files": ("kentcare.services.files.commands", "files", "Hold the files against the database."),
    "backup": (
        "kentcare.operations.backup.commands",
        "backup",
        "Back up the database and every file, encrypted.",
    ),
    "backup-key": ("kentcare.operations.backup.commands", "backup_key", "Make the pair of keys for backups."),
    "restore": ("kentcare.operations.backup.commands", "restore", "Check a backup, or restore it."),
    "due": ("kentcare.desk.reminders.commands", "due", "Remind Hosts of what is late."),
    "retention": (
        "kentcare.operations.retention.commands",
        "retention",
        "Say what is too old, and remove it; set holds.",
    ),
    "outbox": ("kentcare.operations.outbox", "outbox", "Send the messages that wait."),
    "demo": (f"{demonstration.PACKAGE}.commands", "demo", "Fill a database with a demonstration."),
    "doctor": ("kentcare.operations.doctor", "doctor", "Say what is wrong with this deployment."),
    "offer": ("kentcare.offer.entitlements.commands", "offer", "What somebody is owed, and their timeline."),
    "translations": (
        "kentcare.operations.translate.commands",
        "translations",
        "How each language stands; to translators and back.",
    ),
    "people": (
        "kentcare.desk.imports.commands",
        "people",
        "Import lists from the case system; make the first accounts; sign people out.",
    ),
    "content": (
        "kentcare.operations.content_check",
        "content",
        "Check the words and figures under content/.",
    ),
}

# The umask of every process of the site: what it makes is its own user's alone.
PRIVATE = 0o077


@contextmanager
def errors_for_operators() -> Iterator[None]:
    """Turn what an operator can mend into a sentence, for a command and for the start of the site.

    Raises ClickException with the sentence. Whatever else goes wrong keeps its traceback.
    """
    try:
        yield
    except (click.exceptions.Exit, click.ClickException, click.Abort):
        raise
    except OperatorError as error:
        raise click.ClickException(str(error)) from error
    except Exception as error:
        # Imported here: most commands end well, and some load no database.
        from kentcare.operations.error_messages import message_of

        if message := message_of(error):
            raise click.ClickException(message) from error
        raise


class _LazyGroup(click.Group):
    """Imports the module of a command when it is used, so that `offer explain` does not load the site."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with errors_for_operators():  # --help is shown here
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        # Nobody else on the machine reads what a command makes. Set back, because tests call commands too.
        before = os.umask(PRIVATE)
        try:
            with errors_for_operators():
                return super().invoke(ctx)
        finally:
            os.umask(before)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module, attribute, _ = _COMMANDS[name]
        if module.startswith(demonstration.PACKAGE) and not demonstration.is_installed():
            return None
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.{attribute} is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name][2]) for name in self.list_commands(ctx)])


@contextmanager
def _open_site() -> Iterator[None]:
    """The whole site, in English. Links in its messages begin with the first host name that it answers to."""
    # Imported here, because `kentcare --help` must not load the site.
    from kentcare import create_app
    from kentcare.config import Settings
    from kentcare.core.garbage import not_collected
    from kentcare.core.languages.listed import ENGLISH
    from kentcare.db.attach import close

    settings = Settings.from_env()
    with not_collected():
        site = create_app(settings)
    host = settings.hosts[0].lstrip(".") if settings.hosts else "localhost"
    address = f"{'https' if settings.https else 'http'}://{host}"
    with site.test_request_context(f"/{ENGLISH}/", base_url=address):
        try:
            yield
        finally:
            close()


@contextmanager
def _open_database_and_files() -> Iterator[None]:
    """The database, the files and every language, as the site has them, without any of its pages."""
    from kentcare.config import Settings
    from kentcare.core.languages.listed import ENGLISH, offered_tags
    from kentcare.db.attach import database_only
    from kentcare.operations.doctor import refuse_demonstration
    from kentcare.services.files.records import use_files
    from kentcare.web.language import use_languages

    settings = Settings.from_env()
    with database_only(settings.database_url, secrets=settings.secrets, instance=settings.instance) as app:
        use_files(app, settings)
        use_languages(app, [*offered_tags(), *settings.more_languages])
        if settings.production:
            refuse_demonstration(settings)
        with app.test_request_context(f"/{ENGLISH}/"):
            yield


@click.group(cls=_LazyGroup)
@click.version_option(package_name="kentcare", message="%(package)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Kent's care leaver local offer and Kent Supported Homes."""
    ctx.obj = SiteOpeners(whole_site=_open_site, database_and_files=_open_database_and_files)
    if os.environ.get("KENTCARE_ENV") == "production":
        import_module("kentcare.operations.monitoring.logs").use_logs(production=True)
