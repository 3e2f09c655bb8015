"""What people were not asked in the checker, and whether it would have changed what they are told."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, get_args

import msgspec

from kentcare.offer.checker.choices import things_true_now
from kentcare.offer.checker.replies import (
    ANY_DAY_OF_MONTH,
    MOST_PERIODS,
    is_month,
)
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.entitlements.case import FORMER_RELEVANT_25, Case
from kentcare.offer.entitlements.days import Span, add_months, birthday, without
from kentcare.offer.entitlements.facts import (
    CarePeriod,
    DatePeriod,
    Facts,
    Immigration,
    Living,
    StayElsewhere,
    Study,
)
from kentcare.offer.entitlements.status import Life
from support.checker_people import ENGINE, TODAY, CheckerPerson, value_of

Change = dict[str, Any]

TICKS: dict[str, Change] = {
    "moving": {"moving_to_own_tenancy": True},
    "expecting": {"pregnant_weeks": 12},
    "children": {"children": 1},
    "no_clothes": {"no_suitable_clothes": True},
    "disabled": {"disabled": True},
    "age": {"disputed_age": True},
}


def not_asked(person: CheckerPerson) -> Iterator[tuple[str, Facts]]:
    """Every fact that was not asked for, with the other values that it could have had, one at a time."""
    facts = person.facts
    past_25 = not _is_supported(facts)
    for name, changes in _other_values(person).items():
        if not person.was_asked(name) and (name in _COUNT_PAST_25 or not past_25):
            for change in changes:
                yield name, msgspec.structs.replace(facts, **change)
    if past_25 and person.known.replies.get("runs_on") != "yes":
        return
    yield from _ticks_not_offered(person) if not past_25 else ()
    yield from _days_not_asked(person)
    yield from _care_not_asked(person)


# From 25 on nobody is asked for more whose course does not keep the support going.
_COUNT_PAST_25 = ("runs_on",)


def _is_supported(facts: Facts) -> bool:
    """Whether somebody is under 25, or supported beyond."""
    case = Case(facts, ENGINE.life(facts), TODAY.toordinal())
    return case.day < case.life.at_25 or case.column == FORMER_RELEVANT_25


def _ticks_not_offered(person: CheckerPerson) -> Iterator[tuple[str, Facts]]:
    offered = _ticks_offered(person)
    if person.was_asked("disabled"):
        offered.add("disabled")
    # Nobody doubts the age of somebody who is British: they are not asked.
    if person.facts.immigration == "none":
        offered.add("age")
    for name, change in TICKS.items():
        if name not in offered:
            yield f"true_now: {name}", msgspec.structs.replace(person.facts, **change)


def _ticks_offered(person: CheckerPerson) -> set[str]:
    """What could be ticked: with the replies to the questions before."""
    if not person.was_asked("true_now"):
        return set()
    after = ("true_now", "weeks", "alone", "benefit", "claimed")
    before = {
        name: reply for name, reply in person.known.replies.items() if name.partition(".")[0] not in after
    }
    return {*things_true_now(RepliesSoFar(before, TODAY, ENGINE))}


def _other_values(person: CheckerPerson) -> dict[str, list[Change]]:
    facts = person.facts
    life, today = ENGINE.life(facts), TODAY.toordinal()
    is_16 = life.at_16 <= today
    others: dict[str, list[Change]] = {
        "runs_on": _course_past_25(life),
        "at_16": [{"at_16": value} for value in ("detained", "hospital")] if is_16 else [],
        "home": _at_home(life),
        "fostered": [
            {"privately_fostered": period, "disabled": _counts_alone(person)} for period in _fostered(life)
        ],
        "stays": _stay(life),
        "housed": [{"housed_by_council": DatePeriod(date.fromordinal(life.at_16))}],
        "authority": [{"authority": "kent" if facts.authority == "other" else "other"}],
        # Staying Put begins at 18.
        "living": [
            {"living": value} for value in get_args(Living) if value != "staying_put" or life.at_18 <= today
        ],
        # Nobody is in higher education before 16.
        "study": [
            {"study": Study(level, day, end, full)}
            for level in (("further", "higher") if is_16 else ("further",))
            for full in (True, False)
            for day in _course_days(life)
            for end in (_before_25(life, TODAY + timedelta(days=3000)), TODAY)
        ],
        # Who studies now is not asked what they want to begin.
        "returning": [{"returning_to_study": True}] if facts.study is None else [],
        "immigration": [{"immigration": value} for value in get_args(Immigration)],
        "benefit": _claims(life),
    }
    others |= _more_about_papers(facts)
    if (course := facts.study) is not None:
        begins = [day for day in _course_days(life) if course.to is None or day <= course.to]
        others["full_time"] = [{"study": msgspec.structs.replace(course, full_time=False)}]
        # From 25 on the first question asks that.
        if not person.was_asked("runs_on"):
            others["in_plan"] = [{"study": msgspec.structs.replace(course, in_plan=False)}]
        others["study.from"] = [{"study": msgspec.structs.replace(course, from_=day)} for day in begins]
        others["study.to"] = [
            {"study": msgspec.structs.replace(course, to=_before_25(life, TODAY + timedelta(days=days)))}
            for days in (0, 1, 900, 3000)
        ]
    if facts.pregnant_weeks is not None:
        others["weeks"] = [{"pregnant_weeks": weeks} for weeks in (10, 20, 21, 28, 29, 30)]
    if facts.children or facts.pregnant_weeks is not None:
        others["alone"] = [{"lone_parent": True}]
    if facts.benefit_claim == "waiting":
        others["claimed"] = [claim for claim in _claims(life) if claim["benefit_claim"] == "waiting"]
    # An order counts only where it followed on care.
    if facts.care:
        others["guardianship"] = [{"special_guardianship": DatePeriod(_day_that_counts(life))}]
    return others


def _more_about_papers(facts: Facts) -> dict[str, list[Change]]:
    """What is asked after the right to stay, of those to whom it belongs."""
    if facts.immigration == "waiting":
        return {"extended": [{"immigration": "leave_extended"}]}
    if facts.immigration in ("leave", "leave_no_public_funds"):
        return {"leave_to": [{"leave_to": TODAY + timedelta(days=days)} for days in (-1, 100)]}
    return {}


def _fostered(life: Life) -> list[DatePeriod]:
    """A private fostering that goes on for a child, and from 16 on one that is over."""
    at_16, today = life.at_16, TODAY.toordinal()
    goes_on = [DatePeriod(date.fromordinal(min(at_16, today)))] if today < life.at_18 else []
    if today <= at_16:
        return goes_on
    return [*goes_on, DatePeriod(date.fromordinal(at_16), date.fromordinal(min(today, life.at_18) - 1))]


def _stay(life: Life) -> list[Change]:
    """A stay of a few days at 16 or 17 that is over."""
    if TODAY.toordinal() <= life.at_16:
        return []
    first, last = date.fromordinal(life.at_16), date.fromordinal(min(TODAY.toordinal(), life.at_18) - 1)
    return [{"accommodated": (StayElsewhere(from_=first, to=last, kind="voluntary_organisation"),)}]


def _course_past_25(life: Life) -> list[Change]:
    """Care to 18 and a course of the plan that goes on, where that counts: from 25 on."""
    if TODAY.toordinal() < life.at_25:
        return []
    care = CarePeriod(date.fromordinal(life.at_14), date.fromordinal(life.at_18 - 1))
    return [{"care": (care,), "study": Study("higher", date.fromordinal(life.at_18))}]


def _before_25(life: Life, day: date) -> date:
    """A day, or for somebody under 21 the last before the 25th birthday.

    A course of theirs is over by then, if nobody asks about it.
    """
    if TODAY.toordinal() >= life.at_21:
        return day
    return max(TODAY, min(day, date.fromordinal(life.at_25 - 1)))


def _counts_alone(person: CheckerPerson) -> bool:
    """Whether private fostering is tried with a disability: not where that has a question of its own."""
    return person.facts.disabled or "disabled" not in _ticks_offered(person)


def _day_that_counts(life: Life) -> date:
    """Today, or the last day before 18 for an adult."""
    return date.fromordinal(min(TODAY.toordinal(), life.at_18 - 1))


def _at_home(life: Life) -> list[Change]:
    # Somebody who leaves care today cannot say yet where they will live tomorrow.
    if life.looked_after_on(TODAY.toordinal()):
        return []
    last = _day_that_counts(life)
    lengths = (0, 41, 42, 300)
    return [
        {"at_home": (DatePeriod(max(life.facts.date_of_birth, last - timedelta(days=days))),)}
        for days in lengths
    ]


def _course_days(life: Life) -> list[date]:
    """Days on which a course of today can have begun."""
    days = [
        TODAY.toordinal(),
        TODAY.toordinal() - 900,
        *(birthday(life.born, age) - 1 for age in (18, 19, 21)),
    ]
    return [date.fromordinal(day) for day in sorted({*days}) if life.born <= day <= TODAY.toordinal()]


def _claims(life: Life) -> list[Change]:
    """Ways in which a benefit can have been claimed, from a month before 18 on."""
    first, today = add_months(life.at_18, -1), TODAY.toordinal()
    if today < first:
        return []
    days = [day for day in {first, life.at_18, today - 28, today - 27, today} if first <= day <= today]
    waiting = [
        {"benefit_claim": "waiting", "benefit_claimed_on": date.fromordinal(day)} for day in sorted(days)
    ]
    return [{"benefit_claim": "paid", "benefit_claimed_on": None}, *waiting]


def _days_not_asked(person: CheckerPerson) -> Iterator[tuple[str, Facts]]:
    """Every day of a month that was replied, where the day was not asked for."""
    replies = person.known.replies
    for name, reply in replies.items():
        # Which days fit of two times in care within one month hangs on all the others: only some are tried.
        if sum(str(other).startswith(str(reply)) for other in replies.values()) > 2:
            continue
        if is_month(reply) and not person.was_asked(f"{name}.day") and name not in ANY_DAY_OF_MONTH:
            first = date.fromisoformat(f"{reply}-01")
            days = [first + timedelta(days=days) for days in range(monthrange(first.year, first.month)[1])]
            for day in [day.isoformat() for day in days if day <= TODAY]:
                for reading in person.known.with_reply(name, day).readings:
                    yield f"{name}.day", reading.facts


def _care_not_asked(person: CheckerPerson) -> Iterator[tuple[str, Facts]]:
    facts = person.facts
    yield from _ends_not_asked(person)
    # The form takes ten times in care; nobody is asked for an eleventh.
    if not 0 < len(facts.care) < MOST_PERIODS or person.was_asked(f"care_{len(facts.care)}.more"):
        return
    life = ENGINE.life(facts)
    until = min(TODAY.toordinal(), life.at_18 - 1)
    for first, last in without([Span(life.born, until)], life.care):
        middle = (first + last) // 2
        for part in (Span(first, last), Span(first, middle), Span(middle, last)):
            added = CarePeriod(date.fromordinal(part.first), date.fromordinal(part.last))
            yield "another time in care", msgspec.structs.replace(facts, care=(*facts.care, added))


def _ends_not_asked(person: CheckerPerson) -> Iterator[tuple[str, Facts]]:
    """Other ends of a time in care or at home, where it was not asked when, or whether, it ended."""
    facts, life = person.facts, ENGINE.life(person.facts)
    last = _day_that_counts(life)
    if not person.was_asked("care") and TODAY.toordinal() < life.at_25:
        yield "care", msgspec.structs.replace(facts, care=(CarePeriod(facts.date_of_birth, last),))
    for number, period in enumerate(facts.care, 1):
        name = f"care_{number}"
        if not person.was_asked(f"{name}.from"):
            continue
        to = person.known.replies.get(f"{name}.still") == "no"
        if not person.was_asked(f"{name}.still") or (to and not person.was_asked(f"{name}.to")):
            longer = CarePeriod(period.from_, max(period.from_, last))
            others = [other for other in facts.care if other is not period]
            if not any(other.from_ > period.from_ for other in others):
                yield f"{name}.still or .to", msgspec.structs.replace(facts, care=(*others, longer))
    if person.known.replies.get("home") == "yes" and not {"home.from", "home.still"} <= {*person.asked}:
        yield from (("home.from", msgspec.structs.replace(facts, **change)) for change in _at_home(life))
    if person.known.replies.get("home.still") == "no" and not person.was_asked("home.to"):
        home = DatePeriod(facts.at_home[0].from_, last)
        if facts.at_home[0].from_ <= last:
            yield "home.to", msgspec.structs.replace(facts, at_home=(home,))


def first_difference(person: CheckerPerson) -> tuple[str, Facts] | None:
    """A fact that was not asked for and would have changed what the person is told, or None."""
    told = value_of(person.facts)
    return next(((name, other) for name, other in not_asked(person) if value_of(other) != told), None)
