"""Facts for Hypothesis to draw, crowded around the days on which something changes.

A life is read off a tape of random bytes, one choice after the other; the first value of each list is the
plainest, so that Hypothesis finds the plainest life that fails by setting bytes to nought. (Drawn one by one,
choices come out in clumps: Hypothesis copies parts of one example into the next.)
"""

import copy
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from support.oracle import Facts, birthday, months_after
from support.oracle_facts import FACTS, LISTS, PERIODS, is_date, parts

T = TypeVar("T")

# The days on which a rule or a figure changes, and a few beside them.
NOTABLE = [
    date(*parts).toordinal()
    for parts in (
        (2026, 11, 30),
        (2008, 9, 1),
        (2013, 6, 10),
        (2015, 4, 6),
        (2017, 3, 23),
        (2018, 3, 31),
        (2018, 4, 1),
        (2018, 4, 3),
        (2018, 8, 1),
        (2019, 1, 1),
        (2020, 4, 1),
        (2021, 5, 31),
        (2023, 4, 1),
        (2023, 8, 1),
        (2025, 4, 7),
        (2025, 7, 10),
        (2025, 8, 1),
        (2026, 4, 1),
        (2026, 4, 6),
        (2026, 4, 29),
        (2026, 7, 31),
    )
]
LEAP_DAYS = [date(year, 2, 29) for year in (2008, 2004, 2000, 1996, 1992)]
LENGTHS = [91, 1, 27, 28, 29, 41, 42, 43, 60, 90, 91, 92, 181, 182, 183, 184, 364, 365, 366, 367, 800]
NUDGES = [0, 0, 0, 1, -1]
STAYS = ["hospital", "care_home", "residential_school", "private_childrens_home", "voluntary_organisation"]

# What changes no status, so that it may differ from day to day. Much hangs on some of the values.
CIRCUMSTANCES: dict[str, list[Any]] = {
    "living": [
        *("other", "homeless", "homeless", "homeless", "foster_care", "foster_care", "semi_independent"),
        *("semi_independent", "staying_put", "staying_put", "childrens_home", "supported_lodgings", "family"),
        *("own_tenancy", "student_accommodation", "custody"),
    ],
    "immigration": [
        *("none", "none", "none", "leave", "leave", "leave_no_public_funds", "pre_settled"),
        *("leave_extended", "waiting", "appeal_rights_exhausted", "no_leave"),
    ],
    "benefit_claim": ["none", "waiting", "paid"],
    "pregnant_weeks": [None, None, None, None, 0, 1, 20, 21, 28, 29, 40],
    "children": [0, 0, 0, 1, 2],
    "lone_parent": [False, True],
    "disputed_age": [False, False, False, True],
    "no_suitable_clothes": [False, True],
    "moving_to_own_tenancy": [False, True],
}


def iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def day_or_none(text: str | None) -> int | None:
    return date.fromisoformat(text).toordinal() if text else None


class Picker:
    """Choices of one life, read off a tape."""

    def __init__(self, tape: bytes) -> None:
        self.tape, self.at = tape, 0
        self.birth = self._birth()
        self.born = self.birth.toordinal()
        self.age = {age: birthday(self.birth, age) for age in range(12, 29)}
        ages = [
            self.age[age] for age in (16, 16, 16, 18, 18, 18, 14, 15, 17, 19, 20, 21, 21, 22, 24, 25, 25, 27)
        ]
        ages += [months_after(self.age[16], -3), months_after(self.age[17], 6), self.age[18] - 42]
        self.moments = ages * 6
        self.moments += [day + sign * length for day in ages for length in LENGTHS for sign in (1, -1)]
        self.moments += NOTABLE
        self.teens = range(self.age[12], self.age[18])
        self.days_of_interest = range(self.age[16] - 30, self.age[27])

    def one(self, values: Sequence[T]) -> T:
        """Pick one of the values; the first, where the tape is at its end."""
        self.at += 2
        return values[int.from_bytes(self.tape[self.at - 2 : self.at]) % len(values)]

    def chance(self, of: int) -> bool:
        return self.one(range(of)) == of - 1

    def nudge(self) -> int:
        return self.one(NUDGES)

    def _birth(self) -> date:
        """A birth: any day, 29 February, or one such that an age is reached on or beside a notable day."""
        how = self.one(["any", "any", "notable", "notable", "leap"])
        if how == "leap":
            return self.one(LEAP_DAYS)
        if how == "any":
            return date.fromordinal(date(2011, 12, 31).toordinal() - self.one(range(21 * 365)))
        notable, age = date.fromordinal(self.one(NOTABLE)), self.one([18, 14, 16, 17, 19, 20, 21, 22, 25])
        return notable.replace(year=notable.year - age) + timedelta(days=self.nudge())

    def moment(self) -> int:
        return max(self.born, self.one(self.moments) + self.nudge())

    def end(self, start: int) -> int | None:
        """The last day of something that began: none, or exactly some months or days on, or any moment."""
        how = self.one(["open", "months", "days", "days", "moment", "moment"])
        if how == "open":
            return None
        if how == "months":
            return max(start, months_after(start, self.one([3, 6, 12])) - 1 + self.nudge())
        return start + self.one(LENGTHS) - 1 if how == "days" else max(start, self.moment())

    def period(self, start: int) -> dict[str, Any]:
        end = self.end(start)
        if end is None:
            return {"from": iso(start), "to": None} if self.chance(2) else {"from": iso(start)}
        return {"from": iso(start), "to": iso(end)}

    def care(self) -> list[dict[str, Any]]:
        """Up to four periods that share no day, in any order; the next often begins as the last one ends."""
        how = self.one(["open", "open", "none", "left", "periods", "periods", "periods"])
        start: int | None = self.one(self.teens) if self.chance(2) else self.moment()
        if how == "open" and start is not None:
            return [{"from": iso(start)}]
        if how == "left":
            left = self.one(range(self.age[16] - 2, self.age[18]))
            return [{"from": iso(max(self.born, left - self.one([365, 91, 90, 200, 2000]))), "to": iso(left)}]
        found: list[dict[str, Any]] = []
        for _ in range(0 if how == "none" else self.one([1, 1, 1, 2, 2, 3, 4])):
            if start is None:
                break
            period = self.period(start)
            if self.chance(6):
                period["kind"] = "short_breaks"
            found.insert(0 if self.chance(2) else len(found), period)
            end = day_or_none(period.get("to"))
            start = end + self.one([1, 1, 2, 30, 92, 183]) if end else None
        return found

    def at_home(self, care: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Times back at home, which mostly begin on the day after care, or in the middle of it."""
        left = [end + 1 for period in care if (end := day_or_none(period.get("to")))]
        starts = [
            self.one(left) if left and not self.chance(4) else self.moment()
            for _ in range(self.one([1, 1, 2, 3]))
        ]
        return [self.period(max(self.born, start + self.nudge())) for start in starts]

    def accommodated(self) -> list[dict[str, Any]]:
        """Up to three stays that often begin three months before 16 or 18, and meet or overlap."""
        starts = [months_after(self.age[age], -months) for age in (16, 18) for months in (0, 1, 3)]
        start = self.one(starts) if not self.chance(4) else self.moment()
        kinds = self.one([STAYS, STAYS[:2], STAYS[2:3], STAYS[3:]])
        found: list[dict[str, Any]] = []
        for _ in range(self.one([1, 1, 2, 2, 3])):
            start = max(self.born, start + self.nudge())
            found.append(self.period(start) | {"kind": self.one(kinds)})
            start = (day_or_none(found[-1].get("to")) or start) + self.one([1, 1, 2, 0, -40])
        return found

    def study(self) -> dict[str, Any]:
        """A course or none, mostly begun between 16 and 25, and often for years."""
        begins = [self.age[age] for age in (20, 16, 18, 19, 21, 21, 22, 24, 25)]
        start = self.one(begins) + self.nudge() if not self.chance(3) else self.moment()
        study = self.period(start)
        if self.chance(2):
            study["to"] = iso(months_after(start, self.one([60, 12, 36, 84, 96])) + self.nudge())
        study["level"] = self.one(["further", "higher"])
        if self.chance(3):
            study["full_time"] = not self.chance(2)
        if self.chance(3):
            study["in_plan"] = not self.chance(2)
        return study

    def facts(self) -> Facts:
        """The facts of a person that last from day to day."""
        facts: Facts = {"date_of_birth": self.birth.isoformat(), "care": self.care()}
        if self.one([False, True, True]):
            facts["study"] = self.study()
        if self.chance(2):
            facts["at_home"] = self.at_home(facts["care"])
        if self.chance(3):
            facts["accommodated"] = self.accommodated()
        for name in ("special_guardianship", "privately_fostered", "housed_by_council"):
            if self.chance(4):
                facts[name] = self.period(self.moment())
        for name in ("benefit_claimed_on", "leave_to"):
            if self.chance(2):
                facts[name] = iso(self.moment())
        facts["at_16"] = self.one(["none", "none", "none", "detained", "hospital"])
        facts["authority"] = self.one(["kent", "kent", "kent", "other"])
        for name in ("disabled", "returning_to_study"):
            facts[name] = self.chance(3)
        return facts

    def circumstances(self) -> Facts:
        """The facts of a person that are so on one day."""
        return {key: self.one(values) for key, values in CIRCUMSTANCES.items()}

    def days_to_ask(self, facts: Facts) -> list[str]:
        """The days to ask about: some moments, some from 16 to 27, and those that hang on a date given."""
        days = [self.moment(), self.moment()]
        days += [self.one(self.days_of_interest) for _ in range(4)]
        if study := facts.get("study"):
            start, end = day_or_none(study["from"]) or 0, day_or_none(study.get("to"))
            days += [start + self.one(range((end or start + 3000) - start + 1)) for _ in range(2)]
        named = [period for key in LISTS for period in facts.get(key, [])]
        named += [facts[key] for key in PERIODS if facts.get(key)]
        texts = [period[end] for period in named for end in ("from", "to") if period.get(end)]
        texts += [facts[key] for key in ("benefit_claimed_on", "leave_to") if facts.get(key)]
        for _ in texts[:6]:
            day = date.fromisoformat(self.one(texts)).toordinal()
            after = [day, day, day + 1, *(day + days for days in (28, 42, 90))]
            after += [months_after(day, months) for months in (3, 6, 12, -12)]
            days.append(self.one(after) + self.nudge())
        return [iso(max(self.born, day)) for day in days]


def life(tape: bytes) -> tuple[Facts, list[str]]:
    pick = Picker(tape)
    facts = pick.facts()
    return facts | pick.circumstances(), pick.days_to_ask(facts)


def life_from_day_to_day(tape: bytes) -> tuple[Facts, list[tuple[str, Facts]]]:
    pick = Picker(tape)
    facts = pick.facts()
    return facts, [(on, pick.circumstances()) for on in pick.days_to_ask(facts)]


NO_OBJECTS: list[Any] = [None, "x", 5, []]
JUNK: list[Any] = [None, -1, 0, True, 1.5, "", "x", "2017-02-29", [], {}]


def spoilt(tape: bytes) -> Facts:
    """Facts with one thing or two in them that are mostly wrong."""
    pick = Picker(tape)
    facts = pick.facts() | pick.circumstances() | {"on": iso(pick.moment())}
    for _ in range(pick.one([1, 1, 2])):
        path, target, checks, _ = pick.one([("", facts, FACTS, []), *parts(facts)] * 2)
        how = pick.one(["date", "date", "junk", "junk", "absent", "unknown", "twice", "no object"])
        dates = [key for key in ("date_of_birth", "on", "leave_to", "from", "to") if key in checks]
        if not isinstance(target, dict):
            continue
        if how == "date":
            given = [target[key] for key in dates if is_date(target.get(key))]
            near = date.fromisoformat(pick.one([pick.birth.isoformat(), *given])).toordinal()
            target[pick.one(dates)] = iso(near + pick.one([-1, 0, 1]))
        elif how == "junk":
            target[pick.one(sorted(checks))] = copy.deepcopy(pick.one(JUNK))
        elif how == "absent":
            target.pop(pick.one(sorted(set(target) - {"on"}) or ["from"]), None)
        elif how == "unknown":
            target["until"] = None
        elif path.endswith("]."):
            among = facts[path.split("[")[0]]
            other: Any = copy.deepcopy(target) if how == "twice" else pick.one(NO_OBJECTS)
            among.append(other)
    return facts


TAPES = st.binary(min_size=600, max_size=600)


def lives() -> st.SearchStrategy[tuple[Facts, list[str]]]:
    """The facts of one person, without `on`, and days to ask about."""
    return TAPES.map(life)


def lives_from_day_to_day() -> st.SearchStrategy[tuple[Facts, list[tuple[str, Facts]]]]:
    """What lasts of the facts of one person, and days to ask about with what is so on each of them."""
    return TAPES.map(life_from_day_to_day)


def spoilt_lives() -> st.SearchStrategy[Facts]:
    """Facts, mostly such as must be refused."""
    return TAPES.map(spoilt)


def thousands(examples: int) -> settings:
    """Settings for Hypothesis: so many examples, the same in every run, so that no failure is luck."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(
        max_examples=examples, derandomize=True, deadline=None, database=None, suppress_health_check=slow
    )
