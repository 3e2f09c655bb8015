"""`kentcare offer timeline --ical` is a file that calendars take, and it says nothing about the person."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from icalendar import Calendar

from kentcare.cli import main

FACTS: dict[str, Any] = {
    "on": "2017-04-01",
    "date_of_birth": "1999-09-03",
    "care": [{"from": "2014-11-27", "to": None}],
    "living": "foster_care",
    "immigration": "waiting",
}


def timeline(*arguments: str, **facts: object) -> bytes:
    given = json.dumps({**FACTS, **facts})
    result = CliRunner().invoke(main, ["offer", "timeline", *arguments], input=given, catch_exceptions=False)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout_bytes


def calendar(*arguments: str, **facts: object) -> Any:
    return Calendar.from_ical(timeline("--ical", *arguments, **facts))


def milestones(*arguments: str, **facts: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(timeline(*arguments, **facts))["milestones"]
    return found


@pytest.mark.parametrize("arguments", [(), ("--all",)])
def test_there_is_one_all_day_event_for_each_milestone_on_its_day(arguments: tuple[str, ...]) -> None:
    rows, made = milestones(*arguments), calendar(*arguments)
    assert rows
    assert [(event.decoded("dtstart"), str(event["summary"])) for event in made.events] == [
        (date.fromisoformat(row["on"]), row["text"]) for row in rows
    ]
    for event in made.events:
        assert event["dtstart"].params["VALUE"] == "DATE"
        # Without an end, an event on a day lasts that day.
        assert "dtend" not in event
        assert "duration" not in event


def test_an_event_says_who_helps_and_leaves_the_day_free() -> None:
    for row, event in zip(milestones("--all"), calendar("--all").events, strict=True):
        assert str(event["description"]) == row["who_helps"]
        assert str(event["transp"]) == "TRANSPARENT"


def test_the_file_is_a_calendar_of_the_version_that_calendars_read() -> None:
    made = calendar()
    assert made.name == "VCALENDAR"
    assert str(made["version"]) == "2.0"
    assert str(made["prodid"])
    assert {part.name for part in made.subcomponents} == {"VEVENT"}


def test_a_timeline_without_a_milestone_is_still_a_calendar() -> None:
    made = calendar(on="2026-11-22")
    assert made.name == "VCALENDAR"
    assert made.events == []


def test_every_event_has_the_moment_it_was_made_in_universal_time() -> None:
    for event in calendar("--all").events:
        assert event.decoded("dtstamp") == datetime(2017, 4, 1, tzinfo=UTC)


def test_the_same_facts_give_the_same_bytes_whenever_they_are_asked() -> None:
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False):
        first = timeline("--ical", "--all")
    with time_machine.travel(datetime(2027, 7, 1, tzinfo=UTC), tick=False):
        assert timeline("--ical", "--all") == first


def test_identifiers_differ_between_milestones_and_stay_when_it_is_asked_on_another_day() -> None:
    early = {event["uid"] for event in calendar("--all").events}
    assert len(early) == len(milestones("--all"))
    later = {event["uid"] for event in calendar(on="2017-09-03").events}
    assert later
    assert later < early


def test_nothing_about_the_person_is_in_the_file() -> None:
    """Days of milestones are what the file is for. Birth, care and circumstances are nobody's business."""
    text = timeline("--ical", "--all").decode()
    for private in ("1999-09-03", "19990903", "1999", "2014-11-27", "20141127", "waiting", "date_of_birth"):
        assert private not in text


def test_another_persons_events_have_the_same_names_as_these_where_the_days_are_the_same() -> None:
    """An identifier is made of the milestone and its day alone: it does not tell two people apart."""
    mine = {event["uid"] for event in calendar("--all").events}
    theirs = {event["uid"] for event in calendar("--all", disabled=True, children=2).events}
    assert mine == theirs


def test_lines_end_as_the_standard_asks_and_none_is_longer_than_75_octets() -> None:
    raw = timeline("--ical", "--all")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines), "no line here is long enough to be folded"


def test_an_apostrophe_is_not_torn_apart_where_a_line_is_folded() -> None:
    raw = timeline("--ical", "--all")
    assert "’" in raw.decode()
    for line in raw.split(b"\r\n"):
        line.decode()


def test_what_another_council_does_not_promise_is_not_in_its_calendar() -> None:
    texts = {str(event["summary"]) for event in calendar("--all", authority="other").events}
    assert texts == {row["text"] for row in milestones("--all", authority="other")}
    assert "Money for your 18th birthday" not in texts


def test_a_life_beyond_the_last_year_of_a_calendar_does_not_break_the_file() -> None:
    facts = {
        "on": "9990-01-01",
        "date_of_birth": "9980-06-01",
        "care": [{"from": "9985-01-01"}],
    }
    days = [event.decoded("dtstart") for event in calendar(**facts).events]
    assert days == [date.fromisoformat(row["on"]) for row in milestones(**facts) if len(row["on"]) == 10]
    assert len(days) < len(milestones(**facts))
