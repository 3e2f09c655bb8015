"""Settings come from the environment, and production refuses what would put answers at risk."""

import stat
from pathlib import Path

import pytest

from kentcare.config import Settings, UnsafeSettings, development_key

LONG = "only-for-these-tests-" * 2
TENANT = "01234567-89ab-cdef-0123-456789abcdef"
COUNCIL = {
    "OIDC_ISSUER": "https://id.example",
    "OIDC_CLIENT_ID": "kentcare",
    "OIDC_CLIENT_SECRET": "between us two",
    "OIDC_NAME": "Kent sign-in",
}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "KENTCARE_ENV",
        "DATABASE_URL",
        "SECRET_KEY",
        "SECRET_KEY_OLD",
        "KENTCARE_DEBUG",
        "KENTCARE_DEMO",
        "KENTCARE_OFFLINE",
        "SECURITY_CONTACT",
        *COUNCIL,
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("KENTCARE_HTTPS", raising=False)
    monkeypatch.setenv("KENTCARE_INSTANCE", str(tmp_path / "instance"))


def test_with_nothing_set_it_runs_on_a_developer_s_machine(tmp_path: Path) -> None:
    settings = Settings.from_env()
    assert settings.database_url == f"sqlite:///{tmp_path / 'instance' / 'kentcare.sqlite3'}"
    assert (settings.debug, settings.demo, settings.https) == (False, False, False)
    assert not settings.production


def test_the_key_of_a_developer_s_machine_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = development_key(tmp_path)
    assert development_key(tmp_path) == first
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_production_is_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KENTCARE_ENV", "production")
    monkeypatch.setenv("SECRET_KEY", LONG)
    monkeypatch.setenv("KENTCARE_HOSTS", "offer.example")
    settings = Settings.from_env()
    assert settings.https
    assert settings.production


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "", "SECRET_KEY must be set"),
        ("SECRET_KEY", "short", "SECRET_KEY must be set"),
        ("SECRET_KEY", "x" * 64, "SECRET_KEY must be made at random"),
        ("SECRET_KEY", "abcabca" * 9, "SECRET_KEY must be made at random"),
        ("METRICS_TOKEN", "m" * 64, "METRICS_TOKEN must be made at random"),
        ("KENTCARE_INSTANCE", "", "KENTCARE_INSTANCE must be set"),
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


def test_production_refuses_the_key_that_a_developer_s_machine_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SECRET_KEY", development_key(tmp_path / "instance"))
    assert Settings.from_env().faults()
    monkeypatch.setenv("KENTCARE_ENV", "production")
    with pytest.raises(UnsafeSettings, match="a developer's machine made"):
        Settings.from_env()


def test_to_look_at_settings_refuses_nothing_and_makes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert not Settings.from_env(inspect_only=True).secret_key
    monkeypatch.setenv("KENTCARE_ENV", "production")
    monkeypatch.setenv("KENTCARE_DEMO", "on")
    assert len(Settings.from_env(inspect_only=True).faults()) == 3
    assert not (tmp_path / "instance").exists()


def test_a_secret_is_not_shown_where_settings_are_printed(tmp_path: Path) -> None:
    settings = Settings(
        database_url="postgresql://user:hidden@db/x",
        secret_key=LONG,
        instance=tmp_path,
        old_secret_keys=("outdated",),
    )
    assert not [word for word in ("hidden", LONG, "outdated") if word in repr(settings)]


def test_old_keys_and_names_are_lists_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY_OLD", "one, two")
    monkeypatch.setenv("KENTCARE_HOSTS", "offer.example")
    settings = Settings.from_env()
    assert settings.old_secret_keys == ("one", "two")
    assert settings.hosts == ("offer.example",)


def test_a_council_s_sign_in_is_whole_or_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings.from_env().oidc_issuer == ""
    for name, value in COUNCIL.items():
        monkeypatch.setenv(name, value)
    settings = Settings.from_env()
    assert [getattr(settings, name.lower()) for name in COUNCIL] == list(COUNCIL.values())
    assert COUNCIL["OIDC_CLIENT_SECRET"] not in repr(settings)


@pytest.mark.parametrize("where", ["", "production"])
@pytest.mark.parametrize("missing", COUNCIL)
def test_half_a_council_s_sign_in_is_refused(
    monkeypatch: pytest.MonkeyPatch, missing: str, where: str
) -> None:
    monkeypatch.setenv("KENTCARE_ENV", where)
    monkeypatch.setenv("SECRET_KEY", LONG)
    for name, value in COUNCIL.items():
        monkeypatch.setenv(name, "" if name == missing else value)
    with pytest.raises(UnsafeSettings, match=f"{missing} must be set"):
        Settings.from_env()
    assert Settings.from_env(inspect_only=True).incomplete_groups()


def test_production_asks_that_a_council_s_sign_in_is_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", LONG)
    for name, value in (COUNCIL | {"OIDC_ISSUER": "http://127.0.0.1:9400"}).items():
        monkeypatch.setenv(name, value)
    Settings.from_env()
    monkeypatch.setenv("KENTCARE_ENV", "production")
    with pytest.raises(UnsafeSettings, match="OIDC_ISSUER must begin with https"):
        Settings.from_env()


@pytest.mark.parametrize("word", ["Production", "prod", "live"])
def test_a_word_that_may_have_been_meant_as_production_is_refused(
    monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setenv("KENTCARE_ENV", word)
    with pytest.raises(UnsafeSettings, match="KENTCARE_ENV"):
        Settings.from_env()


def test_production_says_which_names_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message says where to sign in, by the name that whoever caused it came to."""
    monkeypatch.setenv("KENTCARE_ENV", "production")
    monkeypatch.setenv("SECRET_KEY", LONG)
    with pytest.raises(UnsafeSettings, match="KENTCARE_HOSTS"):
        Settings.from_env()


def test_pages_open_offline_unless_the_operator_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings.from_env().offline
    monkeypatch.setenv("KENTCARE_OFFLINE", "off")
    assert not Settings.from_env().offline


def test_production_asks_for_a_contact_that_can_be_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KENTCARE_ENV", "production")
    monkeypatch.setenv("SECRET_KEY", LONG)
    monkeypatch.setenv("KENTCARE_HOSTS", "offer.example")
    monkeypatch.setenv("SECURITY_CONTACT", "mailto:security@offer.example")
    Settings.from_env()
    monkeypatch.setenv("SECURITY_CONTACT", "security@offer.example")
    with pytest.raises(UnsafeSettings, match="SECURITY_CONTACT"):
        Settings.from_env()


@pytest.mark.parametrize(("where", "is_fault"), [(TENANT, False), ("common", True)])
def test_the_tenant_whose_addresses_are_trusted_is_the_issuer_s(where: str, is_fault: bool) -> None:
    """A token of the issuer of all tenants can be anybody's."""
    settings = Settings(
        database_url="sqlite:///x",
        secret_key=LONG,
        instance=Path("x"),
        oidc_issuer=f"https://login.example/{where}/v2.0",
        oidc_tenant=TENANT,
    )
    assert ("OIDC_TENANT must be part of OIDC_ISSUER" in settings.faults()) is is_fault
