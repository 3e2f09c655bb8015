"""Many young people and homes beside the cast, and what a test asks of the database."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from flask import Flask
from sqlalchemy import event, inspect, text

import the_cast
from kentcare.audit import records as audit
from kentcare.audit.records import Event
from kentcare.db.session import db, writing
from kentcare.homes.models import Arrangement, Home, HomeHost
from kentcare.people.models import YoungPerson

PEOPLE, HOMES = "/en/desk/young-people", "/en/desk/homes"
OWN, OTHER = "young-person", "young-person-2"
OWN_HOME, OTHER_HOME = "home", "home-2"
# What may change when nothing does: who tried is written down, and that somebody is still there.
_MAY_CHANGE = {"audit_event", "sign_in"}


def bring_people(app: Flask, number: int, *, home: str | None = None, first: int = 0) -> None:
    """Young people of the first adviser, in a home or not. None of them has an account."""
    adviser_id, now = the_cast.account_id(app, "personal-adviser"), datetime.now(UTC)
    with app.app_context(), writing() as session:
        there = session.query(Home).filter_by(ref=home).one().id if home else None
        for n in range(first, first + number):
            person = YoungPerson(
                ref=f"crowd-{n:05}",
                case_number=f"N{n:05}",
                name=f"Crowd {n:05}",
                born=date(2008, 1 + n % 12, 1 + n % 28),
                language="ti" if n % 2 else "en",
                adviser_id=adviser_id,
                changed_at=now,
            )
            session.add(person)
            if there:
                session.flush()
                session.add(
                    Arrangement(
                        ref=f"stay-{n:05}",
                        young_person_id=person.id,
                        home_id=there,
                        level="complex",
                        from_day=date(2026, 2, 1),
                    )
                )


def bring_homes(app: Flask, number: int, *, with_host: bool = True) -> None:
    """Homes of the first officer."""
    officer, host = (the_cast.account_id(app, name) for name in ("accommodation-officer", "host"))
    with app.app_context(), writing() as session:
        for n in range(number):
            home = Home(
                ref=f"many-{n:05}",
                home_number=f"M{n:05}",
                name=f"Many {n:05}",
                area="Dover",
                officer_id=officer,
                changed_at=datetime.now(UTC),
            )
            session.add(home)
            session.flush()
            if with_host:
                session.add(HomeHost(home_id=home.id, account_id=host))


def change_person(app: Flask, ref: str, **fields: object) -> None:
    with app.app_context(), writing() as session:
        row = session.query(YoungPerson).filter_by(ref=ref).one()
        for name, value in fields.items():
            setattr(row, name, value)


def person_id(app: Flask, ref: str) -> int:
    with app.app_context():
        return int(db.session.query(YoungPerson).filter_by(ref=ref).one().id)


def latest_events(app: Flask, most: int = 1) -> list[Event]:
    with app.app_context():
        return list(audit.events(most=most))


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def checksums(app: Flask) -> dict[str, str]:
    """What every table holds, but the two in which a refusal and a look are written down."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table: hashlib.sha256(
                repr(sorted(map(repr, connection.execute(text(f'SELECT * FROM "{table}"')).all()))).encode()  # noqa: S608
            ).hexdigest()
            for table in inspect(connection).get_table_names()
            if table not in _MAY_CHANGE
        }
