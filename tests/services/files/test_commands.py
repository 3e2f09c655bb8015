"""`kentcare files check`: the stored files against the database, from the command line."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result
from flask import Flask

from kentcare.cli import main
from kentcare.config import Settings
from kentcare.services.files import records as files
from kentcare.services.files.store import AS_THEY_CAME, Folder
from support.long_forms import Open
from support.pictures import photograph
from support.uploads import attach, attach_and_look, kept_in

pytestmark = pytest.mark.usefixtures("empty_store")
Check = Callable[..., Result]


@pytest.fixture
def check(report_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Run the command a day later, when every file without a row counts: `check("--write")`."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SECRET_KEY", settings.secret_key)
    monkeypatch.setenv("KENTCARE_INSTANCE", str(settings.instance))

    def run(*options: str) -> Result:
        with time_machine.travel(datetime.now(UTC) + timedelta(hours=25), tick=False):
            return CliRunner().invoke(main, ["files", "check", *options], catch_exceptions=False)

    return run


@pytest.fixture
def folder(settings: Settings) -> Path:
    return settings.instance / "files"


def test_a_file_that_belongs_to_nothing_is_counted_and_removed_only_when_told(
    opened: Open, check: Check, folder: Path
) -> None:
    attach_and_look(opened(), (photograph(), "a.jpg"))
    [own] = kept_in(folder)
    Folder(folder).put("stray", b"x")
    told = check()
    assert (told.exit_code, told.output) == (
        0,
        "Files that belong to nothing: 1. They can be removed with --write.\n",
    )
    assert (folder / "stray").exists()
    told = check("--write")
    assert (told.exit_code, told.output) == (0, "Files that belong to nothing: 1. They were removed.\n")
    assert kept_in(folder) == [own]


def test_a_file_that_waits_belongs_to_something_and_one_that_was_not_kept_is_not_missing(
    opened: Open, check: Check, folder: Path
) -> None:
    attach_and_look(opened(), (photograph()[:-200], "half.jpg"))
    attach(opened("host-2"), (photograph(), "a.jpg"))
    assert check("--write").output == "Files that belong to nothing: 0. They were removed.\n"
    assert len([*(folder / AS_THEY_CAME).iterdir()]) == 1


def test_a_file_that_is_missing_is_named_and_the_command_fails(
    opened: Open, report_app: Flask, check: Check, folder: Path
) -> None:
    attach_and_look(opened(), (photograph(), "a.jpg"))
    [own] = kept_in(folder)
    with report_app.app_context():
        [(ref, _)] = files.every_file()
    own.unlink()
    told = check()
    assert told.exit_code == 1
    assert told.output.startswith(f"The file {ref} is missing. Restore it from a backup.\n")


def test_unsafe_settings_are_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KENTCARE_ENV", "production")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    told = CliRunner().invoke(main, ["files", "check"], catch_exceptions=False)
    assert told.exit_code == 1
    assert told.output.startswith("Error: ")
