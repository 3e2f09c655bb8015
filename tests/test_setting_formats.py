"""Each parser takes what docs/operate.md says, and refuses what is near it; no fault shows a secret."""

from pathlib import Path

import pyrage
import pytest

from kentcare import setting_formats as formats
from kentcare.setting_formats import FORMATS, normal_url

KEY = "team-00000000-0000-4000-8000-000000000000-00000000-0000-4000-8000-000000000001"
PUBLIC = str(pyrage.x25519.Identity.generate().to_public())
GOOD = {
    "KENTCARE_ENV": ["production", "development"],
    "DATABASE_URL": ["postgresql://user:password@host/name", "sqlite:////folder/file.sqlite3"],
    "DATABASE_OWNER_URL": ["postgresql:///name?host=/run/postgresql"],
    "KENTCARE_INSTANCE": ["/nowhere/yet", str(Path(__file__).parent)],
    "KENTCARE_HOSTS": ["offer.example", "offer.example, .inner.example", "127.0.0.1:8000", "[::1]", "kent"],
    "KENTCARE_PROXIES": ["0", "1", "10"],
    "KENTCARE_HTTPS": ["on", "OFF", "true", "no", "1", "0"],
    "KENTCARE_CLOCK": ["2027-04-06T09:00", "2027-04-06"],
    "KENTCARE_LANGUAGES": ["ar", "ar, ti"],
    "KENTCARE_OFFLINE": ["off"],
    "KENTCARE_DEBUG": ["yes"],
    "KENTCARE_DEMO": ["false"],
    "PROMETHEUS_MULTIPROC_DIR": [str(Path(__file__).parent)],
    "NOTIFY_API_KEY": [KEY],
    "NOTIFY_URL": ["https://notify.example", "http://127.0.0.1:9"],
    "SMTP_URL": ["smtp://user:p%40ss@host:587", "smtps://host"],
    "MAIL_FROM": ["Hello <hello@offer.example>", "hello@offer.example"],
    "OIDC_ISSUER": ["https://id.example/tenant", "http://127.0.0.1:9400"],
    "OIDC_TENANT": ["01234567-89ab-cdef-0123-456789abcdef"],
    "KENTCARE_FILES": ["s3://bucket/prefix", "s3://bucket"],
    "S3_ENDPOINT": ["https://s3.example", "http://localhost:9000", "http://[::1]:9000"],
    "CLAMD": ["tcp://host:3310", "tcp://host", "unix:///run/clamav/clamd.ctl"],
    "BACKUP_RECIPIENTS": [PUBLIC, f"{PUBLIC}, {PUBLIC}"],
    "PG_BIN": [str(Path(__file__).parent)],
}
BAD = {
    "KENTCARE_ENV": ["Production", "live"],
    "DATABASE_URL": [
        "mysql://h/d",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://u:p@host:port/d",
        "/file",
    ],
    "DATABASE_OWNER_URL": ["owner"],
    "KENTCARE_INSTANCE": [__file__],
    "KENTCARE_HOSTS": [
        "https://offer.example",
        "offer.example/en",
        "offer.example other.example",
        "a..b",
        "*",
        "*.offer.example",
        "offer.*",
        ".example",
    ],
    "KENTCARE_PROXIES": ["two", "-1", "1.5", "11", "1,2"],
    "KENTCARE_HTTPS": ["https", "2"],
    "KENTCARE_CLOCK": ["09:00", "6 April 2027"],
    "KENTCARE_LANGUAGES": ["Arabic", "ar ti"],
    "KENTCARE_OFFLINE": ["none"],
    "KENTCARE_DEBUG": ["debug"],
    "KENTCARE_DEMO": ["demo"],
    "PROMETHEUS_MULTIPROC_DIR": ["/nowhere/at/all", __file__],
    "NOTIFY_API_KEY": [KEY[:-1], KEY[-36:]],
    "NOTIFY_URL": ["notify.example", "https://", "http://notify.example", "http://10.0.0.5:9000"],
    "SMTP_URL": ["host:587", "http://host", "smtp://", "smtp://host:mail"],
    "MAIL_FROM": ["Hello", "hello@", "@offer.example", '"Hello <hello@offer.example>"', "Hello <a@b.example"],
    "OIDC_ISSUER": ["id.example", "https:// id.example", "http://id.example"],
    "OIDC_TENANT": ["common", "kent.example"],
    "KENTCARE_FILES": ["ftp://bucket", "bucket/prefix", "s3:///prefix"],
    "S3_ENDPOINT": ["s3.example:9000", "http://s3.example:9000", "http://127.0.0.1.s3.example"],
    "CLAMD": ["host:3310", "unix://", "tcp://host:clamd"],
    "BACKUP_RECIPIENTS": ["age1nothing", f"{PUBLIC} {PUBLIC}"],
    "PG_BIN": ["/nowhere/at/all"],
}


def test_each_format_is_tried_both_ways() -> None:
    assert GOOD.keys() == BAD.keys() == FORMATS.keys()


@pytest.mark.parametrize("name", FORMATS)
def test_what_has_the_format_is_taken_and_what_has_not_is_told(name: str) -> None:
    assert [FORMATS[name].fault(name, text) for text in GOOD[name]] == [None] * len(GOOD[name])
    for text in BAD[name]:
        fault = FORMATS[name].fault(name, text)
        assert fault, text
        assert fault.startswith(f"{name} ")
        assert fault.endswith(f" Set it to {FORMATS[name].expected}, or leave it out.")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("KENTCARE_PROXIES", "two", "is “two”."),
        ("DATABASE_URL", "mysql://user:canary@host/name", "begins with “mysql://”."),
        ("DATABASE_URL", "user:canary@host", "is no address."),
        ("SMTP_URL", "smtp://user:canary@host:mail", "begins with “smtp://”."),
        ("NOTIFY_API_KEY", "canary", "is set to something else than a key."),
    ],
)
def test_of_what_is_there_only_what_is_no_secret_is_shown(name: str, text: str, told: str) -> None:
    assert (FORMATS[name].fault(name, text) or "").startswith(f"{name} {told}")


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg"),
        ("postgresql://u:p@h/d", "postgresql+psycopg"),
        ("postgresql+psycopg2://u:p@h/d", "postgresql+psycopg"),
        ("sqlite:////tmp/a.db", "sqlite+pysqlite"),
    ],
)
def test_any_spelling_of_the_address_gets_the_driver_that_we_ship(given: str, driver: str) -> None:
    assert normal_url(given).drivername == driver


def test_the_password_survives_the_change_of_driver() -> None:
    assert normal_url("postgres://u:p%40ss@h:5433/d?sslmode=require").render_as_string(
        hide_password=False
    ) == ("postgresql+psycopg://u:p%40ss@h:5433/d?sslmode=require")


def test_what_is_made_of_a_text() -> None:
    assert formats.items(" one, ,two,") == ("one", "two")
    assert [formats.switch(text) for text in ("", "on", "Off")] == [False, True, False]
    assert [formats.number_of_proxies(text) for text in ("", "2")] == [0, 2]
    assert [formats.bucket(text) for text in ("s3://b/one/two/", "s3://b")] == [("b", "one/two"), ("b", "")]
    assert formats.clamd("tcp://host") == ("host", 3310)
    assert formats.clamd("unix:///run/clamd") == Path("/run/clamd")
    assert formats.mail_server("smtp://user:p@host:25").port == 25
    assert formats.web_address("https://id.example").hostname == "id.example"
    assert list(map(str, formats.recipients(PUBLIC))) == [PUBLIC]
