"""Places that others may read are named once, and a place that cannot be looked at is none of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from kentcare.config import Settings
from kentcare.operations import modes


@pytest.fixture
def private(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings whose places are all there, and nobody else's to read."""
    monkeypatch.setattr(modes, "SETTINGS", tmp_path / "none")
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o700)
    database = tmp_path / "apart.sqlite3"
    database.touch(mode=0o600)
    return replace(settings, instance=instance, database_url=f"sqlite:///{database}")


def test_nothing_is_said_of_places_that_are_their_owner_s_alone(private: Settings) -> None:
    assert list(modes.faults(private)) == []


def test_a_folder_is_named_once_however_much_of_it_is_open(private: Settings) -> None:
    for number in range(3):
        (private.instance / f"file-{number}").touch(mode=0o644)
    [told] = modes.faults(private)
    assert told.endswith(f"Run: chmod -R go= {private.instance}")


def test_the_log_beside_a_database_counts_too(private: Settings, tmp_path: Path) -> None:
    log = tmp_path / "apart.sqlite3-wal"
    log.touch(mode=0o640)
    assert list(modes.faults(private)) == [f"Others may read {log}. Run: chmod go= {log}"]


def test_what_is_not_there_is_no_fault(private: Settings, tmp_path: Path) -> None:
    nowhere = replace(private, instance=tmp_path / "nowhere", backup_folder=str(tmp_path / "nowhere"))
    assert list(modes.faults(replace(nowhere, database_url="postgresql://user@host/name"))) == []
