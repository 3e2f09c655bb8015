"""Loading: everybody or nobody, once, on both databases; and whom one can become."""

from dataclasses import replace
from datetime import UTC, datetime

import click
import pytest
from flask import Flask
from sqlalchemy import func, select, text

from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.audit.models import AuditEvent
from kentcare.advocacy.models import AdvocacyCase
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.cases.young_people.models import YoungPerson
from kentcare.config import Settings
from kentcare.core.clock import today
from kentcare.db import records as marks
from kentcare.db.attach import database_only
from kentcare.db.session import reading, writing
from kentcare.sign_in.staff.models import Authenticator, Password
from kentcare_demo import advocacy_cases, records
from kentcare_demo.commands import load
from support.demonstration import accounts_id

TABLES = (
    *(Account, RoleGrant, YoungPerson, Home, HomeHost, Arrangement),
    *(AuditEvent, AdvocacyCase, Password, Authenticator),
)


def counted() -> dict[str, int]:
    return {
        table.__tablename__: reading().scalar(select(func.count()).select_from(table)) or 0
        for table in TABLES
    }


def test_everybody_is_loaded_once(address: str, settings: Settings) -> None:
    own = replace(settings, database_url=address)
    assert load(own)
    with database_only(address):
        first, marked = counted(), marks.marked_at(marks.DEMO)
    assert marked
    assert (first["young_person"], first["home"], first["home_host"]) == (1900, 250, 380)
    assert first["advocacy_case"] == 40
    assert first["password"] == first["authenticator"] == 46
    assert first["audit_event"] > 2000
    assert not load(own)
    with database_only(address):
        assert counted() == first
        assert marks.marked_at(marks.DEMO) == marked


def test_people_can_be_added_after_it(address: str, settings: Settings) -> None:
    """PostgreSQL would give an id again that was given without asking it."""
    load(replace(settings, database_url=address))
    now = datetime.now(UTC)
    with database_only(address), writing() as session:
        young = YoungPerson(ref="new", case_number="new", name="New", born=today(), changed_at=now)
        home = Home(ref="new", home_number="new", name="New", area="Deal", changed_at=now)
        session.add_all([Account(ref="new", name="New", invited_at=now), young, home])
        session.flush()
        assert young.id == 1901


def test_one_that_breaks_half_way_leaves_nothing(
    address: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(_service: object) -> list[advocacy_cases.DemoAdvocacyCase]:
        raise RuntimeError("half way")

    monkeypatch.setattr(advocacy_cases, "cases", break_down)
    with pytest.raises(RuntimeError, match="half way"):
        load(replace(settings, database_url=address))
    with database_only(address):
        assert not any(counted().values())
        assert marks.marked_at(marks.DEMO) is None


def test_a_database_with_people_in_it_is_left_alone(address: str, settings: Settings) -> None:
    now = datetime.now(UTC)
    with database_only(address), writing() as session:
        session.add(Account(ref="real", name="Real", email="real@kent.example", invited_at=now))
    with pytest.raises(click.ClickException, match="people in this database already"):
        load(replace(settings, database_url=address))
    with database_only(address):
        assert marks.marked_at(marks.DEMO) is None
        assert counted()["account"] == 1


def test_a_database_that_only_bears_the_mark_is_filled(address: str, settings: Settings) -> None:
    """Such are the demonstrations of before there were people."""
    with database_only(address):
        marks.set_mark(marks.DEMO, datetime(2026, 10, 1, tzinfo=UTC))
    assert load(replace(settings, database_url=address))


def test_each_role_has_somebody_with_something_to_see(demo_app: Flask) -> None:
    with demo_app.app_context():
        found = records.examples(today())
        assert found.keys() == set(Role)
        assert all(found.values())
        young = accounts_id(found[Role.YOUNG_PERSON][0].ref)
        record = reading().scalar(select(YoungPerson).where(YoungPerson.account_id == young))
        assert record is not None
        assert record.adviser_id
        stays = select(Arrangement).where(
            Arrangement.young_person_id == record.id, Arrangement.to_day.is_(None)
        )
        assert reading().scalar(stays) is not None
        adviser = accounts_id(found[Role.PERSONAL_ADVISER][0].ref)
        caseload = select(func.count()).where(YoungPerson.adviser_id == adviser)
        assert (reading().scalar(caseload) or 0) >= 75
        host = accounts_id(found[Role.HOST][0].ref)
        there = (
            select(func.count(Arrangement.id))
            .join(HomeHost, HomeHost.home_id == Arrangement.home_id)
            .where(HomeHost.account_id == host, Arrangement.to_day.is_(None))
        )
        assert (reading().scalar(there) or 0) >= 2


def test_only_somebody_of_the_demonstration_can_be_found(demo_app: Flask) -> None:
    with demo_app.app_context():
        with writing() as session:
            session.add(Account(ref="real", name="Real", email="real@kent.example", invited_at=_now()))
        closed = reading().scalar(select(Account.ref).where(Account.state == "closed"))
        assert closed is not None
        for ref in ("real", closed, "", "nobody"):
            assert records.find(ref, today()) is None


def _now() -> datetime:
    return datetime.now(UTC)


def test_the_database_itself_keeps_what_was_loaded_sound(address: str, settings: Settings) -> None:
    load(replace(settings, database_url=address))
    with database_only(address):
        if reading().get_bind().dialect.name == "sqlite":
            assert reading().execute(text("PRAGMA foreign_key_check")).all() == []
        pointing = select(func.count()).where(
            AuditEvent.young_person_id.is_not(None),
            AuditEvent.young_person_id.not_in(select(YoungPerson.id)),
        )
        assert reading().scalar(pointing) == 0
