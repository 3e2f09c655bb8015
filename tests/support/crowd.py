"""Many young people and homes beside the cast, and what a test asks of the database."""

from datetime import UTC, date, datetime

from flask import Flask

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.records import Event
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.cases.young_people.models import YoungPerson
from kentcare.db.session import db, writing
from support import the_cast

PEOPLE, HOMES = "/en/desk/young-people", "/en/desk/homes"
OWN, OTHER = "young-person", "young-person-2"
OWN_HOME, OTHER_HOME = "home", "home-2"


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
