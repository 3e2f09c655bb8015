"""A proxy that gives the site another name is noticed by the forms that come through it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from kentcare.config import Settings
from kentcare.services.heartbeats import records as heartbeats
from support.forms import GOOD, filled
from support.site import let_go, make_app

RENAMED = {"Sec-Fetch-Site": "same-origin", "Origin": "https://offer.example"}


@pytest.fixture
def site(address: str, settings: Settings) -> Iterator[Flask]:
    app = make_app(replace(settings, database_url=address))
    yield app
    let_go(app)


def last(app: Flask) -> datetime | None:
    with app.app_context():
        return heartbeats.last_beat(heartbeats.RENAMED)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
        # Some browsers hide where a form stands.
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        # Whoever writes an address by hand says nothing of a proxy.
        {"Sec-Fetch-Site": "none", "Origin": "https://offer.example"},
    ],
)
def test_a_form_that_arrives_as_it_was_sent_says_nothing(site: Flask, headers: dict[str, str]) -> None:
    client = site.test_client()
    assert client.post("/en/sample", data=filled(client), headers=headers).status_code == 303
    assert last(site) is None


def test_a_form_that_was_sent_to_another_name_is_taken_and_noticed(site: Flask) -> None:
    client = site.test_client()
    assert client.post("/en/sample", data=filled(client), headers=RENAMED).status_code == 303
    assert last(site)


def test_a_stranger_cannot_make_it_up(site: Flask) -> None:
    """Without the token of a page, and so without having been here, nothing is taken or written down."""
    assert site.test_client().post("/en/sample", data=GOOD, headers=RENAMED).status_code == 400
    assert last(site) is None


def test_it_is_written_down_once_in_an_hour(site: Flask) -> None:
    client, began = site.test_client(), datetime.now(UTC)
    for minutes, noted in ((0, 0), (59, 0), (61, 61)):
        with time_machine.travel(began + timedelta(minutes=minutes), tick=False):
            client.post("/en/sample", data=filled(client), headers=RENAMED)
        assert last(site) == began + timedelta(minutes=noted)
