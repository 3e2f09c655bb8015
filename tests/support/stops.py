"""A stop as tests make it, look into it and read whom it was told to."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.cases.homes.models import Home
from kentcare.cases.young_people.models import YoungPerson
from kentcare.core import clock
from kentcare.db.session import reading, writing
from kentcare.hosting.reports.rules import Month
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.safeguarding.escalation.models import StopMessage
from kentcare.hosting.safeguarding.models import StopShown
from kentcare.hosting.safeguarding.records import FormSubject
from kentcare.services.cover.models import Cover
from kentcare.services.messages.models import OutgoingMessage
from support import the_cast
from support.forms import post
from support.html import Tag, href, one, page_of

OFFICER, COVERS, MANAGER = "accommodation-officer", "accommodation-officer-2", "service-manager"
ADVISER = "personal-adviser"
HALF_AN_HOUR = timedelta(minutes=30)


def halt(app: Flask, *, now: datetime | None = None, months_ago: int = 1, second: str = "") -> str:
    """The Host of a home presses the button in the report of some month. Returns the ref of the stop."""
    with app.app_context():
        home = reading().scalars(select(Home.id).where(Home.ref == f"home{second}")).one()
        young = select(YoungPerson.id).where(YoungPerson.ref == f"young-person{second}"[-14:])
        month = Month.of(clock.today()).back(months_ago).first
        about = FormSubject(home, reading().scalars(young).one(), month)
        moment = now or clock.now()
        with app.test_request_context("/en/"):
            safeguarding.halt(the_cast.viewer(app, f"host{second}"), about, [], moment, pressed=True)
        return str(reading().scalar(select(StopShown.ref).order_by(StopShown.id.desc()).limit(1)))


def look_into(
    client: FlaskClient, ref: str, found: str = "safe", follows: Sequence[str] = ("adviser",)
) -> TestResponse:
    """Say what was found, as the page of the stop asks it."""
    return post(client, f"/en/desk/stops/{ref}", {"found": found, "follows": list(follows)})


def open_again(client: FlaskClient, ref: str) -> TestResponse:
    """Press the button that lets a stop wait again."""
    return post(client, f"/en/desk/stops/{ref}/again", {})


def stops_shown(response: TestResponse) -> list[str]:
    """The stops on the page of a home or of somebody who lives there, of which one has just begun to wait.

    The page says so, and has the number of somebody to ring.
    """
    page = page_of(response)
    assert "Nobody has looked into it for less than a minute" in page.text
    assert href(one(page, "main a[href^='tel:']")).startswith("tel:07700")
    return [ref_of(link) for link in page.select("main a[href*='/desk/stops/']")]


def ref_of(link: Tag) -> str:
    """The ref of the stop to whose page a link leads."""
    return href(link).rpartition("/")[2]


def told(app: Flask, ref: str) -> list[tuple[int, str | None, str | None]]:
    """Everybody told of a stop since it waits: the step, their name in the cast, why they were left out."""
    rows = (
        select(StopMessage.step, Account.email, StopMessage.passed_over)
        .join(StopShown, StopShown.id == StopMessage.stop_id)
        .outerjoin(Account, Account.id == StopMessage.account_id)
        .where(StopShown.ref == ref, StopShown.waits_since == StopMessage.waits_since)
        .order_by(StopMessage.id)
    )
    with app.app_context():
        return [
            (row.step, row.email and row.email.partition("@")[0], row.passed_over)
            for row in reading().execute(rows)
        ]


def number_of_messages(app: Flask, name: str, *, still_to_go: bool = False) -> int:
    """How many messages about stops were queued for somebody; `still_to_go`: how many of them still wait."""
    account = the_cast.account_id(app, name)
    rows = select(OutgoingMessage).where(
        OutgoingMessage.account_id == account, OutgoingMessage.kind == "stop"
    )
    with app.app_context():
        found = reading().scalars(rows).all()
    return sum(not still_to_go or row.next_try_at is not None for row in found)


def is_away(app: Flask, name: str = OFFICER, covered_by: str = COVERS) -> None:
    """Somebody is away today, and somebody else covers for them."""
    with app.app_context(), writing() as session:
        away, account = (the_cast.account_id(app, one) for one in (name, covered_by))
        today = clock.today()
        session.add(
            Cover(
                ref=f"cover{away}",
                officer_id=away,
                covered_by_id=account,
                from_day=today - timedelta(days=1),
                to_day=today + timedelta(days=5),
                set_by=away,
                set_at=clock.now(),
            )
        )


def changed(app: Flask, name: str, **values: object) -> None:
    """Change columns of somebody's account."""
    with app.app_context(), writing() as session:
        row = session.get_one(Account, the_cast.account_id(app, name))
        for column, value in values.items():
            setattr(row, column, value)


def given_role(app: Flask, name: str, role: str) -> None:
    """Give somebody of the cast another role."""
    with app.app_context(), writing() as session:
        account = the_cast.account_id(app, name)
        session.add(RoleGrant(account_id=account, role=role, given_at=clock.now()))
