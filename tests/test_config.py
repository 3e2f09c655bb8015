"""Settings come from the environment, and production refuses what would put answers at risk (S26)."""

import stat
from pathlib import Path

import pytest

from kentcare.config import Settings, UnsafeSettings, development_key

LONG = "x" * 40


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "KENTCARE_ENV",
        "DATABASE_URL",
        "SECRET_KEY",
        "SECRET_KEY_OLD",
        "KENTCARE_DEBUG",
        "KENTCARE_DEMO",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("KENTCARE_HTTPS", raising=False)
    monkeypatch.setenv("KENTCARE_INSTANCE", str(tmp_path / "instance"))


def test_with_nothing_set_it_runs_on_a_developer_s_machine(tmp_path: Path) -> None:
    settings = Settings.from_env()
    assert settings.database_url == f"sqlite:///{tmp_path / 'instance' / 'kentcare.sqlite3'}"
    assert (settings.debug, settings.demo, settings.https) == (False, False, False)


def test_the_key_of_a_developer_s_machine_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = development_key(tmp_path)
    assert development_key(tmp_path) == first
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_production_is_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KENTCARE_ENV", "production")
    monkeypatch.setenv("SECRET_KEY", LONG)
    assert Settings.from_env().https


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "", "SECRET_KEY must be set"),
        ("SECRET_KEY", "short", "SECRET_KEY must be set"),
        ("KENTCARE_DEBUG", "on", "KENTCARE_DEBUG must be off"),
        ("KENTCARE_DEMO", "1", "KENTCARE_DEMO must be off"),
    ],
)
def test_production_refuses(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv("KENTCARE_ENV", "production")
    monkeypatch.setenv("SECRET_KEY", LONG)
    monkeypatch.setenv(name, value)
    with pytest.raises(UnsafeSettings, match=words):
        Settings.from_env()
    assert not (tmp_path / "instance").exists()


def test_a_secret_is_not_shown_where_settings_are_printed(tmp_path: Path) -> None:
    settings = Settings(
        database_url="postgresql://user:hidden@db/x",
        secret_key=LONG,
        instance=tmp_path,
        old_secret_keys=("older",),
    )
    assert not [word for word in ("hidden", LONG, "older") if word in repr(settings)]


def test_old_keys_and_names_are_lists_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY_OLD", "one, two")
    monkeypatch.setenv("KENTCARE_HOSTS", "offer.example")
    settings = Settings.from_env()
    assert settings.old_secret_keys == ("one", "two")
    assert settings.hosts == ("offer.example",)
