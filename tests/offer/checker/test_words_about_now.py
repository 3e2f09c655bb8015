"""The words of the questions about now: whatever the choices offer has words, and nothing else is shown."""

from typing import get_args

import pytest
from flask import Flask

from kentcare.offer.checker.choices import homes, things_true_now
from kentcare.offer.checker.replies import UNKNOWN, Reply
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.checker.words_about_now import authority, immigration, living, study, true_now
from kentcare.offer.entitlements.facts import Immigration
from support.checker_people import ENGINE, IN_CARE_AT_16, TODAY

PEOPLE: dict[str, dict[str, Reply]] = {
    "in care at 16": {},
    "out of care at 16": {"care_1.still": "no", "care_1.to": "2026-06-01"},
    "former relevant at 19": {"born": "2007-05-01"},
    "of another council": {"authority": "other"},
    "never in care": {"care": "no"},
}


def known(**more: Reply) -> RepliesSoFar:
    return RepliesSoFar({**IN_CARE_AT_16, **more}, TODAY, ENGINE)


@pytest.mark.parametrize("person", PEOPLE)
def test_the_homes_shown_are_those_that_somebody_can_live_in(app: Flask, person: str) -> None:
    somebody = known(**PEOPLE[person])
    with app.test_request_context("/en/"):
        words = living(somebody)
    assert list(words.choices) == homes(somebody)
    assert all(words.choices.values())


@pytest.mark.parametrize("person", PEOPLE)
def test_the_things_shown_are_those_that_can_change_the_answer(app: Flask, person: str) -> None:
    somebody = known(**PEOPLE[person])
    with app.test_request_context("/en/"):
        words = true_now(somebody)
    assert list(words.choices) == things_true_now(somebody)
    assert all(words.choices.values())


def test_the_council_is_called_by_the_name_of_the_place(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert authority(known()).choices == {"kent": "Kent County Council", "other": "Another council"}


def test_who_was_never_in_care_is_asked_where_they_are_and_not_which_council_it_was(app: Flask) -> None:
    """The council where they are helps them (CA s.24(5)(b))."""
    never: dict[str, Reply] = {"born": "2008-05-01", "care": "no", "fostered": "no", "stays": ["hospital"]}
    with app.test_request_context("/en/"):
        assert authority(RepliesSoFar(never, TODAY, ENGINE)).ask == "Are you in Kent now?"
        unsure = authority(RepliesSoFar({**never, "care": UNKNOWN}, TODAY, ENGINE))
        assert unsure.ask == "Which council looked after you last?"


def test_the_place_of_a_course_is_asked_where_it_is_known_that_there_is_one(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert study(known(born="2001-05-01", runs_on="yes")).ask == "Where is your course?"
        assert study(known(born="2007-05-01")).ask == "Are you studying now?"


def test_each_right_to_stay_of_the_engine_can_be_replied(app: Flask) -> None:
    with app.test_request_context("/en/"):
        offered = immigration(known()).choices
    # The one that is missing has a question of its own.
    assert {*offered} == {*get_args(Immigration)} - {"leave_extended"}
