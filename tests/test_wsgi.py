"""What a WSGI server loads is the site, or a sentence about what an operator has to mend."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import kentcare
from kentcare.config import Settings
from kentcare.wsgi import create_application
from support.deployment import LONG

LOAD = "from kentcare.wsgi import create_application; create_application(); print('loaded')"


def loaded(tmp_path: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The application loaded as a server does it, in a process of its own."""
    given = {"KENTCARE_INSTANCE": str(tmp_path / "instance"), **environment}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KENTCARE_")}
    return subprocess.run(
        [sys.executable, "-c", LOAD], env=kept | given, capture_output=True, check=False, text=True
    )


def test_it_is_the_whole_site(tmp_path: Path) -> None:
    done = loaded(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "loaded\n", "")


def test_what_it_makes_is_its_own_user_s_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        loaded(tmp_path)
    finally:
        os.umask(before)
    made = [tmp_path / "instance", *(tmp_path / "instance").rglob("*")]
    assert len(made) > 1
    assert [file for file in made if stat.S_IMODE(file.stat().st_mode) & 0o077] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KENTCARE_PROXIES", "two"),
        ("KENTCARE_CLOCK", "tomorrow"),
        ("KENTCARE_ENV", "prod"),
        ("DATABASE_URL", "mysql://x"),
        ("KENTCARE_FILES", "ftp://x"),
        ("KENTCARE_DATA", "/nowhere"),
    ],
)
def test_a_wrong_setting_is_a_sentence_and_no_traceback(tmp_path: Path, name: str, value: str) -> None:
    done = loaded(tmp_path, **{name: value})
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"Error: {name} ")
    assert done.stderr.endswith(", or leave it out.\n")


def test_a_database_that_does_not_answer_keeps_production_from_starting(tmp_path: Path) -> None:
    done = loaded(
        tmp_path,
        KENTCARE_ENV="production",
        KENTCARE_HOSTS="offer.example",
        SECRET_KEY=LONG,
        ADVOCACY_KEY="the-charity-has-another-" * 3,
        DATABASE_URL="postgresql://user@127.0.0.1:9/name",
    )
    assert done.returncode == 3
    assert done.stderr.startswith("Error: The database does not answer: “name” on 127.0.0.1:9.")
    assert "Traceback" not in done.stderr


def test_a_fault_of_the_code_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_settings: Settings | None = None) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(kentcare, "create_app", broken)
    monkeypatch.setattr(os, "umask", lambda _mask: None)  # that of the tests stays as it is
    with pytest.raises(ZeroDivisionError):
        create_application()
