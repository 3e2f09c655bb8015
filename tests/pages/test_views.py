"""The pages that explain, and the promise that a page past its date says so."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from kentcare.pages.register import register

NAMES = {"home": "", "status": "status", "contact": "contact", "privacy": "privacy", "cookies": "cookies"} | {
    "accessibility": "accessibility"
}
LATE = "Nobody has checked this page since it was due"


def test_every_page_has_a_row_and_every_row_a_page() -> None:
    assert set(register()) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_on_the_day_after_its_date_that_it_is_late(client: FlaskClient, name: str) -> None:
    due = register()[name].review_by
    with time_machine.travel(due, tick=False):
        assert LATE not in client.get(f"/en/{NAMES[name]}").text
    with time_machine.travel(due + timedelta(days=1), tick=False):
        assert LATE in client.get(f"/en/{NAMES[name]}").text


def test_the_first_page_has_one_loud_thing_and_it_is_the_start(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/en/").text, "html5lib")
    (button,) = page.select(".govuk-button")
    assert button["href"] == "/en/checker"


def test_the_status_page_takes_its_numbers_from_the_engine(client: FlaskClient) -> None:
    text = client.get("/en/status").text
    assert "13 weeks: 91 days" in text
    assert '<time datetime="2018-04-01">1 April 2018</time>' in text


def test_every_number_to_ring_says_where_it_is_from(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/en/contact").text, "html5lib")
    for row in page.select(".helpers li"):
        assert row.select_one("a.tel"), row
        assert ("Number from:" in row.get_text()) != ("999" in row.get_text())
