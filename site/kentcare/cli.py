"""The `kentcare` command. Each group lives with its domain and is imported only when it is called."""

import os
from importlib import import_module

import click

# name -> (module, attribute, one line of help)
_COMMANDS = {
    "serve": ("kentcare.serve", "serve", "Serve the site on this machine."),
    "db": ("kentcare.db.commands", "db", "Bring the database up to date, or check that it is."),
    "audit": ("kentcare.audit.commands", "audit", "Remove what is old from the audit trail."),
    "files": ("kentcare.files.commands", "files", "Hold the files against the database."),
    "backup": ("kentcare.copies.commands", "backup", "Make a copy of everything, locked."),
    "backup-key": ("kentcare.copies.commands", "backup_key", "Make the key that opens copies."),
    "restore": ("kentcare.copies.commands", "restore", "Look at a copy, or put it back."),
    "due": ("kentcare.due.commands", "due", "Remind people of what is late."),
    "retention": ("kentcare.retention.commands", "retention", "Say what is too old, and remove it; holds."),
    "outbox": ("kentcare.notify.commands", "outbox", "Send the messages that wait."),
    "demo": ("kentcare.demo.commands", "demo", "Fill a database with people who are not real."),
    "doctor": ("kentcare.doctor", "doctor", "Say what is wrong with this deployment."),
    "offer": ("kentcare.offer.commands", "offer", "What somebody is owed, and their timeline."),
    "translations": (
        "kentcare.translate.commands",
        "translations",
        "How each language stands; to translators and back.",
    ),
    "people": (
        "kentcare.imports.commands",
        "people",
        "Bring in lists from the case system; make the first accounts.",
    ),
    "content": ("kentcare.content_check", "content", "Check the words and figures under content/."),
}


class _LazyGroup(click.Group):
    """Imports a command's module when it is used: `offer explain` must not pay for loading the web site."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module, attribute, _ = _COMMANDS[name]
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.{attribute} is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name][2]) for name in self.list_commands(ctx)])


@click.group(cls=_LazyGroup)
@click.version_option(package_name="kentcare", message="%(package)s %(version)s")
def main() -> None:
    """Kent's care leaver local offer and Kent Supported Homes."""
    if os.environ.get("KENTCARE_ENV") == "production":
        import_module("kentcare.running.logs").use_logs(production=True)
