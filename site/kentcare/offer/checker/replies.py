"""Replies to the questions, and every way in which they can be read.

A reply is kept as it was given: a date as `2019-03-04`, a month as `2019-03`, a choice by its key, `?`
where the person does not know. Most replies can be read in one way. A month is any of its days and a `?` is
any choice, so a set of replies is a list of readings, and each reading is a set of facts for the engine.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import prod
from typing import Any, TypeGuard

from kentcare.offer.entitlements.days import birthday
from kentcare.offer.entitlements.facts import CarePeriod, DatePeriod, Facts, FactsError, Study, check

UNKNOWN = "?"
MOST_PERIODS = 10
_FEW_DAYS = timedelta(days=9)
_MOST_READINGS = 64

Reply = str | list[str]
Replies = Mapping[str, Reply]
Choice = dict[str, Reply]

# What somebody may mean who does not know. A question that is not here has no “I don't know”.
UNSURE: dict[str, tuple[str, ...]] = {
    "authority": ("kent", "other"),
    "care": ("no", "long", "short"),
    "at_16": ("none", "detained"),
    "home": ("no", "long"),
    "guardianship": ("no", "yes"),
    "fostered": ("no", "yes"),
    "full_time": ("yes", "no"),
    "weeks": ("10", "30"),
    "benefit": ("none", "waiting"),
    "immigration": ("none", "waiting", "appeal_rights_exhausted"),
}
_UNSURE_DATES = ("early", "late")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of reading the replies, with the facts that follow for the engine."""

    choice: Choice
    facts: Facts


def readings(replies: Replies, today: date) -> list[Reading]:
    """Every way of reading the replies that can be true of one person; none if they contradict each other."""
    known = _with_days(replies)
    ways = {name: _until_today(name, alternatives(name, reply), today) for name, reply in known.items()}
    found = _true_together(ways, today)
    months = {name: ways[name] for name, reply in known.items() if is_month(reply)}
    # What is possible for one month may hang on what is for another, such as the other end of a time in care.
    for _ in months:
        before = dict(ways)
        for name, ends in months.items():
            if not {*ends} <= {reading.choice[name] for reading in found}:
                ways[name] = _days_that_fit(name, ends, ways, today)
                found = _true_together(ways, today)
        if ways == before:
            break
    return found


def _true_together(ways: dict[str, tuple[Reply, ...]], today: date) -> list[Reading]:
    """Every combination of these ways of reading the replies that can be true of one person."""
    found = []
    for values in _combinations(list(ways.values())):
        choice: Choice = dict(zip(ways, values, strict=True))
        try:
            facts = _facts(choice, today)
            check(facts)
        except (FactsError, Contradiction):
            continue
        found.append(Reading(choice, facts))
    return found


def _until_today(name: str, way: tuple[Reply, ...], today: date) -> tuple[Reply, ...]:
    """The days of a reply, of which only the end of a course may lie after today."""
    if name == "study.to" or len(way) == 1:
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
    fitting = (day for day in days if _true_together({**ways, name: (day,)}, today))
    earliest = next(fitting, None)
    if earliest is None:
        return ends
    latest = next(day for day in reversed(days) if _true_together({**ways, name: (day,)}, today))
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
    """These replies cannot all be true."""


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
    """All combinations. Where there are too many: all the first, all the last, and each with one changed."""
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
        "privately_fostered": _on_the_day_that_counts(choice.get("fostered"), born, today),
        "disabled": "disabled" in true_now or choice.get("disabled") == "yes",
        "living": choice.get("living", "other"),
        "study": _study(choice, born, today),
        "returning_to_study": choice.get("returning") == "yes",
        "immigration": choice.get("immigration", "none"),
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
    at_14, at_16, at_18 = (_birthday(born, age) for age in (14, 16, 18))
    match choice.get("care"):
        case "long":
            return (CarePeriod(min(max(born, at_14), today)),)
        case "short":
            start = min(at_16, today - _FEW_DAYS)
            return (CarePeriod(max(born, start), min(today, start + _FEW_DAYS)),)
        case "yes":
            return tuple(_care_period(choice, number, born, today, at_18) for number in periods_in(choice))
    return ()


def periods_in(choice: Mapping[str, object]) -> list[int]:
    """The numbers of the periods in care that have been begun."""
    return [number for number in range(1, MOST_PERIODS + 1) if f"care_{number}.from" in choice]


def _care_period(choice: Choice, number: int, born: date, today: date, at_18: date) -> CarePeriod:
    last_possible = min(today, at_18 - timedelta(days=1))
    first, last = _span(f"care_{number}", choice, born, last_possible)
    return CarePeriod(first, last)


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
    """An order or a private fostering, which counts on one day: today, or the last day before 18."""
    if reply != "yes":
        return None
    day = min(today, _birthday(born, 18) - timedelta(days=1))
    return DatePeriod(day)


def _study(choice: Choice, born: date, today: date) -> Study | None:
    level = choice.get("study")
    if level not in ("further", "higher"):
        return None
    begins = choice.get("study.from", today.isoformat())
    first = (
        _day(begins) if begins not in _UNSURE_DATES else (today if begins == "late" else _early(born, today))
    )
    ends = choice.get("study.to")
    last = None if ends is None or ends == "late" else today if ends == "early" else _day(ends)
    if last is not None and last < today:
        raise Contradiction("A course that goes on now does not end before today.")
    return Study(
        level="higher" if level == "higher" else "further",
        from_=first,
        to=last,
        full_time=choice.get("full_time", "yes") == "yes",
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


def _is_day(reply: Reply) -> TypeGuard[str]:
    return isinstance(reply, str) and len(reply) == len("2019-03-01") and reply[4] == "-"


def _birthday(born: date, age: int) -> date:
    return date.fromordinal(birthday(born.toordinal(), age))
