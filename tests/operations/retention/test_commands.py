"""`kentcare retention` tells, removes and holds, without loading the site."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from kentcare.cli import main
from kentcare.config import Settings
from support.loaded import views_loaded_by
from support.old_rows import account, add
from support.retention import LONG_AGO


@pytest.fixture
def run(people_app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SECRET_KEY", settings.secret_key)

    def call(*words: str) -> Result:
        return CliRunner().invoke(main, ["retention", *words])

    return call


def test_the_command_tells_does_and_holds(run: Callable[..., Result], people_app: Flask) -> None:
    with people_app.app_context():
        add("drafts", LONG_AGO, account(people_app, "host"))
        add("drafts", LONG_AGO, account(people_app, "host-2"))
    assert "Would go: 2" in run("plan").stdout
    said = run("hold", "home", "H1", "--reason", "Canary of a reason")
    assert (said.exit_code, said.stdout) == (0, "It is held. The audit trail says so.\n")
    told = run("run")
    assert "Would go: 1" in told.stdout
    assert "Held, so that they stay: 1" in told.stdout
    assert "Canary" not in told.stdout
    assert "To do it, add --write. There is no way back." in told.stdout
    assert "Removed: 1" in run("run", "--write").stdout
    assert run("hold", "home", "H1", "--reason", "Again").stderr == "Error: There is a hold on it already.\n"
    assert run("hold", "home", "H999", "--reason", "Again").stderr == "Error: There is no such record.\n"
    assert run("lift", "home", "H1").stdout == "The hold is lifted. The audit trail says so.\n"
    assert run("lift", "home", "H1").stderr == "Error: There is no hold on it.\n"
    assert "Removed: 1" in run("run", "--write").stdout


@pytest.mark.parametrize("command", ["retention plan", "retention run --write"])
def test_the_job_of_each_night_loads_no_page(people_app: Flask, settings: Settings, command: str) -> None:
    """It would read some two hundred files for nothing, and a fault in a page would stop it."""
    assert views_loaded_by(command, settings) == []
