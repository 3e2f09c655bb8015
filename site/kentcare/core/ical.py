"""Days as a calendar file (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event


def calendar(product: str, events: Iterable[Event]) -> Calendar:
    """A calendar of some events. `product` names the part of this site that made it, in English."""
    made = Calendar()
    made.add("prodid", f"-//Kent care//{product}//EN")
    made.add("version", "2.0")
    for event in events:
        made.add_component(event)
    return made


def all_day(uid: str, day: date, words: str, made_on: date) -> Event:
    """An event that lasts a whole day. A calendar that is read again knows the event by its `uid`."""
    event = Event()
    event.add("uid", uid)
    # The day and not the moment: what is asked for twice on a day is the same twice.
    event.add("dtstamp", datetime.combine(made_on, time(), UTC))
    event.add("dtstart", day)
    event.add("summary", words)
    # The day stays free in the person's calendar: this is a date to know, not an appointment.
    event.add("transp", "TRANSPARENT")
    return event
