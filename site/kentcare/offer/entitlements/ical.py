"""The timeline as a calendar file: one all-day event a milestone, each with a stable identifier."""

from datetime import date

from icalendar import Event

from kentcare.core import ical
from kentcare.offer.entitlements.timeline import Milestone, Timeline

_LAST_DAY = date.max.isoformat()


def calendar(timeline: Timeline, made_on: date) -> bytes:
    """The events as iCalendar. An event is identified by its milestone and day, by nothing of a person."""
    # A calendar cannot write a day after the year 9999.
    written = [one for one in timeline.milestones if len(one.on) <= len(_LAST_DAY)]
    return bytes(ical.calendar("Local offer", [_event(one, made_on) for one in written]).to_ical())


def _event(milestone: Milestone, made_on: date) -> Event:
    uid = f"{milestone.id}-{milestone.on}@local-offer"
    event = ical.all_day(uid, date.fromisoformat(milestone.on), milestone.text, made_on)
    event.add("description", milestone.who_helps)
    return event
