"""The list of stops on the desk."""

from flask import Flask
from flask.testing import FlaskClient

from kentcare.hosting.reports.desk import LISTS
from support import the_cast
from support.forms import token
from support.host_report import (
    FORM,
    LivesThere,
    Write,
    stops,
)
from support.site import SignedIn


def test_another_officer_cannot_look_into_it(write: Write, people_app: Flask, signed_in: SignedIn) -> None:
    write().press("stop")
    other = signed_in("accommodation-officer-2")
    data = {"csrf_token": token(other, "/en/account")}
    assert other.post(f"/en/desk/stops/{stops(people_app)[0].ref}", data=data).status_code == 404


def _every_list(client: FlaskClient) -> str:
    return "".join(client.get(f"/en/desk/reports/{which}/1").text for which in LISTS)


def test_an_officer_who_lives_there_as_a_host_neither_sees_nor_answers_it(
    write: Write, people_app: Flask, signed_in: SignedIn, lives_there: LivesThere
) -> None:
    """Their own home is another officer's work."""
    lives_there("accommodation-officer-2")
    write().press("stop")
    both = signed_in("accommodation-officer-2")
    assert FORM in both.get("/en/host").text
    assert "No report was halted." in both.get("/en/desk/stops").text
    name = f">{the_cast.CANARY} young-person<"
    assert name in _every_list(signed_in("accommodation-officer"))
    assert name not in _every_list(both)
    data = {"csrf_token": token(both, "/en/account")}
    assert both.post(f"/en/desk/stops/{stops(people_app)[0].ref}", data=data).status_code == 404
