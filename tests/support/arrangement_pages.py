"""An officer in front of the arrangements of the first home, and what is stored of them."""

from datetime import UTC, date, datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.young_people import records as young_people
from kentcare.core.clock import today
from kentcare.db.session import reading
from kentcare.desk.imports import records as imports
from kentcare.desk.imports.questions import Answers
from kentcare.desk.imports.rules import ListKind
from kentcare.hosting.arrangements.over_places import OverPlacesDecision
from support.forms import post, typed
from support.html import attribute, href, page_of
from support.lists import STAYS, listed
from support.the_cast import BORN

PAGE = "/en/desk/homes/home/arrangements"
BEGIN, LEVEL, END = f"{PAGE}/begin", "/en/desk/arrangements/stay/level", "/en/desk/arrangements/stay/end"
RECORD = "/en/desk/young-people/young-person"
TODAY = today()
# The first day of what a test begins, and the last day of the one that has ended where `has_left` is used.
CAME, LEFT = date(2026, 4, 1), date(2026, 3, 31)


def rows(app: Flask) -> list[tuple[str, date, date | None, str | None]]:
    """Where and how the first young person lived, the earliest first."""
    with app.app_context():
        person = young_people.find_by_number("C1")
        assert person
        mine = select(Arrangement).where(Arrangement.young_person_id == person.id)
        found = reading().scalars(mine.order_by(Arrangement.from_day))
        return [(one.level, one.from_day, one.to_day, one.ended_how) for one in found]


def ask_begin(client: FlaskClient, day: date = CAME, **change: str) -> TestResponse:
    """Type what begins: the first young person comes to the first home, or to another."""
    page = BEGIN if "home" not in change else f"/en/desk/homes/{change.pop('home')}/arrangements/begin"
    data = typed(day) | typed(BORN, "born") | {"case_number": "C1", "level": "complex"}
    return post(client, page, data | change)


def begin(client: FlaskClient, day: date = CAME, **change: str) -> TestResponse:
    """Type what begins, and say that the page which shows who it is is right."""
    asked = ask_begin(client, day, **change)
    return say_right(client, asked) if asked.status_code == 200 else asked


def sent_again(asked: TestResponse) -> dict[str, str]:
    """What the page that shows who comes sends once more."""
    form = page_of(asked).select("#page form, main form")[-1]
    return {attribute(one, "name"): (one.attr("value") or "") for one in form.select("input[type=hidden]")}


def say_right(client: FlaskClient, asked: TestResponse, **change: str) -> TestResponse:
    """Press “Yes, it is right” on the page that was shown."""
    return post(client, asked.request.path, sent_again(asked) | change)


def change_level(client: FlaskClient, day: date = CAME, level: str = "intensive") -> TestResponse:
    """Change the level of the first young person's arrangement."""
    return post(client, LEVEL, typed(day) | {"level": level})


def link_to(what: str, client: FlaskClient) -> str:
    """The first link to this on the page of the home, which is that of what goes on."""
    page = page_of(client.get(PAGE))
    return href(page.select(f"a[href*='/desk/arrangements/'][href$='/{what}']")[0])


def import_rows(app: Flask, *lines: str) -> list[str]:
    """Import a list of the case system with these lines. Returns what is wrong with it."""
    with app.app_context():
        done = imports.import_rows(
            ListKind.ARRANGEMENTS,
            listed(STAYS, *lines),
            None,
            TODAY,
            datetime.now(UTC),
            answers=Answers(OverPlacesDecision(None)),
        )
        return [fault.wrong.value for fault in done.faults]


# What is typed to say that it ended today.
UNPLANNED = {
    "day-day": str(TODAY.day),
    "day-month": str(TODAY.month),
    "day-year": str(TODAY.year),
    "how": "unplanned",
    "why": "Canary of a reason",
}


def stored(app: Flask) -> Arrangement:
    """The first young person's arrangement."""
    with app.app_context():
        return reading().scalars(select(Arrangement).where(Arrangement.ref == "stay")).one()
