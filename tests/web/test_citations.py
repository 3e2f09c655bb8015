"""Where something is written is shown with the name of a section, and with a link where there is one."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.core.content.sources import Source
from kentcare.web.citations import address, section
from support.every import PAGES
from support.visitor import STUDENT, CheckerVisitor

LINE_OF_OUR_COPY = re.compile(r"\d{3}:\d+")
PACK = "Kent County Council, Children’s Social Care and Health Cabinet Committee, papers of 23 March 2017"


def test_a_line_is_shown_as_the_section_that_it_is_in(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert section(Source(PACK, "004:2364, 2505")) == (
            "Care Leavers Support Policy: Appendix 1, part 5, Setting up Home; "
            "Care Leavers Entitlement: Financial support"
        )
        assert address(Source(PACK, "004:2364")) == "https://democracy.kent.gov.uk"
        assert (
            address(Source("Children Act 1989", "section 20"))
            == "https://www.legislation.gov.uk/ukpga/1989/41"
        )


@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_a_line_of_our_copy(client: FlaskClient, page: str) -> None:
    assert LINE_OF_OUR_COPY.findall(client.get(f"/en/{page}").text) == []


def test_no_answer_and_no_sheet_shows_a_line_of_our_copy(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, STUDENT).finish()
    for path in ("answer", "everything", "sheet", "move"):
        text = visitor.go(f"/en/checker/{path}").text
        assert LINE_OF_OUR_COPY.findall(text) == [], path
    assert PACK in visitor.go("/en/checker/everything").text
