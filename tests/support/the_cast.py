"""People of each role, two of a kind where one must not see what is the other's. Nobody is real."""

from datetime import UTC, date, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.rules import REVIEW_EVERY, STAFF, Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.advocacy import records as advocacy
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.cases.young_people.models import YoungPerson
from kentcare.db.session import writing
from kentcare.hosting.households.models import Adult
from kentcare.hosting.training_and_checks.models import Certificate
from kentcare.sign_in.sessions import records as sessions
from kentcare.web.session import cookie

BORN = date(2008, 3, 27)
# Name to role. A second of a kind is called by a 2.
PEOPLE: dict[str, tuple[Role, ...]] = {
    **{role.value: (role,) for role in Role},
    **{
        f"{role.value}-2": (role,)
        for role in (
            Role.YOUNG_PERSON,
            Role.HOST,
            Role.PERSONAL_ADVISER,
            Role.ACCOMMODATION_OFFICER,
            Role.ADVOCATE,
        )
    },
}
# Words that stand in records of theirs and must never stand in a log, an address or a message.
CANARY = "Canaryword"


def email(name: str) -> str:
    return f"{name}@example.org"


def mobile(name: str) -> str:
    return f"+4477009{list(PEOPLE).index(name):05}"


def bring(now: datetime | None = None, payload: str = "") -> None:
    """Save the cast in an empty database, inside an application context.

    `payload` follows each name and free text.
    """
    now = now or datetime.now(UTC)
    with writing() as session:
        brought = {
            name: Account(
                ref=f"acc{number:09}",
                name=f"{CANARY} {name}{payload}",
                email=email(name),
                mobile=mobile(name),
                language="en",
                state="active",
                invited_at=now,
                review_by=now.date() + REVIEW_EVERY if set(roles) & STAFF else None,
                grants=[RoleGrant(role=role.value, given_at=now) for role in roles],
            )
            for number, (name, roles) in enumerate(PEOPLE.items())
        }
        session.add_all(brought.values())
        session.flush()
        for second in ("", "-2"):
            young = YoungPerson(
                ref=f"young-person{second}"[-14:],
                case_number=f"C1{second}",
                name=f"{CANARY} young-person{second}{payload}",
                born=BORN,
                language="en",
                adviser_id=brought[f"personal-adviser{second}"].id,
                account_id=brought[f"young-person{second}"].id,
                changed_at=now,
            )
            home = Home(
                ref=f"home{second}",
                home_number=f"H1{second}",
                name=f"{CANARY} home{second}{payload}",
                area="Ashford",
                officer_id=brought[f"accommodation-officer{second}"].id,
                changed_at=now,
            )
            session.add_all([young, home])
            session.flush()
            session.add(HomeHost(home_id=home.id, account_id=brought[f"host{second}"].id))
            session.add(
                Arrangement(
                    ref=f"stay{second}",
                    young_person_id=young.id,
                    home_id=home.id,
                    level="standard",
                    from_day=date(2026, 1, 5),
                )
            )
            session.add(
                Adult(
                    ref=f"adult{second}",
                    home_id=home.id,
                    name=f"{CANARY} adult{second}{payload}",
                )
            )
            of_host = {"account_id": brought[f"host{second}"].id}
            for ref, requirement, whose, title in (
                ("gas", "gas_safety", {"home_id": home.id}, ""),
                ("course", "chosen_one", of_host, f"{CANARY} course{second}{payload}"),
            ):
                session.add(
                    Certificate(
                        ref=f"{ref}{second}",
                        reference=f"{ref}{second}",
                        requirement=requirement,
                        **whose,
                        day=now.date() - timedelta(days=30),
                        until=now.date() + timedelta(days=335) if ref == "gas" else None,
                        title=title or None,
                        added_by=brought[f"host{second}"].id,
                        added_at=now,
                    )
                )
        for second in ("", "-2"):
            advocacy.ask(
                brought[f"young-person{second}"].ref,
                {"about": f"{CANARY} told an advocate{second}{payload}", "reach": "text", "language": "en"},
                date(2026, 11, 2),
                advocate=brought[f"advocate{second}"].id,
                ref=f"case{second}",
            )


def account_id(app: Flask, name: str) -> int:
    from sqlalchemy import select

    from kentcare.db.session import reading

    with app.app_context():
        found = reading().scalar(select(Account.id).where(Account.email == email(name)))
    assert found is not None
    return found


def viewer(app: Flask, name: str) -> Viewer:
    """Somebody of the cast, as the records know who is looking. Inside an application context."""
    person = accounts.by_id(account_id(app, name))
    assert person
    return Viewer(person.id, person.ref, person.name, person.language, person.roles)


def new_session(app: Flask, name: str) -> str:
    """Begin a session of somebody of the cast, and return the token that the browser keeps."""
    account = account_id(app, name)
    with app.app_context():
        token = sessions.begin(account, how="test", device="Test, Test", now=datetime.now(UTC))
    assert token
    return token


def sign_in(app: Flask, client: FlaskClient, name: str) -> str:
    """Sign somebody of the cast in with this browser, without the pages for signing in."""
    token = new_session(app, name)
    with app.app_context():
        client.set_cookie(cookie().sign_in_name, token)
    return token
