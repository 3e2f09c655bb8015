"""A date typed in parts: kept as typed, read in many ways, and a plain sentence for each mistake."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form

from kentcare.web.rough_date import RoughDate, RoughDateField


class Dates(Form):  # type: ignore[misc]  # WTForms ships no types
    whole = RoughDateField("Whole")
    rough = RoughDateField("Rough", day="optional")
    month = RoughDateField("Month", day="none")


def fill(app: Flask, name: str, typed: str) -> RoughDateField:
    parts = typed.split("/")
    boxes = ("month", "year") if name == "month" else ("day", "month", "year")
    with app.test_request_context("/en/"):
        form = Dates(MultiDict({f"{name}-{box}": part for box, part in zip(boxes, parts, strict=True)}))
        form.validate()
        field: RoughDateField = form[name]
        return field


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("whole", "27/3/2007", RoughDate(2007, 3, 27)),
        ("whole", " 27 / 03 / 2007 ", RoughDate(2007, 3, 27)),
        ("whole", "1/march/2007", RoughDate(2007, 3, 1)),
        ("whole", "1/Sept/2007", RoughDate(2007, 9, 1)),
        ("whole", "٢٧/٣/٢٠٠٧", RoughDate(2007, 3, 27)),
        ("whole", "29/2/2008", RoughDate(2008, 2, 29)),
        ("rough", "/3/2007", RoughDate(2007, 3)),
        ("rough", "31/3/2007", RoughDate(2007, 3, 31)),
        ("month", "3/2007", RoughDate(2007, 3)),
    ],
)
def test_a_date_is_read(app: Flask, name: str, typed: str, read: RoughDate) -> None:
    field = fill(app, name, typed)
    assert not field.errors
    assert field.data == read


@pytest.mark.parametrize(
    ("name", "typed", "part", "sentence"),
    [
        ("whole", "/3/2007", "day", "Add the day"),
        ("whole", "27//2007", "month", "Add the month"),
        ("whole", "27/3/", "year", "Add the year"),
        ("whole", "27/3/07", "year", "Write the year with four numbers, like 2008"),
        ("whole", "27/3/0007", "year", "Check the year: 7 cannot be right"),
        ("whole", "27/13/2007", "month", "The month is a number from 1 to 12"),
        ("whole", "27/ju/2007", "month", "The month is a number from 1 to 12"),
        ("whole", "0/3/2007", "day", "The day is a number from 1 to 31"),
        ("whole", "-1/3/2007", "day", "The day is a number from 1 to 31"),
        ("whole", "²/3/2007", "day", "The day is a number from 1 to 31"),
        ("whole", "31/6/2007", "day", "June 2007 has 30 days"),
        ("whole", "29/2/2007", "day", "February 2007 has 28 days"),
        ("rough", "31/6/2007", "day", "June 2007 has 30 days"),
        ("month", "/2007", "month", "Add the month"),
    ],
)
def test_a_bad_date_is_told_in_a_sentence_and_kept_as_typed(
    app: Flask, name: str, typed: str, part: str, sentence: str
) -> None:
    field = fill(app, name, typed)
    assert field.errors == [sentence]
    assert field.first_to_mend == part
    assert list(field.typed.values()) == typed.split("/")
    assert field.data is None


def test_a_date_that_is_known_fills_the_boxes(app: Flask) -> None:
    with app.test_request_context("/en/"):
        form = Dates(data={"rough": RoughDate(2007, 3)})
    assert form.rough.typed == {"day": "", "month": "3", "year": "2007"}


def test_a_month_has_a_first_and_a_last_day() -> None:
    rough = RoughDate(2008, 2)
    assert (rough.first_day().isoformat(), rough.last_day().isoformat()) == ("2008-02-01", "2008-02-29")
    exact = RoughDate(2008, 2, 5)
    assert exact.first_day() == exact.last_day()
