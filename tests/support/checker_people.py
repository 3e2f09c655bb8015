"""People who go through the checker: how they reply, what they are told, and what they were not asked.

A walk takes the questions as the checker does, one after another, and replies to each by luck that can be
repeated. Replies lie on and beside the days on which the law changes: birthdays, thirteen weeks, six months.
"""

import random
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import get_args

from kentcare.offer.checker.choices import things_true_now
from kentcare.offer.checker.questions import QUESTIONS, Question, Walk, walk
from kentcare.offer.checker.replies import (
    ANY_DAY_OF_MONTH,
    NO_END,
    STAYS,
    Reply,
    is_month,
)
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.entitlements.answer import EntitlementLine
from kentcare.offer.entitlements.case import Case
from kentcare.offer.entitlements.days import Span, add_months, birthday, without
from kentcare.offer.entitlements.engine import engine
from kentcare.offer.entitlements.facts import (
    Facts,
    Immigration,
    Living,
)
from kentcare.offer.entitlements.status import THIRTEEN_WEEKS
from kentcare.offer.entitlements.timeline import timeline
from kentcare.offer.entitlements.urgent import urgent_keys
from kentcare.paths import CONTENT

TODAY = date(2026, 11, 22)
ENGINE = engine(CONTENT)
Value = tuple[object, ...]

# Somebody of 16 who came into care at 11 and is there still.
IN_CARE_AT_16: dict[str, Reply] = {
    "born": "2010-05-01",
    "care": "yes",
    "care_1.from": "2022-03-04",
    "care_1.still": "yes",
}

CHOICES: dict[str, tuple[str, ...]] = {
    "runs_on": ("no", "yes", "yes"),
    "care": ("yes", "yes", "yes", "yes", "short_breaks", "no"),
    "still": ("yes", "no"),
    "more": ("no", "no", "yes"),
    "at_16": ("none", "detained", "hospital"),
    "home": ("no", "yes"),
    "guardianship": ("no", "yes"),
    "fostered": ("no", "yes", "going"),
    "housed": ("no", "yes"),
    "disabled": ("no", "yes"),
    "authority": ("kent", "kent", "other"),
    # Where most hangs on the home comes more often.
    "living": (*get_args(Living), "semi_independent", "semi_independent", "foster_care"),
    "study": ("no", "further", "higher"),
    "full_time": ("yes", "no"),
    "returning": ("no", "yes"),
    "in_plan": ("yes", "no"),
    # Permission that goes on while somebody waits has a question of its own.
    "immigration": tuple(value for value in get_args(Immigration) if value != "leave_extended"),
    "extended": ("no", "yes"),
    "alone": ("no", "yes"),
    "benefit": ("none", "waiting", "waiting", "paid"),
    "weeks": ("12", "20", "21", "28", "29", "30"),
}

_ONLY_A_MONTH = 0.2  # how often somebody does not know the day


@dataclass(frozen=True, slots=True)
class CheckerPerson:
    """Somebody at the end of the checker: the questions put to them, and what is then known."""

    asked: tuple[str, ...]
    known: RepliesSoFar

    @property
    def facts(self) -> Facts:
        """What they said, in the first way of reading it."""
        return self.known.readings[0].facts

    def was_asked(self, question: str) -> bool:
        """Whether a question was put to them."""
        return question in self.asked


@cache
def _seen(line: EntitlementLine) -> Value:
    one = line.entitlement
    return (
        one.id,
        one.answer,
        one.decided_by,
        one.amount,
        one.conditions,
        one.how_to_ask,
        one.sources,
        one.conflicts,
        one.would_change,
    )


def value_of(facts: Facts) -> Value:
    """Everything that a reader sees of an answer, but for the sentences that only repeat what they said."""
    answer = ENGINE.explain(facts)
    dates = timeline(facts, ENGINE.life(facts), ENGINE.book).milestones
    return (
        answer.status,
        answer.next,
        tuple(map(_seen, answer.lines)),
        tuple(answer.signposts),
        tuple(dates),
        urgent_keys([(Case(facts, ENGINE.life(facts), answer.on), answer.lines)]),
    )


def births() -> list[date]:
    """Birthdays that put somebody on, beside or between the ages that count."""
    found = []
    for age in (10, 14, 15, 16, 17, 18, 19, 20, 21, 22, 25):
        on_it = TODAY.replace(year=TODAY.year - age)
        found += [on_it - timedelta(days=1), on_it, on_it + timedelta(days=1), on_it - timedelta(days=170)]
    in_a_month = TODAY.replace(year=TODAY.year - 18, month=TODAY.month + 1)
    return sorted({*found, *(in_a_month + timedelta(days=days) for days in (-1, 0, 1, 11))})


def walk_through(seed: str, born: date | None = None, without_question: str | None = None) -> CheckerPerson:
    """Somebody who replies to every question by the luck of `seed`; one question can be left out."""
    known = RepliesSoFar({}, TODAY, ENGINE)
    asked = []
    for question in QUESTIONS:
        if question.id == without_question or not question.asked(known):
            continue
        asked.append(question.id)
        rng = random.Random(f"{seed} {question.id}")  # noqa: S311 - luck that can be repeated
        reply = born.isoformat() if born and question.id == "born" else choose(question, known, rng)
        known = known.with_reply(question.id, reply)
    return CheckerPerson(tuple(asked), known)


def go_on(replies: dict[str, Reply], seed: str) -> Walk:
    """Reply to every question that has no reply yet, each as its seed says, and walk through them all."""
    walked = walk(known_after(replies, seed).replies, TODAY, ENGINE)
    assert walked.open is None
    return walked


def known_after(replies: dict[str, Reply], seed: str) -> RepliesSoFar:
    """What is known once every question that has no reply yet has one, each as its seed says."""
    known = RepliesSoFar({}, TODAY, ENGINE)
    for question in QUESTIONS:
        if question.asked(known):
            rng = random.Random(f"{seed} {question.id}")  # noqa: S311 - luck that can be repeated
            given = replies[question.id] if question.id in replies else choose(question, known, rng)
            known = known.with_reply(question.id, given)
    return known


def choose(question: Question, known: RepliesSoFar, rng: random.Random) -> Reply:
    """Choose one of the replies that fit with what was said before."""
    possible = list(possible_replies(question, known, rng))
    rng.shuffle(possible)
    if question.id.endswith(".to") and question.id != "study.to":
        # Where another time begins soon after, only a day of the same month may be left.
        first = _first_day(str(known.replies[question.id.replace(".to", ".from")]))
        possible += [date.fromordinal(first + days).isoformat() for days in range(31)]
    return next(reply for reply in possible if known.with_reply(question.id, reply).readings)


def fitting(question: Question, known: RepliesSoFar, rng: random.Random) -> list[Reply]:
    """Replies to a question that do not contradict what was said before."""
    return [
        reply
        for reply in possible_replies(question, known, rng)
        if known.with_reply(question.id, reply).readings
    ]


def possible_replies(question: Question, known: RepliesSoFar, rng: random.Random) -> Sequence[Reply]:
    """A few replies to a question, among them those that are most unlike each other."""
    part = question.id.rpartition(".")[2]
    if question.id == "stays":
        return [[], [rng.choice(STAYS)], rng.sample(STAYS, 2)]
    if question.kind == "several":
        offered = things_true_now(known)
        return [[], offered, [name for name in offered if rng.random() < 0.5]]
    if question.kind in ("choice", "number"):
        some = CHOICES.get(part, CHOICES.get(question.id, ()))
        return [value for value in some if question.offered is None or value in question.offered(known)]
    if question.id == "born":
        return [(TODAY - timedelta(days=rng.randint(14 * 365, 26 * 365))).isoformat()]
    days = [day.isoformat() for day in possible_days(question, known, rng)]
    # A month without its day, where a day may be asked for in a question of its own.
    has_day = question.kind == "date" and question.id not in ANY_DAY_OF_MONTH
    if question.may_have_no_end:
        days.append(NO_END)
    return [day[:7] for day in days] if has_day and rng.random() < _ONLY_A_MONTH else days


def possible_days(question: Question, known: RepliesSoFar, rng: random.Random) -> list[date]:
    """Days that fit with what was replied before, those on and beside the days that count among them."""
    born = date.fromisoformat(str(known.replies["born"])).toordinal()
    today = TODAY.toordinal()
    last_before_18 = min(today, birthday(born, 18) - 1)
    if question.kind == "day":
        month = date.fromisoformat(f"{known.replies[question.id.removesuffix('.day')]}-01")
        days = [month + timedelta(days=days) for days in range(monthrange(month.year, month.month)[1])]
        return [day for day in days if day <= TODAY]
    if question.id == "study.to":
        beside_21 = [date.fromordinal(birthday(born, 21) + step) for step in (-2, -1, 0, 1)]
        later = [TODAY, *(TODAY + timedelta(days=days) for days in (1, 20, 400, 3000)), *beside_21]
        return [day for day in later if day >= TODAY]
    if question.id == "leave_to":
        return [TODAY + timedelta(days=days) for days in (-400, -10, -1, 0, 100, 365, 366, 3000)]
    if question.id in ("study.from", "claimed"):
        ages = [birthday(born, age) + step for age in (18, 19, 21, 25) for step in (-1, 0)]
        numbers = [
            *ages,
            today,
            today - 27,
            today - 28,
            today - rng.randint(0, 60),
            add_months(birthday(born, 18), -1),
        ]
        return [date.fromordinal(number) for number in sorted({*numbers}) if born <= number <= today]
    if question.id.endswith(".to"):
        first = _first_day(str(known.replies[question.id.replace(".to", ".from")]))
        last = today if question.id == "home.to" else max(first, last_before_18)
        spans = [Span(first, last)]
    else:
        whole = Span(born, today if question.id.startswith("home") else last_before_18)
        spans = without([whole], ENGINE.life(known.readings[0].facts).care)
    return [date.fromordinal(number) for number in sorted(_telling(born, spans, rng))]


def _first_day(reply: str) -> int:
    return date.fromisoformat(f"{reply}-01" if is_month(reply) else reply).toordinal()


def _telling(born: int, spans: list[Span], rng: random.Random) -> set[int]:
    """Days of these spans: their ends, a day between, and those on and beside the days that count."""
    at_16 = birthday(born, 16)
    counting = [
        birthday(born, 14),
        at_16 - THIRTEEN_WEEKS,
        at_16,
        birthday(born, 18) - THIRTEEN_WEEKS,
        add_months(TODAY.toordinal(), -6),
        add_months(TODAY.toordinal(), -12),
        TODAY.toordinal() - THIRTEEN_WEEKS + 1,
        TODAY.toordinal() - 42,
    ]
    chosen = rng.sample([day + step for day in counting for step in (-1, 0, 1)], 6)
    found = {day for span in spans for day in (span.first, rng.randint(*span), span.last)}
    return found | {day for day in chosen if any(day in span for span in spans)}
