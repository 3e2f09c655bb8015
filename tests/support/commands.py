"""Every command of `kentcare` with words that it takes, to be run in this process or in one of its own."""

import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import click
import pyrage
import pytest
from click.testing import CliRunner

from kentcare.cli import main
from kentcare.db import migrate
from kentcare.operations import serve
from kentcare.operations.backup import archive
from kentcare.operations.backup.database import DatabaseCopy, copy_of
from kentcare.operations.translate import store

# {folder} is one that a test makes, with the files that it needs. Facts are given on standard input.
COMMANDS = {
    "audit remove": ["--before", "2019-04-01"],
    "backup": ["--to", "{folder}"],
    "backup-key": [],
    "content check": [],
    "db check": [],
    "db downgrade": ["base"],
    "db draft": ["never written"],
    "db grant": ["somebody"],
    "db upgrade": [],
    "demo load": [],
    "doctor": [],
    "due remind": [],
    "files check": [],
    "offer explain": [],
    "offer timeline": [],
    "outbox run": ["--once"],
    "outbox status": [],
    "people first-administrator": ["Ada", "ada@kent.example"],
    "people first-advocacy-lead": ["Ada", "ada@charity.example"],
    "people sign-out": ["--everybody"],
    "people import": ["homes", "{folder}/homes.csv"],
    "restore": ["{folder}/backup", "--identity", "{folder}/identity", "--write"],
    "retention hold": ["young person", "1", "--reason", "a claim"],
    "retention lift": ["young person", "1"],
    "retention plan": [],
    "retention run": [],
    "serve": [],
    "translations check": [],
    "translations collect": ["{folder}/collected.pot"],
    "translations export": ["ar", "{folder}/ar.po"],
    "translations import": ["ar", "{folder}/empty.po"],
    "translations missing": ["ar"],
    "translations status": [],
}
# These read content/ and translations/ alone; whatever else is set or stands in a database, they work.
WITHOUT_SETTINGS = {
    "backup-key",
    *(name for name in COMMANDS if name.startswith(("content ", "offer ", "translations "))),
}
WITH_SETTINGS = sorted(COMMANDS.keys() - WITHOUT_SETTINGS)
FACTS = json.dumps({"on": "2017-04-01", "date_of_birth": "1999-09-03"})


def every_command(command: click.Command = main, *before: str) -> Iterator[str]:
    """The names of all commands that there are."""
    if not isinstance(command, click.Group):
        yield " ".join(before)
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found
        yield from every_command(found, *before, name)


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended. `crashed`: with an error that is no sentence for an operator."""

    code: int
    output: str
    crashed: bool


@cache
def _empty_database() -> tuple[bytes, dict[str, int]]:
    """A database of this version with nobody in it, and how many rows each table has."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/empty.sqlite3"
        migrate.upgrade(address)
        with copy_of(address, "") as copied:
            return copied.content.read(), copied.rows


def files_for_commands(folder: Path) -> str:
    """Make the files that COMMANDS name. Returns the public key of the backup among them."""
    identity = pyrage.x25519.Identity.generate()
    (folder / "identity").write_text(str(identity))
    (folder / "homes.csv").write_text("home_number,name\n")
    (folder / "empty.po").write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')
    content, rows = _empty_database()
    copied = DatabaseCopy("sqlite", io.BytesIO(content), rows, migrate.newest())
    public = str(identity.to_public())
    archive.write(folder / "backup", copied, iter(()), public, datetime.now(UTC), "")
    return public


def words_of(name: str, folder: Path) -> list[str]:
    return [*name.split(), *(word.format(folder=folder) for word in COMMANDS[name])]


def run(name: str, folder: Path) -> Said:
    """Run a command in this process."""
    result = CliRunner().invoke(main, words_of(name, folder), input=FACTS)
    crashed = result.exception is not None and not isinstance(result.exception, SystemExit)
    return Said(result.exit_code, result.output, crashed)


_SCRIPT = """
import json, sys
from click.testing import CliRunner
from kentcare.cli import main
told = []
for words in json.loads(sys.argv[1]):
    result = CliRunner().invoke(main, words, input=sys.argv[2])
    crashed = result.exception is not None and not isinstance(result.exception, SystemExit)
    told.append([result.exit_code, result.output, crashed])
print(json.dumps(told))
"""


def run_elsewhere(names: Sequence[str], folder: Path, environment: Mapping[str, str]) -> dict[str, Said]:
    """Run commands in a process of their own, for what is read once and for all."""
    words = json.dumps([words_of(name, folder) for name in names])
    told = subprocess.run(
        [sys.executable, "-c", _SCRIPT, words, FACTS],
        env=os.environ | environment,
        capture_output=True,
        check=True,
        text=True,
    )
    found: list[Any] = json.loads(told.stdout)
    return {name: Said(*one) for name, one in zip(names, found, strict=True)}


@pytest.fixture
def harmless(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No command listens, sends messages, writes into this checkout or changes the environment of others."""
    environment = dict(os.environ)
    monkeypatch.setattr(store, "save", lambda *_: None)
    monkeypatch.setattr(migrate, "write_migration", lambda *_: None)
    monkeypatch.setattr(serve, "_listen", lambda *_: None)
    monkeypatch.setattr(serve, "_message_sender", nullcontext)
    yield
    os.environ.clear()
    os.environ.update(environment)
