"""The `kentcare` command. Each group lives with its domain and is imported only when it is called."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import click

from kentcare.core import demonstration

# name -> (module, attribute, one line of help)
_COMMANDS = {
    "serve": ("kentcare.operations.serve", "serve", "Serve the site on this machine."),
    "db": ("kentcare.db.commands", "db", "Bring the database up to date, or check that it is."),
    "audit": ("kentcare.accounts.audit.commands", "audit", "Remove what is old from the audit trail."),
    "files": ("kentcare.services.files.commands", "files", "Hold the files against the database."),
    "backup": ("kentcare.operations.backup.commands", "backup", "Make a copy of everything, locked."),
    "backup-key": ("kentcare.operations.backup.commands", "backup_key", "Make the key that opens copies."),
    "restore": ("kentcare.operations.backup.commands", "restore", "Look at a copy, or put it back."),
    "due": ("kentcare.desk.reminders.commands", "due", "Remind people of what is late."),
    "retention": (
        "kentcare.operations.retention.commands",
        "retention",
        "Say what is too old, and remove it; holds.",
    ),
    "outbox": ("kentcare.services.outbox.commands", "outbox", "Send the messages that wait."),
    "demo": (f"{demonstration.PACKAGE}.commands", "demo", "Fill a database with people who are not real."),
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
        "Bring in lists from the case system; make the first accounts.",
    ),
    "content": (
        "kentcare.operations.content_check",
        "content",
        "Check the words and figures under content/.",
    ),
}


class _LazyGroup(click.Group):
    """Imports a command's module when it is used: `offer explain` must not pay for loading the web site."""

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
    """The whole site, in English. The first name that it answers to stands in the links of its messages."""
    # Imported here, because the command line must not load a web site to say what it can do.
    from kentcare import create_app
    from kentcare.config import Settings, UnsafeSettings
    from kentcare.core.languages.listed import ENGLISH

    try:
        settings = Settings.from_env()
        site = create_app(settings)
    except UnsafeSettings as error:
        raise click.ClickException(str(error)) from None
    host = settings.hosts[0].lstrip(".") if settings.hosts else "localhost"
    address = f"{'https' if settings.https else 'http'}://{host}"
    with site.test_request_context(f"/{ENGLISH}/", base_url=address):
        yield


@click.group(cls=_LazyGroup)
@click.version_option(package_name="kentcare", message="%(package)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Kent's care leaver local offer and Kent Supported Homes."""
    ctx.obj = _open_site
    if os.environ.get("KENTCARE_ENV") == "production":
        import_module("kentcare.operations.monitoring.logs").use_logs(production=True)
