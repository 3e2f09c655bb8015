"""What is missing in a report is said, and the rest is kept."""

import pytest

from support.host_report import FORM, WHOLE, Write
from support.html import attribute, href, one, page_of


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("well", "", "Write what went well"),
        ("hours", "", "Write how many hours a week"),
        ("hours", "200", "A week has 168 hours. Write a number of hours from 0 to 168"),
        ("hours", "many", "Write a whole number, like 14"),
        ("nights", "32", "Write a number of nights from 0 to 30"),
        ("level_money", "5", "Not a valid choice"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(
    write: Write, name: str, value: str, words: str
) -> None:
    response = write().press("send", **(WHOLE | {name: value, "health": "Kept all the same"}))
    assert response.status_code == 422
    assert words in response.text
    assert "Kept all the same" in response.text
    assert "Kept all the same" in write().client.get(FORM).text


def test_what_is_missing_is_told_from_top_to_bottom_and_by_name(write: Write) -> None:
    page = page_of(write().press("send", well="", hours="14,5"))
    told = [href(link)[1:] for link in page.select(".govuk-error-summary a")]
    stands = [attribute(box, "id") for box in page.select("form.long [id]")]
    assert sorted(told, key=stands.index) == told
    assert len(told) == 9
    words = one(page, ".govuk-error-summary").text
    assert "Money: choose how far they are" in words
    assert "Write a whole number, like 14" in words
