"""The timeline as a calendar file: one all-day event a milestone, each with a stable identifier."""

from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event

from kentcare.offer.timeline import Timeline

_LAST_DAY = date.max.isoformat()


def calendar(timeline: Timeline, made_on: date) -> bytes:
    """The events as iCalendar. An event is identified by its milestone and day, by nothing of a person."""
    made = Calendar()
    made.add("prodid", "-//Kent care//Local offer//EN")
    made.add("version", "2.0")
    for milestone in timeline.milestones:
        # A calendar cannot write a day after the year 9999.
        if len(milestone.on) > len(_LAST_DAY):
            continue
        event = Event()
        event.add("uid", f"{milestone.id}-{milestone.on}@local-offer")
        event.add("dtstamp", datetime.combine(made_on, time(), UTC))
        event.add("dtstart", date.fromisoformat(milestone.on))
        event.add("summary", milestone.text)
        event.add("description", milestone.who_helps)
        # The day stays free in the person's calendar: this is a date to know, not an appointment.
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())
