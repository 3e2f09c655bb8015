"""The sheet to print: as the answer, without what is nobody else's business."""

import pytest
from flask.testing import FlaskClient

from support.visitor import STUDENT, Visitor

pytestmark = pytest.mark.usefixtures("clock")


def test_the_sheet_and_the_calendar_say_the_same_as_the_answer(client: FlaskClient) -> None:
    visitor = Visitor(client, STUDENT).finish()
    owed = [heading.get_text() for heading in visitor.page.select("#owed + .offers h3")]
    sheet = visitor.go("/en/checker/sheet")
    assert sheet.status_code == 200
    assert all(name in sheet.text for name in owed)
    file = client.get("/en/checker/dates.ics")
    assert file.mimetype == "text/calendar"
    assert file.headers["Content-Disposition"] == "attachment; filename=dates.ics"
    assert "DTSTART;VALUE=DATE:20280501" in file.text  # 21
    assert "2007" not in file.text


def test_the_sheet_leaves_out_what_is_nobody_else_s_business(client: FlaskClient) -> None:
    visitor = Visitor(client, {**STUDENT, "immigration": "waiting", "living": "custody"}).finish()
    sheet = visitor.go("/en/checker/sheet").text
    assert "In custody" not in sheet
    assert "waiting for a decision" not in sheet
    assert "not confirmed by Kent" in sheet
