"""Each field of the report: on the form, in a report that was sent, and in the right people's copy."""

import pytest
from flask import Flask
from wtforms import Field, IntegerField, RadioField, SelectMultipleField

from kentcare.hosting.reports import labels
from kentcare.hosting.reports.forms import REPORT_FORM
from kentcare.hosting.reports.records import sent as sent_reports
from kentcare.hosting.reports.rules import (
    FIELD_PLACEMENTS,
    FieldSection,
    FieldSubject,
    is_about,
)
from support import the_cast
from support.host_report import MONTH, WHOLE, Write, stored, words_of
from support.html import attribute, page_of
from support.site import SignedIn

# Shown as a sentence of its own, in place of a young person's own words.
APART = "own_words_no"


@pytest.fixture
def fields(people_app: Flask) -> list[Field]:
    """Every field of the form of today."""
    with people_app.test_request_context("/en/host"):
        return [field for field in REPORT_FORM.filled({}) if field.name != "csrf_token"]


def typed(field: Field) -> str:
    """An answer to a field that no other has, where it is a text."""
    if isinstance(field, RadioField):
        return "3"
    if isinstance(field, IntegerField):
        return "7"
    if isinstance(field, SelectMultipleField):
        return str(field.choices[0][0])
    return f"Canary of {field.name}."


def test_each_field_says_whom_it_is_about_and_where_it_is_shown(fields: list[Field]) -> None:
    assert {field.name for field in fields} == set(FIELD_PLACEMENTS)


def test_each_field_has_a_label_in_the_section_where_it_is_shown(people_app: Flask) -> None:
    in_month = {name for name, it in FIELD_PLACEMENTS.items() if it.section is FieldSection.MONTH}
    with people_app.test_request_context("/en/host"):
        assert set(labels.field_words()) == in_month - {APART}


def test_each_field_is_on_the_form(write: Write, fields: list[Field]) -> None:
    """Once a report was sent: how the goals of a month went is asked in the next."""
    assert write().press("send", **(WHOLE | {"goals": "Join the library."})).status_code == 303
    page = write(address=f"/en/host/reports/stay/{MONTH.after}").page
    on_form = {attribute(box, "name") for box in page.select("form.long [name]")}
    assert {field.name for field in fields} <= on_form


def test_each_answer_is_on_both_pages_and_in_the_right_copies(
    write: Write, signed_in: SignedIn, people_app: Flask, fields: list[Field]
) -> None:
    answers = {field.name: typed(field) for field in fields}
    assert write().press("send", **answers).status_code == 303
    [row] = stored(people_app)
    pages = [
        page_of(signed_in(name).get(address)).text
        for name, address in (
            ("host", f"/en/host/sent/{row.ref}"),
            ("accommodation-officer", f"/en/desk/reports/{row.ref}"),
        )
    ]
    texts = [answer for answer in answers.values() if answer.startswith("Canary")]
    assert texts
    for page in pages:
        assert [text for text in texts if text not in page] == []
    with people_app.app_context():
        host = the_cast.account_id(people_app, "host")
        [of_host] = sent_reports.held_about(host, None)
        [of_young_person] = sent_reports.held_about(0, row.young_person_id)
    written = {name for name in answers if not name.startswith("level_")}
    theirs = {name for name in written if is_about(name, FieldSubject.YOUNG_PERSON)}
    assert set(words_of(of_host)) == written
    assert set(words_of(of_young_person)) == theirs
    assert written - theirs == {"house", "needs", "needs_words"}
