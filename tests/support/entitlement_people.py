"""People to ask about: one of each status on a day, and how to ask the engine about them."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kentcare.offer.entitlements.engine import engine
from kentcare.offer.entitlements.facts import read
from kentcare.offer.entitlements.timeline import timeline
from kentcare.paths import CONTENT
from support.oracle import Facts

Answer = dict[str, Any]

# Never used by the tests: each of them names its day.
SOME_OTHER_DAY = date(1970, 1, 1)


def case(sentence: str, on: str, expected: str, **facts: Any) -> Any:
    return pytest.param(on, expected, facts, id=sentence)


def explain(facts: Facts, content: Path = CONTENT) -> Answer:
    """The answer as the command line writes it, read back."""
    found: Answer = json.loads(engine(content).explain(read(json.dumps(facts), SOME_OTHER_DAY)).json)
    return found


def status(facts: Facts) -> str:
    found: str = explain(facts)["status"]
    return found


def owed(facts: Facts, name: str, content: Path = CONTENT) -> Answer:
    """The answer on one entitlement."""
    return next(row for row in explain(facts, content)["entitlements"] if row["id"] == name)


def milestones(facts: Facts, *, whole: bool = True) -> list[tuple[str, str]]:
    """The timeline as pairs of id and day."""
    chosen, known = engine(CONTENT), read(json.dumps(facts), SOME_OTHER_DAY)
    found = timeline(known, chosen.life(known), chosen.book, whole=whole)
    return [(milestone.id, milestone.on) for milestone in found.milestones]


def texts_at(name: str, facts: Facts) -> list[tuple[str, str]]:
    """Each day of a kind of milestone in a whole life, and what stands there."""
    chosen, known = engine(CONTENT), read(json.dumps(facts), SOME_OTHER_DAY)
    found = timeline(known, chosen.life(known), chosen.book, whole=True)
    return [(milestone.on, milestone.text) for milestone in found.milestones if milestone.id == name]


def text_at(name: str, facts: Facts) -> str:
    """What stands at the first milestone of a kind in a whole life."""
    return texts_at(name, facts)[0][1]


def days_of(facts: Facts, name: str) -> list[str]:
    """The days of one kind of milestone in a whole life."""
    return [on for found, on in milestones(facts) if found == name]


def day_after(day: str, days: int = 1) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def day_before(day: str) -> str:
    return day_after(day, -1)


def care(*periods: tuple[str, str | None], kind: str = "looked_after") -> list[dict[str, Any]]:
    return [{"from": start, "to": end, "kind": kind} for start, end in periods]


def since(start: str, to: str | None = None) -> dict[str, Any]:
    return {"from": start, "to": to}


def course(level: str, start: str, to: str | None = None, *, full_time: bool = True) -> dict[str, Any]:
    return {"level": level, "from": start, "to": to, "full_time": full_time}


# Born on 15 June 2000: 14 in 2014, 16 in 2016, 18 in 2018, 21 in 2021, 25 in 2025, always on 15 June.
BORN = "2000-06-15"
AT_16, AT_18, AT_21, AT_25 = "2016-06-15", "2018-06-15", "2021-06-15", "2025-06-15"
ALL_ALONG = care(("2010-01-01", None))
# Fourteen to sixteen: 90 or 91 days in care that end on the day before the 16th birthday.
DAYS_90, DAYS_91 = care(("2016-03-17", "2016-06-14")), care(("2016-03-16", "2016-06-14"))
SINCE_JULY = care(("2016-07-01", None))
SHORT_BREAKS = care(("2014-07-01", None), kind="short_breaks")
ONE_DAY_AT_16 = care((AT_16, AT_16))
AT_HOME, AT_HOME_TO_MAY = [since("2016-09-02")], [since("2016-09-02", "2017-05-01")]
AT_HOME_FROM_OCTOBER = [since("2016-10-31")]
COURSE_TO_2022 = course("higher", "2019-09-01", "2022-07-01")
LEFT_AT_16 = care(("2010-01-01", "2016-09-01"))


def _born(on: str, age: int) -> date:
    """A birth such that somebody is half a year past a birthday on the day."""
    return date.fromisoformat(on).replace(year=int(on[:4]) - age, day=1) - timedelta(days=183)


def too_young(on: str, **more: Any) -> Facts:
    return {"on": on, "date_of_birth": _born(on, 15).isoformat(), "care": []} | more


def looked_after(on: str, **more: Any) -> Facts:
    """Facts of somebody looked after: sixteen, and in care for the tenth day."""
    born = _born(on, 16).isoformat()
    return {"on": on, "date_of_birth": born, "care": care((day_after(on, -9), None))} | more


def eligible(on: str, **more: Any) -> Facts:
    """Facts of an eligible child: sixteen, and in care for two hundred days, which is less than a year."""
    born = _born(on, 16).isoformat()
    return {"on": on, "date_of_birth": born, "care": care((day_after(on, -199), None))} | more


def relevant(on: str, **more: Any) -> Facts:
    """Facts of a relevant child: sixteen, and out of care for a month."""
    born = _born(on, 16).isoformat()
    return {"on": on, "date_of_birth": born, "care": care((day_after(on, -230), day_after(on, -31)))} | more


def former_relevant(on: str, *, age: int = 19, **more: Any) -> Facts:
    """Facts of somebody former relevant: in care from the 17th birthday to the 18th.

    For somebody of 21 or more before April 2018, `more` has to say what keeps the status.
    """
    born = _born(on, age)
    start = date(born.year + 17, born.month, born.day).isoformat()
    return {"on": on, "date_of_birth": born.isoformat(), "care": care((start, None))} | more


def qualifying(on: str, *, age: int = 19, **more: Any) -> Facts:
    """Facts of somebody who qualifies: looked after for ten days at sixteen."""
    born = _born(on, age)
    start = date(born.year + 16, born.month, born.day).isoformat()
    return {"on": on, "date_of_birth": born.isoformat(), "care": care((start, day_after(start, 9)))} | more


def nobody(on: str, **more: Any) -> Facts:
    """Facts of somebody without a status: nineteen, and never in care."""
    return {"on": on, "date_of_birth": _born(on, 19).isoformat(), "care": []} | more


def former_relevant_at_22(on: str, **more: Any) -> Facts:
    """Facts of somebody former relevant at 22.

    Before April 2018 only a disability, a course or the wish to return to one keeps the status past 21.
    """
    return former_relevant(on, age=22, **({"disabled": on < "2018-04-01"} | more))


EVERYBODY = {
    "looked_after": looked_after,
    "eligible": eligible,
    "relevant": relevant,
    "former_relevant": former_relevant,
    "former_relevant_at_22": former_relevant_at_22,
    "qualifying": qualifying,
    "nobody": nobody,
    "too_young": too_young,
}
