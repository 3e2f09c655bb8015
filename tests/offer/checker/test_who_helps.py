"""Whom an answer names, and the one whose number stands below the headline."""

import pytest
from flask.testing import FlaskClient

from support.html import href, text_of
from support.visitor import STUDENT, Answers, CheckerVisitor, with_answers

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({}, "tel:03000411111"),
        ({"born": ("1", "5", "2004"), "care_1.from": ("", "3", "2020")}, "tel:03000411111"),
        ({"authority": "other"}, "tel:08000232033"),
    ],
)
def test_the_first_number_is_that_of_whoever_has_to_answer(
    client: FlaskClient, changed: Answers, number: str
) -> None:
    """It stands below the headline where nothing is urgent, and Kent's own come last for another council."""
    page = CheckerVisitor(client, STUDENT | {"true_now": []} | changed).finish().page
    numbers = [href(link) for link in page.select("main a[href^='tel:']")]
    assert numbers[0] == number
    assert page.select(f".verdict a[href='{number}']")
    if changed.get("authority") == "other":
        assert numbers.index("tel:03000411111") > numbers.index("tel:08000232033")


@pytest.mark.parametrize(
    ("born", "number"),
    [
        (("1", "5", "2001"), "08088004444"),
        (("1", "5", "2008"), "08088004444"),
        (("1", "5", "2010"), "03000411111"),
    ],
)
def test_somebody_in_no_group_has_a_number_below_the_headline(
    client: FlaskClient, born: tuple[str, str, str], number: str
) -> None:
    """Shelter from 18 on; before that the county, which must house a child."""
    alone: Answers = {"born": born, "runs_on": "no", "care": "no", "housed": "no", "living": "family"}
    visitor = CheckerVisitor(client, with_answers(**alone, true_now=[])).finish()
    assert visitor.heading.startswith("The leaving care law does not cover you")
    assert visitor.page.select(f".verdict a[href='tel:{number}']")


@pytest.mark.parametrize(
    "changed",
    [
        {"born": ("1", "5", "2011"), "care": "no", "housed": "no", "living": "family"},
        {"born": ("1", "5", "2009"), "care_1.from": ("1", "10", "2025"), "care_1.still": "no",
         "care_1.to": ("1", "11", "2025"), "care_1.more": "no", "living": "family", "home": "no"},
    ],
)  # fmt: skip
def test_nobody_without_a_social_worker_is_told_to_say_who_that_is(
    client: FlaskClient, changed: Answers
) -> None:
    visitor = CheckerVisitor(client, with_answers(**changed, true_now=[])).finish()
    first = text_of(visitor.page.select_one(".verdict"))
    assert "03000 41 11 11 Working hours." in first
    assert "who your social worker is" not in first


@pytest.mark.parametrize("changed", [{}, {"authority": "other"}])
def test_with_a_number_at_the_top_the_others_open(client: FlaskClient, changed: Answers) -> None:
    page = CheckerVisitor(client, STUDENT | {"true_now": []} | changed).finish().page
    assert page.select(".verdict a.tel")
    assert not page.select("#wrong ~ .helpers"), "they make a long answer longer"
    assert page.select("#wrong ~ details .helpers a.tel")
