"""A page asks the database as often for many rows as for few."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.advocacy import records as advocacy
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.cases.young_people.models import YoungPerson
from kentcare.db.session import writing
from kentcare.hosting.households.models import Adult, Household
from kentcare.sign_in.sessions.models import SignIn
from support import the_cast
from support.site import SignedIn
from support.watching import statements

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
MORE = 30
# Who reads which list.
LISTS = {
    "/en/me/who-looked/1": "young-person",
    "/en/account": "young-person",
    "/en/host": "host",
    "/en/host/reports": "host",
    "/en/desk": "service-manager",
    "/en/desk/reports/waiting/1": "accommodation-officer",
    "/en/desk/trail/1": "service-manager",
    "/en/desk/young-people/by-name/1": "personal-adviser",
    "/en/desk/young-people/young-person": "personal-adviser",
    "/en/desk/homes/by-name/1": "service-manager",
    "/en/desk/homes/home": "accommodation-officer",
    "/en/desk/homes/late/1": "accommodation-officer",
    "/en/desk/homes/unapproved/1": "accommodation-officer",
    "/en/desk/homes/home/timeline/1": "accommodation-officer",
    "/en/desk/homes/home/checks": "accommodation-officer",
    "/en/desk/requirements/check/late/1": "accommodation-officer",
    "/en/desk/requirements/training/late/1": "training-coordinator",
    "/en/host/checks": "host",
    "/en/desk/people/by-name/1": "administrator",
    "/en/desk/advocacy": "advocacy-lead",
}


def bring_more(app: Flask) -> None:
    """Thirty of everything, where each list of the cast shows them."""
    ids = {name: the_cast.account_id(app, name) for name in ("personal-adviser", "young-person", "host")}
    officer = the_cast.account_id(app, "accommodation-officer")
    with app.app_context(), writing() as session:
        home = session.scalars(select(Home).where(Home.ref == "home")).one()
        own = session.scalars(select(YoungPerson).where(YoungPerson.ref == "young-person")).one()
        adviser = session.get_one(Account, ids["personal-adviser"])
        for number in range(MORE):
            account = Account(
                ref=f"more{number}",
                name=f"More {number}",
                email=f"more{number}@example.org",
                state="active",
                invited_at=NOW,
                review_by=date(2026, 11, 1),
                grants=[RoleGrant(role="finance-officer", given_at=NOW)],
            )
            young = YoungPerson(
                ref=f"more{number}",
                case_number=f"M{number}",
                name=f"More {number}",
                born=date(2008, 1, 1),
                adviser_id=ids["personal-adviser"],
                changed_at=NOW,
            )
            other = Home(
                ref=f"more{number}",
                home_number=f"M{number}",
                name=f"More {number}",
                area="Dover",
                officer_id=officer,
                changed_at=NOW,
            )
            session.add_all([account, young, other])
            session.flush()
            session.add_all(
                [
                    HomeHost(home_id=other.id, account_id=ids["host"]),
                    Household(
                        home_id=other.id,
                        approved_on=date(2020, 1, 1) if number % 3 else None,
                        has_gas=True,
                        drives=False,
                    ),
                    Adult(ref=f"more{number}", home_id=home.id, name="More"),
                    _stay(f"here{number}", young.id, home.id, None),
                    _stay(f"there{number}", own.id, other.id, date(2026, 2, 1)),
                    SignIn(
                        ref=f"more{number}",
                        token_hash=f"more{number}",
                        account_id=ids["young-person"],
                        stamp=0,
                        device="Test",
                        began_at=datetime.now(UTC),
                        seen_at=datetime.now(UTC),
                    ),
                ]
            )
            audit.note(Action.VIEWED, _Someone(adviser.id, adviser.name), young_person=own.id)
            advocacy.ask(f"more{number}", {"about": "More", "language": "en"}, date(2026, 11, 1))


class _Someone:
    roles = frozenset({"personal-adviser"})

    def __init__(self, number: int, name: str) -> None:
        self.id, self.name = number, name


def _stay(ref: str, young: int, home: int, to_day: date | None) -> Arrangement:
    return Arrangement(
        ref=ref,
        young_person_id=young,
        home_id=home,
        level="standard",
        from_day=date(2026, 1, 1),
        to_day=to_day,
    )


@pytest.mark.parametrize("path", LISTS)
def test_a_page_asks_as_often_for_many_rows_as_for_few(
    signed_in: SignedIn, people_app: Flask, path: str
) -> None:
    client = signed_in(LISTS[path])
    client.get(path)  # what is made once is made
    with statements(people_app) as few:
        first = client.get(path)
    bring_more(people_app)
    with statements(people_app) as many:
        second = client.get(path)
    assert (first.status_code, second.status_code) == (200, 200)
    assert (
        second.text.count("<li") + second.text.count("<tr")
        > first.text.count("<li") + first.text.count("<tr")
        or path == "/en/desk"
    ), "the page shows no more than before"
    assert len(many) <= len(few) + 1, "\n".join(many)
    assert len(few) <= 27, "\n".join(few)
