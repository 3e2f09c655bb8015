"""What the answer page lists, and in which words."""

import pytest
from flask.testing import FlaskClient

from support.visitor import STUDENT, Visitor, with_answers

pytestmark = pytest.mark.usefixtures("clock")


def test_a_month_is_enough_where_its_day_changes_nothing(client: FlaskClient) -> None:
    visitor = Visitor(client, STUDENT).finish()
    assert "care_1.from.day" not in visitor.asked
    told = visitor.page.select_one("dl.govuk-summary-list")
    assert told is not None
    assert "March 2022 Any day of this month gives the same answer." in told.get_text(" ", strip=True)


def test_the_dates_show_each_kind_once_and_keep_the_rest_in_a_fold(client: FlaskClient) -> None:
    visitor = Visitor(client, with_answers(born=("1", "5", "2010"), living="foster_care")).finish()
    roads = [
        [stop.get_text(" ", strip=True) for stop in road.select("li")]
        for road in visitor.page.select("ol.timeline")
    ]
    assert len(roads) == 2
    assert roads[0][0] == "22 November 2026 Today"
    assert sum("pathway plan is reviewed" in stop for stop in roads[0]) == 1
    assert sum("pathway plan is reviewed" in stop for stop in roads[1]) > 3


def test_another_council_is_not_held_to_what_kent_asks(client: FlaskClient) -> None:
    answers = {**STUDENT, "authority": "other", "living": "staying_put"}
    visitor = Visitor(client, answers).finish()
    assert "Staying Put with your foster carers" in visitor.page.get_text(" ")
    assert "for food and bills" not in visitor.page.get_text(" ")
