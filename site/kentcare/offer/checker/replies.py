"""Replies to the questions, and every way in which they can be read.

A reply is kept as it was given: a date as `2019-03-04`, a month as `2019-03`, a choice by its key, `?`
where the person does not know. Most replies can be read in one way. A month is any of its days and a `?` is
any choice, so a set of replies is a list of readings, and each reading is a set of facts for the engine.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any, TypeGuard, cast, get_args

from kentcare.offer.entitlements.days import add_months, birthday
from kentcare.offer.entitlements.facts import (
    CarePeriod,
    DatePeriod,
    Facts,
    FactsError,
    Immigration,
    PlaceOfStay,
    StayElsewhere,
    Study,
    check,
)
from kentcare.offer.entitlements.status import LONG_STAYS, MONTHS_OF_STAY

UNKNOWN = "?"
NO_END = "no end"
"""The reply of somebody whose permission to stay ends on no day."""
MOST_PERIODS = 10
ANY_DAY_OF_MONTH = ("study.to", "leave_to")
"""The dates of which a month is enough. They alone may lie after today."""
_FEW_DAYS = timedelta(days=9)
_MOST_READINGS = 64
_UNSURE_DATES = ("early", "late")

Reply = str | list[str]
Replies = Mapping[str, Reply]
Choice = dict[str, Reply]

STAYS: tuple[PlaceOfStay, ...] = get_args(PlaceOfStay)
"""Where somebody can have stayed, outside care, so that it counts."""
_LONG_STAYS = {kind for kinds in LONG_STAYS for kind in kinds}

# What somebody may mean who does not know. A question that is not here has no “I don't know”.
UNSURE: dict[str, tuple[Reply, ...]] = {
    "runs_on": ("no",),
    "authority": ("kent", "other"),
    "care": ("no", "long", "short"),
    "at_16": ("none", "detained"),
    "home": ("no", "long"),
    "guardianship": ("no", "yes"),
    "fostered": ("no", "yes"),
    "stays": ([], ["hospital"]),
    "housed": ("no", "yes"),
    "full_time": ("yes", "no"),
    "in_plan": ("yes", "no"),
    "extended": ("no", "yes"),
    "leave_to": (NO_END,),
    "weeks": ("10", "30"),
    "benefit": ("none", "waiting"),
    "immigration": ("none", "leave_no_public_funds", "waiting", "appeal_rights_exhausted"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of reading the replies, with the facts that follow for the engine."""

    choice: Choice
    facts: Facts


def readings(replies: Replies, today: date) -> list[Reading]:
    """Every way of reading the replies that can be true of one person; none if they contradict each other."""
    known = _with_days(replies)
    ways = {name: _until_today(name, alternatives(name, reply), today) for name, reply in known.items()}
    found = [*_true_together(ways, today)]
    months = {name: ways[name] for name, reply in known.items() if is_month(reply)}
    # What is possible for one month may hang on what is for another, such as the other end of a time in care.
    for _ in months:
        before = dict(ways)
        for name, ends in months.items():
            if not {*ends} <= {reading.choice[name] for reading in found}:
                ways[name] = _days_that_fit(name, ends, ways, today)
                found = [*_true_together(ways, today)]
        if ways == before:
            break
    return found


def _true_together(ways: dict[str, tuple[Reply, ...]], today: date) -> Iterator[Reading]:
    """Every combination of these ways of reading the replies that can be true of one person."""
    for values in _combinations(list(ways.values())):
        choice: Choice = dict(zip(ways, values, strict=True))
        try:
            facts = _facts(choice, today)
            check(facts)
        except (FactsError, Contradiction):
            continue
        yield Reading(choice, facts)


def _until_today(name: str, way: tuple[Reply, ...], today: date) -> tuple[Reply, ...]:
    """The days of a reply, of which only the end of a course or of a permission may lie after today."""
    if name in ANY_DAY_OF_MONTH or len(way) == 1:
        return way
    return tuple(min(reply, today.isoformat()) if _is_day(reply) else reply for reply in way)


def _days_that_fit(
    name: str, ends: tuple[Reply, ...], ways: dict[str, tuple[Reply, ...]], today: date
) -> tuple[Reply, ...]:
    """The first and the last day of a month that the other replies leave possible.

    Where the first or the last of the month (`ends`) contradicts another reply, a day between is the one that
    counts most.
    """
    first, last = (_day(end).toordinal() for end in (ends[0], ends[-1]))
    days = [date.fromordinal(day).isoformat() for day in range(first, last + 1)]

    def fits(day: Reply) -> bool:
        return any(True for _ in _true_together({**ways, name: (day,)}, today))

    earliest = next(filter(fits, days), None)
    if earliest is None:
        return ends
    latest = next(filter(fits, reversed(days)))
    return (earliest,) if latest == earliest else (earliest, latest)


def is_sampled(replies: Replies) -> bool:
    """Whether there are more ways of reading the replies than are looked at."""
    return (
        prod(len(alternatives(name, reply)) for name, reply in _with_days(replies).items()) > _MOST_READINGS
    )


def _with_days(replies: Replies) -> dict[str, Reply]:
    """The replies to questions other than days; a month whose day is known has become that day."""
    known = {name: reply for name, reply in replies.items() if not name.endswith(".day")}
    for name in known:
        day = replies.get(f"{name}.day", UNKNOWN)
        if day != UNKNOWN:
            known[name] = day
    return known


class Contradiction(ValueError):
    """Replies were given that cannot all be true."""


def alternatives(name: str, reply: Reply) -> tuple[Reply, ...]:
    """The ways in which one reply can be read."""
    if reply == UNKNOWN:
        return UNSURE.get(name, _UNSURE_DATES)
    if isinstance(reply, str) and is_month(reply):
        first = date.fromisoformat(f"{reply}-01")
        return (first.isoformat(), first.replace(day=monthrange(first.year, first.month)[1]).isoformat())
    return (reply,)


def all_but(choice: Choice, name: str) -> str:
    """A choice without one of its replies, as a key: where it is equal, only that reply differs."""
    return repr([(key, reply) for key, reply in choice.items() if key != name])


def is_month(reply: Reply) -> bool:
    """Whether a reply is a month without its day."""
    return isinstance(reply, str) and len(reply) == len("2019-03") and reply[4] == "-"


def _combinations(ways: list[tuple[Reply, ...]]) -> Iterator[tuple[Reply, ...]]:
    """Combine one way of reading each reply with every way of reading the others.

    Where that makes too many: all the first ways, all the last ones, and each of these with one changed.
    """
    if prod(map(len, ways)) <= _MOST_READINGS:
        yield from product(*ways)
        return
    for base in ([way[0] for way in ways], [way[-1] for way in ways]):
        yield tuple(base)
        for position, way in enumerate(ways):
            for other in way:
                if other != base[position]:
                    yield (*base[:position], other, *base[position + 1 :])


def _facts(choice: Choice, today: date) -> Facts:
    born = _day(choice["born"])
    true_now = choice.get("true_now", [])
    known: dict[str, Any] = {
        "date_of_birth": born,
        "on": today,
        "authority": choice.get("authority", "kent"),
        "care": _care(choice, born, today),
        "at_16": choice.get("at_16", "none"),
        "at_home": _at_home(choice, born, today),
        "special_guardianship": _on_the_day_that_counts(choice.get("guardianship"), born, today),
        "privately_fostered": _fostered(choice.get("fostered"), born, today),
        "accommodated": _stays(choice.get("stays", []), born, today),
        "housed_by_council": _housed(choice.get("housed"), born, today),
        "disabled": "disabled" in true_now or choice.get("disabled") == "yes",
        "living": choice.get("living", "other"),
        "study": _study(choice, born, today),
        "returning_to_study": choice.get("returning") == "yes",
        "immigration": _immigration(choice),
        "leave_to": _leave_to(choice.get("leave_to", NO_END)),
        "disputed_age": "age" in true_now,
        "pregnant_weeks": int(str(choice.get("weeks", "1"))) if "expecting" in true_now else None,
        "children": 1 if "children" in true_now else 0,
        "lone_parent": choice.get("alone") == "yes",
        "benefit_claim": choice.get("benefit", "none"),
        "benefit_claimed_on": _claimed(choice, born, today),
        "no_suitable_clothes": "no_clothes" in true_now,
        "moving_to_own_tenancy": "moving" in true_now,
    }
    return Facts(**known)


def _care(choice: Choice, born: date, today: date) -> tuple[CarePeriod, ...]:
    match choice.get("care"):
        case "long":
            return (CarePeriod(min(max(born, _birthday(born, 14)), today)),)
        case "short":
            start = min(_birthday(born, 16), today - _FEW_DAYS)
            return (CarePeriod(max(born, start), min(today, start + _FEW_DAYS)),)
        case "yes":
            last_possible = min(today, _birthday(born, 18) - timedelta(days=1))
            spans = [_span(f"care_{number}", choice, born, last_possible) for number in periods_in(choice)]
            return tuple([CarePeriod(first, last) for first, last in spans])
    return ()


_BEGINNINGS = tuple((number, f"care_{number}.from") for number in range(1, MOST_PERIODS + 1))


def periods_in(choice: Mapping[str, object]) -> list[int]:
    """The numbers of the periods in care that have been begun."""
    return [number for number, begins in _BEGINNINGS if begins in choice]


def _at_home(choice: Choice, born: date, today: date) -> tuple[DatePeriod, ...]:
    match choice.get("home"):
        case "long":
            care = _care(choice, born, today)
            left = max((period.to for period in care if period.to is not None), default=born)
            return (DatePeriod(min(left + timedelta(days=1), today)),)
        case "yes" if "home.from" in choice:
            first, last = _span("home", choice, born, today)
            return (DatePeriod(first, last),)
    return ()


def _span(name: str, choice: Choice, born: date, last_possible: date) -> tuple[date, date | None]:
    """The days of a period. An end that is unknown is read as very long and as very short.

    While it has not been said how the period ended, it is one day long.
    """
    begins, ends = choice[f"{name}.from"], choice.get(f"{name}.to")
    goes_on = choice.get(f"{name}.still") == "yes"
    if begins in _UNSURE_DATES:
        end = last_possible if goes_on or ends is None or ends in _UNSURE_DATES else _day(ends)
        earliest = min(max(born, _birthday(born, 14)), end)
        first = earliest if begins == "early" else max(earliest, end - _FEW_DAYS)
    else:
        first = _day(begins)
    if goes_on:
        return first, None
    if ends is None:
        return first, first
    if ends in _UNSURE_DATES:
        return first, max(first, last_possible if ends == "late" else min(last_possible, first + _FEW_DAYS))
    return first, _day(ends)


def _on_the_day_that_counts(reply: Reply | None, born: date, today: date) -> DatePeriod | None:
    """An order, which counts on one day: today, or the last day before 18."""
    if reply != "yes":
        return None
    day = min(today, _birthday(born, 18) - timedelta(days=1))
    return DatePeriod(day)


def _last_day_as_child(born: date, today: date) -> date:
    """The earlier of yesterday and the day before the 18th birthday, but no day before the 16th."""
    last = min(today, _birthday(born, 18)) - timedelta(days=1)
    return max(last, _birthday(born, 16))


def _fostered(reply: Reply | None, born: date, today: date) -> DatePeriod | None:
    """A private fostering from 16 on that is over, or goes on; to the 16th birthday it goes on."""
    if reply not in ("yes", "going"):
        return None
    at_16 = _birthday(born, 16)
    goes_on = reply == "going" or today <= at_16
    return DatePeriod(min(at_16, today), None if goes_on else _last_day_as_child(born, today))


def _stays(reply: Reply, born: date, today: date) -> tuple[StayElsewhere, ...]:
    """Stays after the 16th birthday that are over. Those that must be long are three months long at least."""
    if not reply:
        return ()
    last = _last_day_as_child(born, today)
    at_16 = _birthday(born, 16)
    three_months_before = date.fromordinal(add_months(last.toordinal(), -MONTHS_OF_STAY))
    stays: list[StayElsewhere] = []
    for kind in STAYS:
        if kind in reply:
            first = min(at_16, three_months_before) if kind in _LONG_STAYS else at_16
            stays.append(StayElsewhere(from_=first, to=last, kind=kind))
    return tuple(stays)


def _housed(reply: Reply | None, born: date, today: date) -> DatePeriod | None:
    if reply != "yes":
        return None
    return DatePeriod(_birthday(born, 16), _last_day_as_child(born, today))


def _immigration(choice: Choice) -> Immigration:
    reply = choice.get("immigration", "none")
    if reply == "waiting" and choice.get("extended") == "yes":
        return "leave_extended"
    return cast(Immigration, reply)


def _leave_to(reply: Reply) -> date | None:
    return None if reply == NO_END else _day(reply)


def _study(choice: Choice, born: date, today: date) -> Study | None:
    """The course of now. From 25 on it is there as soon as somebody says that one of their plan runs on."""
    runs_on = choice.get("runs_on") == "yes"
    level = choice.get("study", "higher" if runs_on else None)
    if level not in ("further", "higher"):
        return None
    at_25 = _birthday(born, 25)
    begins = choice.get("study.from", "early" if runs_on else "late")
    latest = min(today, at_25 - timedelta(days=1)) if runs_on else today
    first = (
        _day(begins) if begins not in _UNSURE_DATES else (latest if begins == "late" else _early(born, today))
    )
    # Where nobody asks for its end, a course is read as over by the 25th birthday.
    ends = choice.get("study.to", "late" if today >= at_25 else (at_25 - timedelta(days=1)).isoformat())
    last = None if ends == "late" else today if ends == "early" else _day(ends)
    if last is not None and last < today:
        raise Contradiction("A course that goes on now does not end before today.")
    return Study(
        level="higher" if level == "higher" else "further",
        from_=first,
        to=last,
        full_time=choice.get("full_time", "yes") == "yes",
        in_plan=choice.get("in_plan", "yes") == "yes",
    )


def _early(born: date, today: date) -> date:
    return min(_birthday(born, 18), today)


def _claimed(choice: Choice, born: date, today: date) -> date | None:
    reply = choice.get("claimed")
    if reply is None:
        return None
    if reply in _UNSURE_DATES:
        return today if reply == "late" else _birthday(born, 18)
    return _day(reply)


def _day(reply: Reply) -> date:
    return date.fromisoformat(str(reply))


@lru_cache(maxsize=4096)
def _birthday(born: date, age: int) -> date:
    return date.fromordinal(birthday(born.toordinal(), age))


def _is_day(reply: Reply) -> TypeGuard[str]:
    return isinstance(reply, str) and len(reply) == len("2019-03-01") and reply[4] == "-"
