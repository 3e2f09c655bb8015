"""Days as a calendar file, for whoever has days to tell."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event


def calendar(product: str, events: Iterable[Event]) -> Calendar:
    """A calendar with these events in it. `product`: what of this site made it, in English."""
    made = Calendar()
    made.add("prodid", f"-//Kent care//{product}//EN")
    made.add("version", "2.0")
    for event in events:
        made.add_component(event)
    return made


def all_day(uid: str, day: date, words: str, made_on: date) -> Event:
    """An event that lasts a day. `uid` stays the same as long as it is the same event."""
    event = Event()
    event.add("uid", uid)
    # The day and not the moment: what is asked for twice on a day is the same twice.
    event.add("dtstamp", datetime.combine(made_on, time(), UTC))
    event.add("dtstart", day)
    event.add("summary", words)
    # The day stays free in the person's calendar: this is a date to know, not an appointment.
    event.add("transp", "TRANSPARENT")
    return event
