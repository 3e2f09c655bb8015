"""The sheet to print: as the answer, without what is nobody else's business."""

import pytest
from flask.testing import FlaskClient

from support.html import text_of
from support.visitor import STUDENT, CheckerVisitor, with_answers

pytestmark = pytest.mark.usefixtures("clock")


def test_the_sheet_and_the_calendar_say_the_same_as_the_answer(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    owed = [heading.text for heading in visitor.page.select("#owed + .offers h3")]
    sheet = visitor.go("/en/checker/sheet")
    assert sheet.status_code == 200
    assert all(name in sheet.text for name in owed)
    assert len(visitor.page.select(".ticks > li")) == 5
    assert len(visitor.page.select(".paper .tel")) == 3
    file = client.get("/en/checker/dates.ics")
    assert file.mimetype == "text/calendar"
    assert file.headers["Content-Disposition"] == "attachment; filename=dates.ics"
    assert "DTSTART;VALUE=DATE:20280501" in file.text  # 21
    assert "2007" not in file.text


def test_the_sheet_leaves_out_what_is_nobody_else_s_business(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, {**STUDENT, "immigration": "waiting", "living": "custody"}).finish()
    sheet = visitor.go("/en/checker/sheet").text
    assert "In custody" not in sheet
    assert "waiting for a decision" not in sheet
    assert "not confirmed by Kent" in sheet
    assert "Some replies are left out here." in sheet


def test_the_sheet_does_not_say_that_replies_are_left_out_where_none_are(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, {"born": ("22", "11", "2001"), "runs_on": "no"}).finish()
    assert visitor.asked == ["born", "runs_on"]
    sheet = visitor.go("/en/checker/sheet").text
    assert "What I told the site" in sheet
    assert "Some replies are left out here." not in sheet


def test_somebody_in_no_group_has_a_list_for_themselves(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, {"born": ("1", "5", "2007"), "care": "no"}).finish()
    visitor.go("/en/checker/sheet")
    assert visitor.heading == "What I can ask for"
    assert "Adviser" not in visitor.page.text


def test_a_date_that_is_not_sure_is_not_sure_on_the_sheet(client: FlaskClient) -> None:
    """Neither what may not come, nor a day of which only the month is known, is told as a fact."""
    unsure = {
        **STUDENT,
        "care": "?",
        "authority": "?",
        "immigration": "?",
        "living": "homeless",
        "study": "no",
    }
    visitor = CheckerVisitor(client, unsure).finish()
    visitor.go("/en/checker/sheet")
    dates = [line.text for line in visitor.page.select(".paper li") if "review" in line.text]
    assert dates
    assert all("(perhaps)" in line for line in dates)


def test_somebody_homeless_asks_for_a_home_also_where_something_is_not_known(client: FlaskClient) -> None:
    visitor = CheckerVisitor(
        client, {**STUDENT, "authority": "?", "living": "homeless", "study": "no", "immigration": "british"}
    ).finish()
    visitor.go("/en/checker/sheet")
    assert "home" in text_of(visitor.page.select_one(".ticks > li")).casefold()


@pytest.mark.parametrize("immigration", ["appeal_rights_exhausted", "no_leave"])
def test_somebody_without_permission_asks_for_a_lawyer_and_a_home_before_any_savings(
    client: FlaskClient, immigration: str
) -> None:
    answers = with_answers(living="other", study="no", immigration=immigration, true_now=[])
    visitor = CheckerVisitor(client, answers).finish()
    visitor.go("/en/checker/sheet")
    asks = [text_of(one) for one in visitor.page.select(".ticks > li strong")]
    assert {"A place to live", "Legal advice about your right to stay"} < set(asks[:4])
    assert not any("Junior ISA" in one for one in asks)


def test_what_is_urgent_is_asked_for_first(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, {**STUDENT, "living": "homeless", "study": "no"}).finish()
    visitor.go("/en/checker/sheet")
    first = visitor.page.select_one(".ticks > li strong")
    assert first is not None
    assert first.text == "A place to live"
