"""The iCalendar file: whole days that stay free, reminders, and when to ask again."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from support.host_calendar import Made, calendar_at, events_at


def test_each_is_a_whole_day_that_stays_free(feed_app: Flask, made: Made) -> None:
    for event in events_at(feed_app, made()):
        assert event["dtstart"].params["VALUE"] == "DATE"
        assert "dtend" not in event
        assert str(event["transp"]) == "TRANSPARENT"
        assert event.decoded("dtstamp") == datetime(2026, 11, 26, tzinfo=UTC)


def test_the_telephone_speaks_on_the_morning_before_and_not_of_what_is_past(
    feed_app: Flask, made: Made
) -> None:
    late, due = events_at(feed_app, made())
    assert not late.walk("VALARM")
    (alarm,) = due.walk("VALARM")
    assert str(alarm["action"]) == "DISPLAY"
    assert str(alarm["description"]) == str(due["summary"])
    assert alarm.decoded("trigger") == timedelta(hours=-15)  # of the midnight with which the day begins


def test_the_calendar_says_its_name_and_when_to_ask_again(feed_app: Flask, made: Made) -> None:
    calendar = calendar_at(feed_app, made())
    assert str(calendar["name"]) == str(calendar["x-wr-calname"]) == "My days as a Host"
    assert calendar["refresh-interval"].params["VALUE"] == "DURATION"
    assert calendar.decoded("refresh-interval") == timedelta(hours=12)
    assert b"\r\nX-PUBLISHED-TTL:PT12H\r\n" in calendar.to_ical()
