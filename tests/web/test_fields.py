"""A form that has to be mended: 422, a summary that leads to each mistake, and nothing typed is lost."""

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from support.forms import filled, token
from support.html import one


def sent(client: FlaskClient, changed: dict[str, str]) -> BeautifulSoup:
    response = client.post("/en/sample", data=filled(client, changed))
    assert response.status_code == 422
    return BeautifulSoup(response.text, "html.parser")


def test_each_line_of_the_summary_leads_to_the_control_to_mend(client: FlaskClient) -> None:
    page = sent(client, {"born-month": "13", "living": "", "weeks": "many"})
    links = {link.get_text(): str(link["href"]) for link in page.select(".govuk-error-summary a")}
    assert links == {
        "The month is a number from 1 to 12": "#born-month",
        "Choose where you live": "#living",
        "Write a number, like 12": "#weeks",
    }
    for target in links.values():
        control = page.select_one(target)
        assert control is not None
        assert control.name == "input"


def test_the_summary_takes_the_focus_without_a_script(client: FlaskClient) -> None:
    summary = sent(client, {"born-day": ""}).select_one(".govuk-error-summary")
    assert summary is not None
    assert summary.has_attr("autofocus")
    assert summary["tabindex"] == "-1"


def test_what_was_typed_is_still_there(client: FlaskClient) -> None:
    page = sent(client, {"born-day": "31", "born-month": "6", "true_of_you": "disabled", "weeks": "<b>"})
    values = {box["name"]: box.get("value") for box in page.select("input[type=text]")}
    assert values == {"born-day": "31", "born-month": "6", "born-year": "2007", "weeks": "<b>"}
    assert [box["value"] for box in page.select("input:checked, input[checked]")] == [
        "foster_care",
        "disabled",
    ]


def test_only_the_box_to_blame_is_marked(client: FlaskClient) -> None:
    page = sent(client, {"born-month": "13"})
    assert [box["id"] for box in page.select(".govuk-input--error")] == ["born-month"]


def test_an_empty_date_marks_every_box_and_says_what_is_wanted(client: FlaskClient) -> None:
    page = sent(client, {"born-day": "", "born-month": "", "born-year": ""})
    assert [box["id"] for box in page.select(".govuk-input--error")] == [
        "born-day",
        "born-month",
        "born-year",
    ]
    assert "Enter the day you were born" in page.select(".govuk-error-summary a")[0]


def test_the_question_can_be_the_heading(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/en/sample").text, "html.parser")
    assert one(page, "legend h1").get_text(strip=True) == "When were you born?"


def test_hints_belong_to_their_choice(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/en/sample").text, "html.parser")
    hint = one(page, "#" + str(one(page, "#living")["aria-describedby"]))
    assert hint.get_text(strip=True) == "Your family for now"


def test_a_divider_stands_before_its_choice(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/en/sample").text, "html.parser")
    divider = one(page, ".govuk-radios__divider")
    assert divider.get_text() == "or"
    assert one(page, ".govuk-radios__divider + .govuk-radios__item input")["value"] == "unknown"


def test_a_field_without_a_hint_refers_to_none(client: FlaskClient) -> None:
    """A screen reader would read out an empty one."""
    page = BeautifulSoup(client.get("/en/sample").text, "html.parser")
    assert not one(page, "fieldset:has(#living)").has_attr("aria-describedby")
    assert all(hint.get_text(strip=True) for hint in page.select(".govuk-hint"))


def test_a_mistake_is_announced_in_the_language_of_the_page(client: FlaskClient) -> None:
    question = "/ar/checker/1"
    response = client.post(question, data={"csrf_token": token(client, question), "question": "born"})
    page = BeautifulSoup(response.text, "html.parser")
    assert one(page, "#reply-error .govuk-visually-hidden").get_text() == "خطأ:"
