"""Whatever storage cannot be written, every command says it in a sentence, and the site loses no word."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support import the_cast
from support.backup import PROGRAMS
from support.commands import COMMANDS, WITH_SETTINGS, Said, files_for_commands, harmless, run
from support.databases import new_database
from support.every import pairs
from support.forms import token
from support.host_report import FORM
from support.html import page_of, text_of
from support.long_forms import Window, shown
from support.monitoring import ready
from support.site import let_go, move
from support.stops import OFFICER, halt
from support.unwritable import copy_of, full_disk, make_read_only, open_folder, somebody_else
from whole_site.test_operator_errors import assert_sentence, folder

__all__ = ["folder", "harmless"]

pytestmark = pytest.mark.usefixtures("harmless")
# What cannot do its work without writing into the database, whatever stands there.
WRITES = {"db downgrade", "people first-administrator", "people first-advocacy-lead", "people sign-out"}
# They make one where there is none.
MAKES_ONE = {"db upgrade", "serve", "restore"}


def assert_said(said: Said, command: str, *, fails: bool) -> None:
    """The command did its work, or said in a sentence why it could not."""
    assert not said.crashed, said.output
    assert "Traceback" not in said.output
    if said.code or fails:
        assert_sentence(said)


@pytest.mark.parametrize("command", WITH_SETTINGS)
def test_a_postgresql_that_was_made_read_only(
    command: str, read_only: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", read_only)
    monkeypatch.setenv("PG_BIN", str(sorted(PROGRAMS.glob("pginstall*/bin"))[-1]))
    said = run(command, folder)
    assert_said(said, command, fails=command in WRITES)
    if command in WRITES:
        assert "takes no changes" in said.output


@pytest.fixture
def read_only(request: pytest.FixtureRequest) -> str:
    address: str = request.getfixturevalue("address")
    make_read_only(address)
    return address


@pytest.fixture
def kind() -> str:
    return "postgresql"


# Of the file and of its folder.
MODES = [(0o444, 0o555), (0o666, 0o555), (0o444, 0o777), (0, 0o777), (0o666, 0)]


@pytest.mark.parametrize(("command", "modes"), pairs(WITH_SETTINGS, MODES, 2))
def test_a_file_or_folder_of_sqlite_that_may_not_be_written(
    command: str,
    modes: tuple[int, int],
    migrated: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run("doctor", folder)  # what it needs is imported as whoever runs the tests
    with open_folder() as place, open_folder() as files:
        monkeypatch.setenv("BACKUP_RECIPIENTS", files_for_commands(files))
        file_mode, folder_mode = modes
        address = copy_of(migrated, place, file_mode=file_mode, folder_mode=folder_mode)
        monkeypatch.setenv("DATABASE_URL", address)
        for file in files.iterdir():
            file.chmod(0o666)
        with somebody_else():
            said = run(command, files)
    assert_said(said, command, fails=command in WRITES)


@pytest.mark.parametrize(("command", "most"), pairs(sorted(COMMANDS), [0, 4096, 100_000]))
def test_a_disk_that_is_full(
    command: str, most: int, migrated: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = shutil.copy(migrated, folder / "copy.sqlite3")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    with full_disk(most):
        said = run(command, folder)
    assert_said(said, command, fails=command in WRITES and most == 0)


@pytest.mark.parametrize("command", sorted(MAKES_ONE))
def test_a_disk_without_room_for_a_database(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder / 'new.sqlite3'}")
    with full_disk():
        said = run(command, folder)
    assert_said(said, command, fails=True)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_file_in_place_of_the_folder_of_files(
    command: str, migrated: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "instance").mkdir()
    (folder / "instance/files").write_text("no folder")
    file = shutil.copy(migrated, folder / "copy.sqlite3")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    assert_said(run(command, folder), command, fails=command == "files check")


@pytest.mark.parametrize("words", ["--help", "backup-key", "content check"])
def test_a_disk_without_room_for_what_a_command_says(words: str) -> None:
    command = [sys.executable, "-c", "from kentcare.cli import main; main()", *words.split()]
    with Path("/dev/full").open("w") as full:
        said = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (said.returncode, "Traceback" in said.stderr) == (1, False)
    assert said.stderr.startswith("Error: No space left on device.")


WORDS = "Words that nobody should have to write twice"
# How the storage of a running site stops to take changes, and what /readyz says then. Where SQLite can make
# no file beside its own it cannot even read.
FAULTS = {
    "read-only": "storage",
    "file": "storage",
    "folder": "database",
    "full": "database",
    "away": "database",
}


@contextmanager
def broken(app: Flask, fault: str, place: Path) -> Iterator[None]:
    """The site meets the fault with its next connection."""
    let_go(app)
    file = place / "copy.sqlite3"
    if fault == "read-only":
        make_read_only(app.config["SQLALCHEMY_DATABASE_URI"].render_as_string(hide_password=False))
        yield
        make_read_only(
            app.config["SQLALCHEMY_DATABASE_URI"].render_as_string(hide_password=False), really=False
        )
    elif fault == "full":
        with full_disk():
            yield
    elif fault == "away":
        file.rename(place / "elsewhere")
        file.mkdir()
        yield
        file.rmdir()
        (place / "elsewhere").rename(file)
    else:
        file.chmod(0o444 if fault == "file" else 0o666)
        place.chmod(0o777 if fault == "file" else 0o555)
        with somebody_else():
            yield
    let_go(app)


@pytest.fixture(params=FAULTS)
def fault(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def breaks(
    request: pytest.FixtureRequest, fault: str, moving_app: Flask, peopled: Path
) -> Iterator[tuple[Flask, Callable[[], AbstractContextManager[None]]]]:
    """The site with the cast, and what breaks its storage."""
    with open_folder() as place:
        if fault == "read-only":
            server, like = (request.getfixturevalue(name) for name in ("postgresql", "peopled_postgresql"))
            address = new_database(server, like)
        else:
            address = copy_of(peopled, place, file_mode=0o666, folder_mode=0o777)
        move(moving_app, address)
        yield moving_app, lambda: broken(moving_app, fault, place)
        let_go(moving_app)


Breaks = tuple[Flask, Callable[[], AbstractContextManager[None]]]


def browser_of(app: Flask, name: str) -> FlaskClient:
    client = app.test_client()
    the_cast.sign_in(app, client, name)
    return client


def test_the_words_of_a_short_form_are_shown_again(breaks: Breaks) -> None:
    app, break_it = breaks
    ref = halt(app)
    client = browser_of(app, OFFICER)
    posted = {
        "csrf_token": token(client, "/en/account"),
        "found": "safe",
        "follows": "adviser",
        "words": WORDS,
    }
    with break_it():
        page = client.post(f"/en/desk/stops/{ref}", data=posted)
    assert page.status_code == 503
    assert [text_of(found) for found in page_of(page).select("p.typed")] == [WORDS]
    assert client.get(f"/en/desk/stops/{ref}").status_code == 200


def test_the_words_of_a_long_form_stay_on_its_page(breaks: Breaks) -> None:
    app, break_it = breaks
    window = Window.open(browser_of(app, "host"), FORM)
    with break_it():
        page = window.press("save", well=WORDS)
    assert page.status_code == 503
    assert WORDS in page.text
    assert window.press("save").status_code == 303
    assert shown(Window.open(window.client, FORM).page)["well"] == WORDS


def test_a_machine_that_asks_is_told_and_public_pages_are_read(
    breaks: Breaks, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, break_it = breaks
    # Files have a folder of their own, with which nothing is wrong.
    monkeypatch.setattr("kentcare.operations.monitoring.start.can_write", lambda _folder: True)
    assert ready(app) == (200, "ok")
    with break_it():
        assert ready(app) == (503, FAULTS[fault])
        assert app.test_client().get("/en/money").status_code == 200
    assert ready(app) == (200, "ok")
