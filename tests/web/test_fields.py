"""A form that has to be mended: 422, a summary that leads to each mistake, and nothing typed is lost."""

from flask.testing import FlaskClient

from support.forms import filled, token
from support.html import Page, attribute, href, one, page_of


def sent(client: FlaskClient, changed: dict[str, str]) -> Page:
    response = client.post("/en/sample", data=filled(client, changed))
    assert response.status_code == 422
    return page_of(response)


def test_each_line_of_the_summary_leads_to_the_control_to_mend(client: FlaskClient) -> None:
    page = sent(client, {"born-month": "13", "living": "", "weeks": "many"})
    links = {link.text: href(link) for link in page.select(".govuk-error-summary a")}
    assert links == {
        "The month is a number from 1 to 12": "#born-month",
        "Choose where you live": "#living",
        "Write a number, like 12": "#weeks",
    }
    for target in links.values():
        control = page.select_one(target)
        assert control is not None
        assert control.tag == "input"


def test_the_summary_takes_the_focus_without_a_script(client: FlaskClient) -> None:
    summary = sent(client, {"born-day": ""}).select_one(".govuk-error-summary")
    assert summary is not None
    assert "autofocus" in summary.attrs
    assert attribute(summary, "tabindex") == "-1"


def test_what_was_typed_is_still_there(client: FlaskClient) -> None:
    page = sent(client, {"born-day": "31", "born-month": "6", "true_of_you": "disabled", "weeks": "<b>"})
    values = {attribute(box, "name"): box.attr("value") for box in page.select("input[type=text]")}
    assert values == {"born-day": "31", "born-month": "6", "born-year": "2007", "weeks": "<b>"}
    assert [attribute(box, "value") for box in page.select("input:checked, input[checked]")] == [
        "foster_care",
        "disabled",
    ]


def test_only_the_box_to_blame_is_marked(client: FlaskClient) -> None:
    page = sent(client, {"born-month": "13"})
    assert [attribute(box, "id") for box in page.select(".govuk-input--error")] == ["born-month"]


def test_an_empty_date_marks_every_box_and_says_what_is_wanted(client: FlaskClient) -> None:
    page = sent(client, {"born-day": "", "born-month": "", "born-year": ""})
    assert [attribute(box, "id") for box in page.select(".govuk-input--error")] == [
        "born-day",
        "born-month",
        "born-year",
    ]
    assert page.select(".govuk-error-summary a")[0].text == "Enter the day you were born"


def test_the_question_can_be_the_heading(client: FlaskClient) -> None:
    page = page_of(client.get("/en/sample"))
    assert one(page, "legend h1").text.strip() == "When were you born?"


def test_hints_belong_to_their_choice(client: FlaskClient) -> None:
    page = page_of(client.get("/en/sample"))
    hint = one(page, "#" + attribute(one(page, "#living"), "aria-describedby"))
    assert hint.text.strip() == "Your family for now"


def test_a_divider_stands_before_its_choice(client: FlaskClient) -> None:
    page = page_of(client.get("/en/sample"))
    divider = one(page, ".govuk-radios__divider")
    assert divider.text == "or"
    assert attribute(one(page, ".govuk-radios__divider + .govuk-radios__item input"), "value") == "unknown"


def test_a_field_without_a_hint_refers_to_none(client: FlaskClient) -> None:
    """A screen reader would read out an empty one."""
    page = page_of(client.get("/en/sample"))
    assert "aria-describedby" not in one(page, "fieldset:has(#living)").attrs
    assert all(hint.text.strip() for hint in page.select(".govuk-hint"))


def test_a_mistake_is_announced_in_the_language_of_the_page(client: FlaskClient) -> None:
    question = "/ar/checker/1"
    response = client.post(question, data={"csrf_token": token(client, question), "question": "born"})
    page = page_of(response)
    assert one(page, "#reply-error .govuk-visually-hidden").text == "خطأ:"
