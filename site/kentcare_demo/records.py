"""Writes a demonstration into the database, and finds people in it whom a visitor can become."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import STAFF, Role, is_paused
from kentcare.accounts.audit.models import AuditEvent
from kentcare.advocacy import records as advocacy
from kentcare.cases.arrangements import records as arrangements
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.cases.young_people.models import YoungPerson
from kentcare.core.languages.listed import offered_tags
from kentcare.db import records as marks
from kentcare.db import subjects
from kentcare.db.model import Model, insert_many
from kentcare.db.session import reading, writing
from kentcare.hosting.households.models import Adult, Household
from kentcare.hosting.reports.models import MonthlyReport
from kentcare.hosting.reports.skills.models import SkillLevel
from kentcare.hosting.terms.models import Terms
from kentcare.hosting.training_and_checks.models import Certificate
from kentcare.services.cover.models import Cover
from kentcare.sign_in.staff import passwords
from kentcare.sign_in.staff.models import Authenticator, Password
from kentcare_demo import (
    advocacy_cases,
    audit_trail,
    covers,
    credentials,
    reports,
    terms,
    training_and_checks,
)
from kentcare_demo.names import Names
from kentcare_demo.service import Service, whole_service

Rows = Sequence[dict[str, Any]]

_EXAMPLES = 3
# The columns that are called as what is known of somebody is.
_OF_AN_ACCOUNT = (
    *("id", "ref", "name", "email", "mobile", "language", "state"),
    *("may_tell_old_address", "review_by", "invited_at", "closed_at"),
)
_OF_A_YOUNG_PERSON = ("id", "ref", "case_number", "name", "born", "language", "adviser_id", "changed_at")
_OF_A_HOME = ("id", "ref", "home_number", "name", "area", "officer_id", "changed_at")
_OF_A_STAY = ("ref", "level", "from_day", "to_day", "ended_how")


class HoldsPeople(Exception):
    """The database has people in it already, who may be real."""


def load(now: datetime) -> bool:
    """Load everybody, and mark the database as a demonstration, or change nothing.

    Returns False where the demonstration was loaded already. Raises HoldsPeople.
    """
    with writing(subjects.mark(marks.DEMO)) as session:
        if marks.marked_at(marks.DEMO) and accounts.has_made_up_people():
            return False
        if session.scalar(select(or_(*map(_has_rows, (Account, YoungPerson, Home))))):
            raise HoldsPeople
        marks.set_mark(marks.DEMO, now)
        names = Names.load()
        service = whole_service(now, names, offered_tags())
        for table, rows in (*_tables(service), *_training_and_checks(service, names)):
            session.execute(insert_many(table), rows)
        for case in advocacy_cases.cases(service):
            advocacy.ask(case.account, case.words, case.day, advocate=case.advocate_id, ref=case.ref)
        _set_sequences(session)
    return True


def _has_rows(table: type[Model]) -> Any:
    return select(table).exists()


def _tables(service: Service) -> Iterable[tuple[type[Model], Rows]]:
    """Each table with its rows, in the order of foreign keys. A room with work to show adds its own here."""
    yield from _people(service)
    yield from _credentials(service)
    yield Home, [_row(home, *_OF_A_HOME) for home in service.homes]
    yield (
        HomeHost,
        [{"home_id": home.id, "account_id": host.id} for home in service.homes for host in home.hosts],
    )
    yield (
        Arrangement,
        [
            _row(stay, *_OF_A_STAY) | {"young_person_id": stay.young.id, "home_id": stay.home.id}
            for stay in service.stays
        ],
    )
    sent = list(reports.reports(service))
    yield MonthlyReport, [one.row | {"answers": one.words} for one in sent]
    yield (
        SkillLevel,
        [
            {
                "young_person_id": one.row["young_person_id"],
                "month": one.row["month"],
                "said_in": one.row["ref"],
                "skill": skill,
                "level": level,
            }
            for one in sent
            for skill, level in one.levels.items()
        ],
    )
    yield Cover, covers.covers(service)
    yield Terms, terms.terms(service)
    yield AuditEvent, audit_trail.rows(service)


def _training_and_checks(service: Service, names: Names) -> Iterable[tuple[type[Model], Rows]]:
    """The rows of households, their other adults, and certificates."""
    found = training_and_checks.training_and_checks(service, names)
    yield Household, found.households
    yield Adult, [one.row | {"name": one.name} for one in found.adults]
    yield (
        Certificate,
        [row | {"title": title or None} for row, title in zip(found.certificates, found.titles, strict=True)],
    )


def _people(service: Service) -> Iterable[tuple[type[Model], Rows]]:
    everybody = service.accounts
    yield Account, [_row(one, *_OF_AN_ACCOUNT) for one in everybody]
    yield (
        RoleGrant,
        [
            {"account_id": one.id, "role": role.value, "given_at": one.invited_at}
            for one in everybody
            for role in one.roles
        ],
    )
    yield (
        YoungPerson,
        [
            _row(one, *_OF_A_YOUNG_PERSON) | {"account_id": one.account.id if one.account else None}
            for one in service.young
        ],
    )


def _row(one: object, *columns: str) -> dict[str, Any]:
    return {column: getattr(one, column) for column in columns}


def _credentials(service: Service) -> Iterable[tuple[type[Model], Rows]]:
    """One password and one authenticator app, the same for all staff."""
    hashed = passwords.hash_password(credentials.PASSWORD)
    staff = [one for one in (*service.colleagues, *service.advocates) if one.state == "active"]
    yield (
        Password,
        [{"account_id": one.id, "hashed": hashed, "changed_at": one.invited_at} for one in staff],
    )
    yield (
        Authenticator,
        [
            {
                "account_id": one.id,
                "secret": credentials.SECRET,
                "added_at": one.invited_at,
            }
            for one in staff
        ],
    )


def _set_sequences(session: Session) -> None:
    """Set the sequences of PostgreSQL, which do not see that ids were given, and would give them again."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in (Account, YoungPerson, Home, Adult, Terms):
        last = select(func.max(table.id)).scalar_subquery()
        session.execute(select(func.setval(func.pg_get_serial_sequence(table.__tablename__, "id"), last)))


@dataclass(frozen=True, slots=True)
class Example:
    """Somebody whom a visitor can become."""

    ref: str
    name: str
    email: str | None


def examples(today: date) -> dict[Role, list[Example]]:
    """A few people of each role with something to see, the best first."""
    found = {
        Role.YOUNG_PERSON: _examples(_young_at_home(today)),
        Role.HOST: _examples(_hosts_with_somebody(today)),
    }
    others = [one for one in accounts.with_role(*STAFF, Role.APPLICANT) if _opens(one, today)]
    # Somebody who holds nothing else shows best what a role is.
    others.sort(key=lambda one: (len(one.roles), one.id))
    for role in Role:
        if role not in found:
            found[role] = [Example(one.ref, one.name, one.email) for one in others if role in one.roles][
                :_EXAMPLES
            ]
    return found


def _opens(one: Person, today: date) -> bool:
    return one.state == "active" and not is_paused(one.review_by, today)


def _examples(rows: Select[Any, Any, Any]) -> list[Example]:
    return [Example(row.ref, row.name, row.email) for row in reading().execute(rows.limit(_EXAMPLES))]


def _young_at_home(today: date) -> Select[Any, Any, Any]:
    """Young people with an adviser, a home, and somebody who looked at their record."""
    return (
        select(Account.ref, Account.name, Account.email)
        .join(YoungPerson, YoungPerson.account_id == Account.id)
        .where(
            accounts.is_made_up(),
            Account.state == "active",
            YoungPerson.adviser_id.is_not(None),
            select(Arrangement)
            .where(Arrangement.young_person_id == YoungPerson.id, arrangements.is_current(today))
            .exists(),
            select(AuditEvent).where(AuditEvent.young_person_id == YoungPerson.id).exists(),
        )
        .order_by(Account.id)
    )


def _hosts_with_somebody(today: date) -> Select[Any, Any, Any]:
    """Hosts with whom somebody lives, those with the most first."""
    return (
        select(Account.ref, Account.name, Account.email)
        .join(HomeHost, HomeHost.account_id == Account.id)
        .join(Arrangement, Arrangement.home_id == HomeHost.home_id)
        .where(accounts.is_made_up(), Account.state == "active", arrangements.is_current(today))
        .group_by(Account.id, Account.ref, Account.name, Account.email)
        .order_by(func.count().desc(), Account.id)
    )


def find(ref: str, today: date) -> Person | None:
    """Somebody of the demonstration who can sign in, or is invited; None for anybody else."""
    account = reading().scalar(select(Account.id).where(Account.ref == ref, accounts.is_made_up()))
    person = accounts.by_id(account) if account is not None else None
    return person if person and (_opens(person, today) or person.state == "invited") else None
