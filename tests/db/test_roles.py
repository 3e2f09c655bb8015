"""The site's own role of PostgreSQL: it reads and writes, and can take no rule away."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from flask import Flask
from psycopg import sql
from sqlalchemy import make_url

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.config import Settings
from kentcare.db import roles
from kentcare.db.session import db
from support import the_cast
from support.site import make_app
from support.two_roles import Both, plain, two_roles

NOT_ALLOWED = psycopg.errors.InsufficientPrivilege


@pytest.fixture
def both(postgresql: str) -> Both:
    return two_roles(postgresql)


@pytest.fixture
def granted(both: Both) -> Both:
    roles.grant(both.owner, both.role)
    return both


@pytest.fixture
def site(granted: Both, settings: Settings) -> Iterator[Flask]:
    app = make_app(replace(settings, database_url=granted.site))
    with app.app_context():
        the_cast.bring()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_before_it_is_granted_anything_it_reads_nothing(both: Both) -> None:
    with plain(both.site) as connection, pytest.raises(NOT_ALLOWED):
        connection.execute("SELECT * FROM account")


def test_everything_of_the_site_works(site: Flask) -> None:
    client = site.test_client()
    the_cast.sign_in(site, client, "personal-adviser")
    assert the_cast.CANARY in client.get("/en/desk/young-people/young-person").text
    assert client.get("/readyz").text == "ok"
    assert client.get("/en/host").status_code == 403
    with site.app_context():
        actions = [event.action for event in audit.events(most=3)]
    assert actions == [Action.REFUSED, Action.VIEWED, Action.SIGNED_IN]


def test_what_is_old_is_still_removed_from_the_trail_by_the_one_way_there_is(site: Flask) -> None:
    with site.app_context():
        audit.note(Action.VIEWED, None)
        now = datetime.now(UTC) + timedelta(days=1)
        assert audit.remove_before(now, now) > 0
        assert audit.events(most=1) == []


@pytest.mark.parametrize(
    "words",
    [
        "DROP TRIGGER audit_event_kept ON audit_event",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "ALTER TABLE account ADD COLUMN more text",
        "TRUNCATE account CASCADE",
        "TRUNCATE audit_event",
        "DROP TABLE audit_event",
        "CREATE TABLE more (id int)",
        "CREATE OR REPLACE FUNCTION audit_event_kept() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "CREATE TRIGGER more BEFORE DELETE ON audit_event EXECUTE FUNCTION audit_never_emptied()",
        "UPDATE alembic_version SET version_num = '0001'",
        "SET session_replication_role = replica",
        "CREATE ROLE more",
    ],
)
def test_what_it_may_not_do(site: Flask, granted: Both, words: str) -> None:
    with plain(granted.site) as connection, pytest.raises(NOT_ALLOWED):
        connection.execute(words)


def test_the_rules_hold_for_it_as_for_everybody(site: Flask, granted: Both) -> None:
    with site.app_context():
        audit.note(Action.VIEWED, None)
    with plain(granted.site) as connection, pytest.raises(psycopg.errors.RaiseException):
        connection.execute("DELETE FROM audit_event")


def test_a_table_of_a_later_migration_is_open_to_it(granted: Both) -> None:
    with plain(granted.owner) as connection:
        connection.execute("CREATE TABLE later (id serial)")
    with plain(granted.site) as connection:
        connection.execute("INSERT INTO later DEFAULT VALUES")
        assert connection.execute("SELECT id FROM later").fetchone() == (1,)
        with pytest.raises(NOT_ALLOWED):
            connection.execute("DROP TABLE later")


def test_what_somebody_granted_before_is_taken_away(both: Both) -> None:
    with plain(both.owner) as connection:
        connection.execute(
            sql.SQL("GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}").format(
                role=sql.Identifier(both.role)
            )
        )
    roles.grant(both.owner, both.role)
    with plain(both.site) as connection, pytest.raises(NOT_ALLOWED):
        connection.execute("TRUNCATE account CASCADE")


def test_who_owns_the_tables_is_told(granted: Both, postgresql: str, sqlite: str) -> None:
    assert roles.owns_its_tables(granted.owner)
    assert not roles.owns_its_tables(granted.site)
    assert not roles.owns_its_tables(sqlite)
    as_superuser = make_url(granted.owner).set(username=make_url(postgresql).username)
    assert roles.owns_its_tables(as_superuser.render_as_string(hide_password=False))


def test_who_is_a_member_of_the_owner_owns_them(granted: Both, postgresql: str) -> None:
    owner = make_url(granted.owner).username
    with plain(postgresql) as server:
        server.execute(
            sql.SQL("GRANT {owner} TO {role}").format(
                owner=sql.Identifier(owner or ""), role=sql.Identifier(granted.role)
            )
        )
    assert roles.owns_its_tables(granted.site)
