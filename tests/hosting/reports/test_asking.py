"""What cannot be is refused, and what is only unlikely is asked once; nothing typed is lost."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from kentcare.cases.arrangements.models import Arrangement
from kentcare.db.session import writing
from support.host_report import MONTH, WHOLE, Write, send_twice, stored
from support.html import one, page_of
from support.long_forms import Window, shown

THIS = f"/en/host/reports/stay/{MONTH.after}"
AGAIN = "Then press “Send” again."


def lived(app: Flask, first: date, last: date | None) -> None:
    """Change from when until when the young person lives in the first home."""
    with app.app_context(), writing() as session:
        stay = session.scalars(select(Arrangement).where(Arrangement.ref == "stay")).one()
        stay.from_day, stay.to_day = first, last


# What cannot be


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("nights", "31", "November 2026 has 30 nights. Write a number of nights from 0 to 30"),
        ("nights", "-1", "November 2026 has 30 nights."),
        ("hours", "169", "A week has 168 hours. Write a number of hours from 0 to 168"),
        ("hours", "-2", "A week has 168 hours."),
    ],
)
def test_what_cannot_be_is_refused_however_often_it_is_sent(
    write: Write, people_app: Flask, name: str, value: str, words: str
) -> None:
    window = write()
    for _ in range(2):
        response = window.press("send", **(WHOLE | {name: value, "health": "Kept all the same"}))
        assert response.status_code == 422
        assert words in response.text
        assert AGAIN not in response.text
        assert shown(page_of(response))["health"] == "Kept all the same"
    assert stored(people_app) == []


# What is asked


@pytest.mark.parametrize("hours", ["60", "168"])
def test_the_hours_of_a_month_are_asked_about_once(write: Write, people_app: Flask, hours: str) -> None:
    window = write()
    response = window.press("send", **(WHOLE | {"hours": hours, "health": "Kept all the same"}))
    assert response.status_code == 422
    assert "Are they the hours of the whole month?" in response.text
    assert AGAIN in one(page_of(response), ".govuk-error-summary").text
    assert shown(page_of(response))["health"] == "Kept all the same"
    assert stored(people_app) == []
    assert window.press("send").status_code == 303
    assert stored(people_app)[0].answers["hours"] == int(hours)


def test_another_number_is_asked_about_anew_and_a_likely_one_is_not(write: Write, people_app: Flask) -> None:
    window = write()
    assert window.press("send", **(WHOLE | {"hours": "100"})).status_code == 422
    assert window.press("send", hours="120").status_code == 422
    assert stored(people_app) == []
    assert window.press("send", hours="59").status_code == 303


def test_what_was_asked_is_asked_again_of_a_page_that_is_opened_anew(write: Write) -> None:
    assert write().press("send", **(WHOLE | {"hours": "100"})).status_code == 422
    assert write().press("send").status_code == 422


def test_it_is_kept_while_typed_and_asked_only_when_sent(write: Write, people_app: Flask) -> None:
    window = write()
    assert window.autosave(**(WHOLE | {"hours": "100"})).status_code == 200
    assert window.press("save").status_code == 303


def test_more_nights_than_they_lived_there_are_asked_about(write: Write, people_app: Flask) -> None:
    lived(people_app, MONTH.last - timedelta(days=10), None)
    window = write()
    response = window.press("send", **(WHOLE | {"nights": "12"}))
    assert response.status_code == 422
    assert "They lived with you on 11 days of November 2026, our list says." in response.text
    assert window.press("send").status_code == 303
    assert stored(people_app)[0].answers["nights"] == 12


def test_a_stay_in_two_parts_is_one(write: Write, people_app: Flask) -> None:
    half = MONTH.first + timedelta(days=14)
    with people_app.app_context(), writing() as session:
        stay = session.scalars(select(Arrangement).where(Arrangement.ref == "stay")).one()
        stay.to_day, stay.ended_how = half, "level"
        session.add(
            Arrangement(
                ref="later",
                young_person_id=stay.young_person_id,
                home_id=stay.home_id,
                level="complex",
                from_day=half + timedelta(days=1),
            )
        )
    assert write().press("send", **(WHOLE | {"nights": "30"})).status_code == 303


def test_a_report_before_its_month_ends_is_asked_about(write: Write, people_app: Flask) -> None:
    response = write(address=THIS).press("send", **WHOLE)
    assert response.status_code == 422
    assert "December 2026 has not ended yet." in response.text
    assert stored(people_app) == []
    assert send_twice(write(address=THIS), **WHOLE).status_code == 303


def test_not_where_they_have_left_already(write: Write, people_app: Flask) -> None:
    lived(people_app, date(2026, 1, 5), MONTH.last)
    assert write().press("send", **WHOLE).status_code == 303


def test_a_mistake_and_a_question_are_told_together(write: Write) -> None:
    window = write(address=THIS)
    response = window.press("send", **(WHOLE | {"well": "", "hours": "100"}))
    words = one(page_of(response), ".govuk-error-summary").text
    assert "Write what went well" in words
    assert "Are they the hours of the whole month?" in words
    assert "December 2026 has not ended yet." in words
    assert window.press("send", well="She cooked.").status_code == 303


# The same of a correction


def test_a_correction_is_refused_and_asked_alike(write: Write, sent: str) -> None:
    window = Window.open(write().client, sent)
    response = window.press("send", text="I counted wrongly.", nights="31", hours="100")
    assert response.status_code == 422
    assert "November 2026 has 30 nights." in response.text
    assert shown(page_of(response))["text"] == "I counted wrongly."
    assert "open" in one(page_of(response), "details").attrs
    response = window.press("send", nights="3")
    assert response.status_code == 303
