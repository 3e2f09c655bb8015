"""Whoever was answered is told once a day, and each answer waits until they have opened it."""

from datetime import timedelta

import pytest
from flask import Flask

from kentcare.core.clock import now
from kentcare.services.answers import records as answers
from kentcare.services.messages import records as messages
from support import the_cast

NOW = now()


@pytest.fixture
def host(people_app: Flask) -> int:
    return the_cast.account_id(people_app, "host")


def told(app: Flask, account: int) -> int:
    with app.app_context():
        return len(messages.held_about(account))


def test_an_answer_waits_until_it_is_opened(people_app: Flask, host: int) -> None:
    with people_app.test_request_context("/en/"):
        for about in ("one", "two", "one"):
            answers.tell([host], answers.REPORT, about, NOW)
        assert set(answers.unopened(host)) == {("report", "one"), ("report", "two")}
        answers.mark_opened(host, answers.REPORT, "one")
        answers.mark_opened(host, answers.CERTIFICATE, "two")
        assert set(answers.unopened(host)) == {("report", "two")}
        answers.forget(answers.REPORT, ["two"])
        assert not answers.unopened(host)


@pytest.mark.parametrize(("days", "messages_sent"), [(0, 1), (2, 2)])
def test_no_second_message_comes_on_the_same_day_unless_the_first_was_opened(
    people_app: Flask, host: int, days: int, messages_sent: int
) -> None:
    with people_app.test_request_context("/en/"):
        answers.tell([host], answers.REPORT, "one", NOW)
        answers.tell([host], answers.REPORT, "two", NOW + timedelta(days=days))
    assert told(people_app, host) == messages_sent
    with people_app.test_request_context("/en/"):
        for about in ("one", "two"):
            answers.mark_opened(host, answers.REPORT, about)
        answers.tell([host], answers.CERTIFICATE, "three", NOW + timedelta(days=days))
    assert told(people_app, host) == messages_sent + 1


def test_the_message_of_an_answer_that_is_taken_back_still_tells_of_another(
    people_app: Flask, host: int
) -> None:
    later = NOW + timedelta(minutes=5)
    with people_app.test_request_context("/en/"):
        answers.tell([host], answers.CERTIFICATE, "one", NOW)
        answers.tell([host], answers.REPORT, "two", later)
        answers.take_back([host], answers.CERTIFICATE, "one", NOW)
        assert set(answers.unopened(host)) == {("report", "two")}
    assert told(people_app, host) == 1
    with people_app.test_request_context("/en/"):
        answers.take_back([host], answers.REPORT, "two", later)
        assert not answers.unopened(host)


def test_an_earlier_answer_to_the_same_still_waits(people_app: Flask, host: int) -> None:
    later = NOW + timedelta(minutes=5)
    with people_app.test_request_context("/en/"):
        answers.tell([host], answers.REPORT, "one", NOW)
        answers.tell([host], answers.REPORT, "one", later)
        answers.take_back([host], answers.REPORT, "one", later, earlier=NOW)
        assert answers.unopened(host) == {("report", "one"): NOW}
        answers.take_back([host], answers.REPORT, "one", NOW)
        assert not answers.unopened(host)
    assert told(people_app, host) == 0


def test_a_copy_of_what_is_held_says_that_an_answer_waits_and_not_what_it_says(
    people_app: Flask, host: int
) -> None:
    with people_app.test_request_context("/en/"):
        answers.tell([host], answers.REPORT, "one", NOW)
        (row,) = answers.held_about(host)
        assert row["text"] == "Your officer answered a report. You have not opened it yet."
        answers.forget_account(host)
        assert not answers.held_about(host)
