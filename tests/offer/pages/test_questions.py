"""What young people ask and what things are commonly called is answered by the search of the real pages."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from support.html import href, page_of
from support.questions import TYPED


def test_three_quarters_of_what_young_people_ask_is_answered_in_the_first_two(
    client: FlaskClient, record_property: Callable[[str, str], None]
) -> None:
    missed = [one.ask for one in TYPED.questions if not one.pages & set(first_two(client, one.ask))]
    answered = len(TYPED.questions) - len(missed)
    record_property("questions answered in the first two results", f"{answered} of {len(TYPED.questions)}")
    assert len(TYPED.questions) == 40
    assert answered >= 30, missed


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("leaving care grant", "money"),
        ("guarantor", "a-place-to-live"),
        ("Eid", "money"),
        ("eVisa", "asylum-granted"),
        ("driving", "money"),
        ("racism", "people-and-belonging"),
        ("prescriptions", "health"),
        ("my adviser never replies", "who-does-what"),
        ("trafficking", "harm-and-exploitation"),
        ("mould", "a-place-to-live"),
    ],
)
def test_a_common_name_is_found(client: FlaskClient, typed: str, page: str) -> None:
    assert page in first_two(client, typed)


def first_two(client: FlaskClient, typed: str) -> list[str]:
    """The first two pages that the real search finds."""
    found = page_of(client.post("/en/search", data={"words": typed}))
    links = [href(link) for link in found.select(".found > li > a")[:2]]
    return [link.removeprefix("/en/").partition("#")[0] for link in links]
