"""A deployment in production with nothing wrong, and what can be wrong with its database."""

import secrets
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.rules import REVIEW_EVERY, Role
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes.models import Home
from kentcare.cases.young_people.models import YoungPerson
from kentcare.db import records as marks
from kentcare.db.attach import database_only
from kentcare.db.session import writing
from kentcare.services.heartbeats import records as heartbeats

LONG = "only-for-these-tests-" * 3
NOW = datetime.now(UTC)
Change = Callable[[], None]


@pytest.fixture
def good(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scanner: str, migrated: Path) -> str:
    """The address of the database of a deployment with nothing wrong."""
    address = f"sqlite:///{tmp_path / 'kentcare.sqlite3'}"
    for name in ("KENTCARE_DEBUG", "KENTCARE_DEMO", "SECRET_KEY_OLD", "KENTCARE_LANGUAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "KENTCARE_ENV": "production",
        "KENTCARE_INSTANCE": str(tmp_path / "instance"),
        "KENTCARE_HOSTS": "offer.example",
        "BACKUP_RECIPIENTS": str(pyrage.x25519.Identity.generate().to_public()),
        "SMTP_URL": "smtp://127.0.0.1:1",
        "MAIL_FROM": "Hello <hello@offer.example>",
        "DATABASE_URL": address,
        "CLAMD": scanner,
        "SECRET_KEY": LONG,
        "ADVOCACY_KEY": "the-charity-has-another-" * 3,
    }.items():
        monkeypatch.setenv(name, value)
    shutil.copy(migrated, tmp_path / "kentcare.sqlite3")
    (tmp_path / "kentcare.sqlite3").chmod(0o600)
    with database_only(address):
        heartbeats.beat(heartbeats.BACKUP, NOW)
        heartbeats.beat(heartbeats.RETENTION, NOW)
        add("administrator@kent.example", Role.ADMINISTRATOR)
        add("lead@charity.example", Role.ADVOCACY_LEAD)
    return address


def add(email: str, role: Role, *, reviewed_in: timedelta = REVIEW_EVERY) -> None:
    with writing() as session:
        session.add(
            Account(
                ref=secrets.token_hex(6),
                name="Somebody",
                email=email,
                state="active",
                invited_at=NOW,
                review_by=NOW.date() + reviewed_in,
                grants=[RoleGrant(role=role.value, given_at=NOW)],
            )
        )


def add_stay(*, officer: str | None, manager: str) -> None:
    """Somebody lives in a home, with this officer or none. `manager`: the state of a manager’s account."""
    add("manager@kent.example", Role.SERVICE_MANAGER)
    if officer:
        add(officer, Role.ACCOMMODATION_OFFICER)
    with writing() as session:
        session.query(Account).filter_by(email="manager@kent.example").update({"state": manager})
        found = session.query(Account).filter_by(email=officer).one().id if officer else None
        home = Home(ref="h", home_number="H1", name="Home", area="Dover", officer_id=found, changed_at=NOW)
        person = YoungPerson(
            ref="p", case_number="C1", name="Sam", born=date(2008, 3, 27), language="en", changed_at=NOW
        )
        session.add_all([home, person])
        session.flush()
        days = {"from_day": date(2026, 1, 5), "level": "standard"}
        session.add(Arrangement(ref="s", young_person_id=person.id, home_id=home.id, **days))


def mark_as_demonstration() -> None:
    marks.set_mark(marks.DEMO, NOW)


def add_made_up_address() -> None:
    add("somebody@example.org", Role.HOST)


def add_made_up_number() -> None:
    add("host@kent.example", Role.HOST)
    with writing() as session:
        session.query(Account).filter_by(email="host@kent.example").update({"mobile": "+447700900123"})
