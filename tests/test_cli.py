"""The `kentcare` command: what it lists, what it loads, and what it says where settings are unsafe."""

import os
import stat
from importlib import metadata
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kentcare.cli import main
from kentcare.config import Settings
from kentcare.core import demonstration
from support.loaded import views_loaded_by


def test_the_command_says_its_version() -> None:
    said = CliRunner().invoke(main, ["--version"])
    assert said.output == f"kentcare {metadata.version('kentcare')}\n"


def test_each_command_that_is_listed_is_there() -> None:
    assert isinstance(main, click.Group)
    with main.make_context("kentcare", [], resilient_parsing=True) as context:
        names = main.list_commands(context)
        assert names == sorted(names)
        assert all(main.get_command(context, name) for name in names)
        assert main.get_command(context, "nothing") is None
    listed = CliRunner().invoke(main, ["--help"]).output
    assert not [name for name in names if f"\n  {name} " not in listed]


def test_where_the_demonstration_is_not_installed_it_is_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demonstration, "is_installed", lambda: False)
    said = CliRunner().invoke(main, ["demo", "load"])
    assert (said.exit_code, "No such command 'demo'" in said.output) == (2, True)


def test_to_ask_for_help_loads_no_page(settings: Settings) -> None:
    assert views_loaded_by("--help", settings) == []


def test_what_a_command_makes_is_its_own_user_s_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'made' / 'by.sqlite3'}")
    before = os.umask(0o022)
    try:
        assert CliRunner().invoke(main, ["db", "upgrade"]).exit_code == 0
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.rglob("*")}
    assert modes == {"made": 0o700, "by.sqlite3": 0o600}


# The one opens the whole site, the other the database and the files.
@pytest.mark.parametrize(
    "command", [["people", "first-administrator", "Ada", "ada@example.org"], ["retention", "plan"]]
)
def test_unsafe_settings_end_a_command_with_words(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"KENTCARE_ENV": "production", "SECRET_KEY": "short"}.items():
        monkeypatch.setenv(name, value)
    said = CliRunner().invoke(main, command)
    assert said.exit_code == 1
    assert said.output.startswith("Error: ")
    assert "SECRET_KEY" in said.output
