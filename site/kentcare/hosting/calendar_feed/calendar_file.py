"""Writes a Host's days as an iCalendar file, which a telephone fetches again and again."""

from collections.abc import Iterable
from datetime import date, timedelta

from icalendar import Alarm, Event, vDuration

from kentcare.core import ical
from kentcare.hosting.calendar_feed.records import DueDay

_ASK_AGAIN = timedelta(hours=12)
# A day begins at midnight: fifteen hours before it is nine in the morning.
_MORNING_BEFORE = timedelta(hours=-15)


def calendar_file(name: str, found: Iterable[DueDay], today: date) -> bytes:
    """The file with an all-day event for each day. `name`: of the calendar, as the telephone shows it."""
    made = ical.calendar("Days of a Host", [_event(due, today) for due in found])
    # The newer and the older name of each: telephones know one or the other.
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", vDuration(_ASK_AGAIN), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(_ASK_AGAIN))
    return bytes(made.to_ical())


def _event(due: DueDay, today: date) -> Event:
    event = ical.all_day(due.uid, due.day, due.words, today)
    if not due.is_late:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", due.words)
        alarm.add("trigger", _MORNING_BEFORE)
        event.add_component(alarm)
    return event
