"""Days as a calendar file that other programs read."""

from datetime import date

from icalendar import Calendar

from kentcare.core.ical import all_day, calendar


def test_a_day_is_an_event_of_the_whole_day_that_keeps_the_day_free() -> None:
    file = calendar(
        "Days", [all_day("one@example", date(2027, 4, 6), "Review", date(2026, 11, 22))]
    ).to_ical()
    read = Calendar.from_ical(file)
    (event,) = read.walk("VEVENT")
    assert str(read["PRODID"]) == "-//Kent care//Days//EN"
    assert event.decoded("DTSTART") == date(2027, 4, 6)
    assert (str(event["UID"]), str(event["SUMMARY"])) == ("one@example", "Review")
    assert str(event["TRANSP"]) == "TRANSPARENT"


def test_what_is_asked_for_twice_on_a_day_is_the_same_twice() -> None:
    def made() -> bytes:
        return bytes(calendar("Days", [all_day("a", date(2027, 4, 6), "A", date(2026, 11, 22))]).to_ical())

    assert made() == made()


def test_a_calendar_may_have_no_event() -> None:
    assert not Calendar.from_ical(calendar("Days", []).to_ical()).walk("VEVENT")
