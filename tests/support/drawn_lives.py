"""Facts for Hypothesis to draw, crowded around the days on which something changes."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from support.oracle import Facts, birthday, months_after

T = TypeVar("T")

# The days on which a rule or a figure changes, and those of the specification's own examples.
NOTABLE = [
    date(*parts).toordinal()
    for parts in (
        (2008, 9, 1),
        (2015, 4, 6),
        (2017, 3, 23),
        (2018, 3, 31),
        (2018, 4, 1),
        (2018, 8, 1),
        (2020, 4, 1),
        (2021, 5, 31),
        (2023, 4, 1),
        (2023, 8, 1),
        (2025, 7, 10),
        (2025, 8, 1),
        (2026, 4, 1),
        (2026, 4, 29),
        (2026, 7, 31),
    )
]
LEAP_DAYS = [date(year, 2, 29) for year in (1992, 1996, 2000, 2004, 2008)]
LENGTHS = [1, 27, 28, 29, 41, 42, 43, 60, 90, 90, 91, 91, 92, 181, 182, 183, 184, 364, 365, 366, 367, 800]
LIVING = [
    "foster_care",
    "childrens_home",
    "supported_lodgings",
    "semi_independent",
    "staying_put",
    "family",
    "own_tenancy",
    "student_accommodation",
    "custody",
    "homeless",
    "other",
]

# Strategies are made once, and choices are numbers that pick from a list: making them in every draw is slow.
CHOICE = st.integers(0, 10_079)  # 7! x 2: every list of up to ten picks evenly
NUDGE = st.sampled_from([0, 0, 0, 1, -1])
ANY_BIRTH = st.dates(date(1991, 1, 1), date(2011, 12, 31))
FLAGS = st.fixed_dictionaries(
    {
        "living": st.sampled_from(LIVING),
        "disabled": st.booleans(),
        "returning_to_study": st.booleans(),
        "benefit_claim": st.sampled_from(["none", "waiting", "paid"]),
        "children": st.sampled_from([0, 1, 2]),
    },
    optional={
        "authority": st.sampled_from(["kent", "other"]),
        "at_16": st.sampled_from(["none", "detained", "hospital"]),
        "immigration": st.sampled_from(["none", "leave", "waiting", "appeal_rights_exhausted"]),
        "pregnant_weeks": st.sampled_from([None, 0, 1, 19, 20, 21, 40]),
        "lone_parent": st.booleans(),
        "no_suitable_clothes": st.booleans(),
        "moving_to_own_tenancy": st.booleans(),
    },
)


def iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


class Picker:
    """Draws of one life: everything is a choice from a list, or a nudge to a day."""

    def __init__(self, draw: st.DrawFn, born: date) -> None:
        self.draw = draw
        self.born = born.toordinal()
        ages = [
            birthday(born, age) for age in (14, 15, 16, 16, 16, 17, 18, 18, 18, 19, 20, 21, 21, 22, 24, 25)
        ]
        ages += [months_after(ages[2], -3), months_after(birthday(born, 17), 6), birthday(born, 18) - 42]
        self.moments = ages * 6
        self.moments += [day + sign * length for day in ages for length in LENGTHS for sign in (1, -1)]
        self.moments += NOTABLE
        self.teens = range(birthday(born, 12), birthday(born, 18))

    def one(self, values: Sequence[T]) -> T:
        return values[self.draw(CHOICE) % len(values)]

    def chance(self, of: int) -> bool:
        return self.draw(CHOICE) % of == of - 1

    def moment(self) -> int:
        return max(self.born, self.one(self.moments) + self.draw(NUDGE))

    def end(self, start: int) -> int | None:
        """The last day of something that began: none, or exactly some months or days on, or any moment."""
        how = self.one(["open", "months", "days", "days", "moment", "moment"])
        if how == "open":
            return None
        if how == "months":
            return max(start, months_after(start, self.one([3, 6, 12])) - 1 + self.draw(NUDGE))
        return start + self.one(LENGTHS) - 1 if how == "days" else max(start, self.moment())

    def period(self, start: int) -> dict[str, Any]:
        end = self.end(start)
        if end is None:
            return {"from": iso(start), "to": None} if self.chance(2) else {"from": iso(start)}
        return {"from": iso(start), "to": iso(end)}

    def care(self) -> list[dict[str, Any]]:
        """Up to four periods that share no day, in any order; the next often begins as the last one ends."""
        found: list[dict[str, Any]] = []
        start: int | None = self.one(self.teens) if self.chance(2) else self.moment()
        for _ in range(self.one([0, 1, 1, 1, 2, 2, 3, 4])):
            if start is None:
                break
            period = self.period(start)
            if self.chance(6):
                period["kind"] = "short_breaks"
            found.insert(0 if self.chance(2) else len(found), period)
            end = period.get("to")
            start = date.fromisoformat(end).toordinal() + self.one([1, 1, 2, 30, 92, 183]) if end else None
        return found

    def at_home(self, care: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Going home is mostly on the day after care, or in the middle of it."""
        left = [date.fromisoformat(period["to"]).toordinal() + 1 for period in care if period.get("to")]
        starts = [
            self.one(left) if left and not self.chance(4) else self.moment()
            for _ in range(self.one([1, 1, 2, 3]))
        ]
        return [self.period(max(self.born, start + self.draw(NUDGE))) for start in starts]

    def days_to_ask(self, facts: Facts) -> list[int]:
        """The days to ask about: some moments, and those that hang on a date in the facts."""
        named = [period for key in ("care", "at_home") for period in facts.get(key, [])]
        named += [
            facts[key] for key in ("special_guardianship", "privately_fostered", "study") if facts.get(key)
        ]
        texts = [period[end] for period in named for end in ("from", "to") if period.get(end)]
        texts += [facts["benefit_claimed_on"]] if facts.get("benefit_claimed_on") else []
        days = [self.moment() for _ in range(4)]
        for text in texts[:6]:
            day = date.fromisoformat(text).toordinal()
            after = self.one(
                [day, months_after(day, 6), months_after(day, 12), *(day + n for n in (28, 42, 90))]
            )
            days.append(max(self.born, after + self.draw(NUDGE)))
        return days


def birth(draw: st.DrawFn) -> date:
    """Any day, 29 February, or a day such that an age is reached on (or a day from) a notable day."""
    choice = draw(CHOICE)
    if choice % 10 == 9:
        return LEAP_DAYS[choice // 10 % len(LEAP_DAYS)]
    if choice % 2:
        return draw(ANY_BIRTH)
    ages = [14, 16, 17, 18, 19, 20, 21, 22, 25]
    notable = date.fromordinal(NOTABLE[draw(CHOICE) % len(NOTABLE)])
    return notable.replace(year=notable.year - ages[draw(CHOICE) % len(ages)]) + timedelta(days=draw(NUDGE))


@st.composite
def lives(draw: st.DrawFn) -> tuple[Facts, list[str]]:
    """The facts of one person, without `on`, and days to ask about."""
    born = birth(draw)
    pick = Picker(draw, born)
    facts: Facts = {"date_of_birth": born.isoformat(), "care": pick.care(), **draw(FLAGS)}
    if pick.chance(2):
        facts["at_home"] = pick.at_home(facts["care"])
    for name in ("special_guardianship", "privately_fostered"):
        if pick.chance(4):
            facts[name] = pick.period(pick.moment())
    if pick.chance(2):
        facts["study"] = pick.period(pick.moment()) | {"level": pick.one(["further", "higher"])}
        if pick.chance(2):
            facts["study"]["full_time"] = pick.chance(2)
    if pick.chance(2):
        facts["benefit_claimed_on"] = iso(pick.moment())
    return facts, [iso(day) for day in pick.days_to_ask(facts)]


def thousands(examples: int) -> settings:
    """The same examples in every run, so that a failure is never a matter of luck."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(
        max_examples=examples, derandomize=True, deadline=None, database=None, suppress_health_check=slow
    )
