"""What follows from the replies so far, and whether something else would change the answer."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import msgspec

from kentcare.offer.checker.replies import Reading, Replies, Reply, all_but, readings
from kentcare.offer.entitlements.answer import EntitlementLine
from kentcare.offer.entitlements.case import Case
from kentcare.offer.entitlements.days import Span, birthday, without
from kentcare.offer.entitlements.engine import Engine
from kentcare.offer.entitlements.facts import CarePeriod, DatePeriod, Facts
from kentcare.offer.entitlements.timeline import timeline
from kentcare.offer.entitlements.urgent import urgent_keys

ChoicesOf = Callable[["RepliesSoFar"], list[str]]

_DAYS_OF_MONTH = 31

# With all of these true, every entitlement that looks at them speaks.
_MUCH_IS_TRUE = {
    "moving_to_own_tenancy": True,
    "children": 1,
    "lone_parent": True,
    "pregnant_weeks": 30,
    "no_suitable_clothes": True,
    "benefit_claim": "waiting",
    "returning_to_study": True,
}


@dataclass(frozen=True, slots=True)
class ShownOutcome:
    """What a person would be shown. `frame` is all of it but the entitlements."""

    frame: tuple[object, ...]
    lines: list[EntitlementLine]

    def differs(self, other: "ShownOutcome") -> bool:
        """Whether they differ in more than sentences that only repeat what the person said."""
        if self.frame != other.frame:
            return True
        both = zip(self.lines, other.lines, strict=True)
        return any(one is not two and _shown(one) != _shown(two) for one, two in both)


def _shown(line: EntitlementLine) -> tuple[object, ...]:
    one = line.entitlement
    return (
        one.answer,
        one.decided_by,
        one.amount,
        one.conditions,
        one.how_to_ask,
        one.sources,
        one.conflicts,
        one.would_change,
    )


class RepliesSoFar:
    """The replies to the questions that have been asked, in every reading."""

    def __init__(
        self, replies: Replies, today: date, engine: Engine, outcomes: dict[Facts, ShownOutcome] | None = None
    ) -> None:
        self.replies = replies
        self.today = today
        self.today_number = today.toordinal()
        self.engine = engine
        self._choices: dict[ChoicesOf, list[str]] = {}
        # On a walk most readings stay the same from one question to the next.
        self._outcomes = {} if outcomes is None else outcomes

    def with_reply(self, name: str, reply: Reply) -> "RepliesSoFar":
        """A copy with one more reply. The outcomes that were worked out are shared with it."""
        return RepliesSoFar({**self.replies, name: reply}, self.today, self.engine, self._outcomes)

    @cached_property
    def readings(self) -> list[Reading]:
        """Every way of reading the replies; none where they contradict each other."""
        return readings(self.replies, self.today)

    @cached_property
    def cases(self) -> list[Case]:
        """Each reading as the rules see it today."""
        lives = [(reading.facts, self.engine.life(reading.facts)) for reading in self.readings]
        return [Case(facts, life, self.today_number) for facts, life in lives]

    @cached_property
    def columns(self) -> set[int]:
        """The columns of the table of entitlements that the person may be in."""
        return {case.column for case in self.cases}

    @cached_property
    def kent_may_be_responsible(self) -> bool:
        """Whether rows that Kent's policy decides can count."""
        return any(reading.facts.authority == "kent" for reading in self.readings)

    def choices(self, choices_of: ChoicesOf) -> list[str]:
        """The choices of a question whose choices are not the same for everybody, worked out once."""
        if choices_of not in self._choices:
            self._choices[choices_of] = choices_of(self)
        return self._choices[choices_of]

    def set_choices(self, choices_of: ChoicesOf, choices: list[str]) -> None:
        """Store choices that were worked out before with the same replies, day and engine."""
        self._choices[choices_of] = choices

    def at(self, age: int) -> int:
        """The ordinal of the day on which somebody reaches an age."""
        return birthday(date.fromisoformat(str(self.replies["born"])).toordinal(), age)

    def replied(self, name: str, *values: str) -> bool:
        """Whether a question was answered in one of these ways."""
        return self.replies.get(name) in values

    def ticked(self, value: str) -> bool:
        """Whether a box of “true for you now” was ticked."""
        return value in self.replies.get("true_now", ())

    def outcome(self, facts: Facts) -> ShownOutcome:
        """What a person would be shown."""
        if facts not in self._outcomes:
            answer = self.engine.explain(facts)
            life = self.engine.life(facts)
            dates = timeline(facts, life, self.engine.book).milestones
            following = (answer.next.on, answer.next.status) if answer.next else None
            frame = (
                answer.status,
                following,
                tuple([contact.id for contact in answer.signposts]),
                tuple([(milestone.id, milestone.on) for milestone in dates]),
                urgent_keys([(Case(facts, life, self.today_number), answer.lines)]),
            )
            self._outcomes[facts] = ShownOutcome(frame, answer.lines)
        return self._outcomes[facts]

    def would_differ(self, facts: Facts, **other: object) -> bool:
        """Whether somebody of whom something else is true would be shown anything else."""
        return self.outcome(facts).differs(self.outcome(msgspec.structs.replace(facts, **other)))

    def would_change(self, facts: Facts, other: Facts) -> bool:
        """Whether two sets of facts differ in anything shown, now or once more is known."""
        # A time in care can count only beside a time at home, or with foster carers, which are asked later.
        home = {"at_home": (DatePeriod(facts.date_of_birth),), "living": "foster_care"}
        return any(
            self.outcome(msgspec.structs.replace(facts, **more)).differs(
                self.outcome(msgspec.structs.replace(other, **more))
            )
            for more in ({}, _MUCH_IS_TRUE, home)
        )

    def day_matters(self, name: str) -> bool:
        """Whether the day within a month changes anything."""
        by_rest: dict[str, list[Facts]] = {}
        for reading in self._with_days_between(name):
            by_rest.setdefault(all_but(reading.choice, name), []).append(reading.facts)
        return any(self.would_change(facts[0], other) for facts in by_rest.values() for other in facts[1:])

    def _with_days_between(self, name: str) -> list[Reading]:
        """The readings for the first and the last day of a month; those between where they may differ.

        In the last month before the 21st birthday a last review of the plan can be today by one day alone.
        """
        if not 0 < self.at(21) - self.today_number <= _DAYS_OF_MONTH:
            return self.readings
        first = date.fromisoformat(f"{self.replies[name]}-01")
        days = [first.replace(day=day + 1) for day in range(monthrange(first.year, first.month)[1])]
        known = [self.with_reply(name, day.isoformat()) for day in days if day <= self.today]
        return [*self.readings, *(reading for day in known for reading in day.readings)]

    def home_changes(self, facts: Facts) -> bool:
        """Whether the longest time at home that the times in care leave room for would change anything."""
        always = (DatePeriod(facts.date_of_birth),)
        return self.would_change(facts, msgspec.structs.replace(facts, at_home=always))

    def more_care_changes(self, facts: Facts) -> bool:
        """Whether another time in care could change anything: tried by filling gaps, and parts of them."""
        life = self.engine.life(facts)
        limit = min(self.today_number, life.at_18 - 1)
        gaps = without([Span(life.born, limit)], life.care)
        tried = [*gaps]
        for first, last in gaps:
            begins = max(first, life.at_14)
            tried += [Span(max(first, last - 9), last), Span(begins, min(last, begins + 9))]
            if first <= life.at_16 <= last:
                tried += [Span(life.at_16, life.at_16), Span(life.at_16, last)]
        whole = [_care(first, last) for first, last in gaps]
        more = [[_care(first, last)] for first, last in tried if first <= last]
        return any(self._care_changes(facts, added) for added in [whole, *more] if added)

    def _care_changes(self, facts: Facts, added: list[CarePeriod]) -> bool:
        return self.would_change(facts, msgspec.structs.replace(facts, care=(*facts.care, *added)))


def _care(first: int, last: int) -> CarePeriod:
    return CarePeriod(date.fromordinal(first), date.fromordinal(last))
