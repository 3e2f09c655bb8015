"""The whole site is made of every room, and production does not start on what is made up."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

import kentcare
from kentcare import create_app
from kentcare.cli import main
from kentcare.config import Settings, UnsafeSettings
from kentcare.db.attach import database_only
from kentcare.db.session import writing
from support.deployment import (
    LONG,
    Change,
    add_made_up_address,
    add_made_up_number,
    good,
    mark_as_demonstration,
)
from support.scanner import scanner

__all__ = ["good", "scanner"]

pytestmark = pytest.mark.usefixtures("good")

# Their views are registered by a function of the room itself.
BY_THEMSELVES = {"web", "operations.monitoring", "sign_in.portal"}


def test_every_room_with_pages_is_in_the_site(app: Flask) -> None:
    """A room that nobody registers has pages that nobody can open, and no other test would say so."""
    package = Path(kentcare.__file__).parent
    rooms = {".".join(file.relative_to(package).parent.parts) for file in package.rglob("views.py")}
    assert rooms == {*kentcare._ROOMS} | BY_THEMSELVES
    there = {one.import_name.removeprefix("kentcare.").rpartition(".")[0] for one in app.blueprints.values()}
    assert rooms <= there


def test_production_starts_on_a_good_deployment() -> None:
    client = create_app().test_client()
    assert client.get("/healthz", base_url="https://offer.example").status_code == 200


@pytest.mark.parametrize("change", [add_made_up_address, add_made_up_number])
def test_whoever_invites_somebody_at_such_an_address_does_not_stop_the_site(
    good: str, change: Change
) -> None:
    with database_only(good, secrets=(LONG,)):
        change()
    assert create_app()


def test_production_does_not_start_on_a_demonstration(good: str) -> None:
    """Neither the application nor `kentcare serve` starts on a database marked as a demonstration."""
    with database_only(good, secrets=(LONG,)):
        mark_as_demonstration()
    with pytest.raises(UnsafeSettings, match="demonstration"):
        create_app()
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: The")


def test_production_does_not_start_on_tables_of_another_migration_with_the_same_number(good: str) -> None:
    with database_only(good), writing() as session:
        session.connection().exec_driver_sql("DROP TABLE recovery_code")
    with pytest.raises(UnsafeSettings, match="It lacks: recovery_code"):
        create_app()
    said = CliRunner().invoke(main, ["serve"])
    assert said.exit_code == 1
    assert "It lacks: recovery_code" in said.output


@pytest.mark.parametrize("key", ["", LONG])
def test_production_does_not_start_without_the_advocacy_services_own_key(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """Neither without a key for the advocacy service nor with the site's own."""
    monkeypatch.setenv("ADVOCACY_KEY", key)
    with pytest.raises(UnsafeSettings, match="ADVOCACY_KEY"):
        create_app()
    assert CliRunner().invoke(main, ["serve"]).exit_code == 1


def test_production_does_not_start_as_a_demonstration() -> None:
    """`kentcare serve --demo` says why, and nothing is loaded."""
    result = CliRunner(env={"KENTCARE_DEMO": None}).invoke(main, ["serve", "--demo"])
    assert (result.exit_code, "KENTCARE_DEMO must be off" in result.output) == (1, True)


def test_what_is_not_production_asks_nothing_of_the_database(
    good: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database_only(good):
        mark_as_demonstration()
    monkeypatch.delenv("KENTCARE_ENV")
    assert isinstance(Settings.from_env(), Settings)
    create_app()
