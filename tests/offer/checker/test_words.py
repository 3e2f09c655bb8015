"""The helpers of the modules that put questions in words."""

import pytest
from flask import Flask

from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.checker.words import date_in_words, is_adult, yes_no
from support.checker_people import ENGINE, TODAY


@pytest.mark.parametrize(("born", "expected"), [("2008-11-22", True), ("2008-11-23", False)])
def test_somebody_is_an_adult_from_the_18th_birthday(born: str, expected: bool) -> None:
    assert is_adult(RepliesSoFar({"born": born}, TODAY, ENGINE)) is expected


def test_a_date_without_its_day_is_written_without_one(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert date_in_words("2019-03") == "March 2019"
        assert date_in_words("2019-03-04") == "4 March 2019"


def test_yes_and_no_may_say_more(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert yes_no(no="No, part-time") == {"yes": "Yes", "no": "No, part-time"}
