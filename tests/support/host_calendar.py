"""The calendar feed of a Host, as a telephone fetches it."""

from collections.abc import Callable
from datetime import date

from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar, Event

from support.forms import token
from support.html import page_of

PAGE = "/en/host/calendar"


TODAY = date(2026, 11, 26)


LATE, OPEN = date(2026, 11, 7), date(2026, 12, 7)


Made = Callable[..., str]


def press(client: FlaskClient, path: str = PAGE) -> None:
    """Press one of the buttons on the page of a Host's calendar address."""
    response = client.post(path, data={"csrf_token": token(client, "/en/account")})
    assert (response.status_code, response.location) == (303, PAGE)


def path_on(page: str) -> str:
    field = page_of(page).select_one("#address")
    assert field is not None
    return field.text.removeprefix("http://localhost")


def token_in(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".ics")


def calendar_at(app: Flask, path: str) -> Calendar:
    """Fetch a calendar as a telephone does: with no cookie."""
    response = app.test_client().get(path)
    assert response.status_code == 200
    found = Calendar.from_ical(response.data)
    assert isinstance(found, Calendar)
    return found


def events_at(app: Flask, path: str) -> list[Event]:
    return sorted(calendar_at(app, path).events, key=lambda event: event.decoded("dtstart"))


def days_at(app: Flask, path: str) -> dict[date, str]:
    return {event.decoded("dtstart"): str(event["summary"]) for event in events_at(app, path)}
