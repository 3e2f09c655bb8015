"""Which questions the checker asks, in which order, and the way through them for some replies.

when_asked.py says when each of them is asked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from kentcare.offer.checker import when_asked
from kentcare.offer.checker.choices import courses, fostered_ways, homes, things_true_now
from kentcare.offer.checker.replies import MOST_PERIODS, UNKNOWN, Replies, Reply
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.entitlements.engine import Engine

Kind = Literal["date", "day", "choice", "several", "number"]


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the checker. `may_be_unknown`: it has an “I don't know”.

    `offered` names the choices where they are not the same for everybody. `may_have_no_end`: beside the boxes
    for a date it has an “It has no end”.
    """

    id: str
    kind: Kind
    asked: Callable[[RepliesSoFar], bool]
    may_be_unknown: bool = False
    offered: Callable[[RepliesSoFar], list[str]] | None = None
    may_have_no_end: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """Which questions some replies lead to, without the replies.

    `offered` has, for each question, the choices on its page where they are not the same for everybody.
    `is_open`: the last question still waits for a reply.
    """

    questions: tuple[Question, ...]
    offered: tuple[list[str] | None, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """The questions asked so far, and what is known with the replies to them.

    `known_before` has, for each question, what was known when it was asked.
    """

    route: Route
    known: RepliesSoFar
    known_before: list[RepliesSoFar]

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions in their order."""
        return self.route.questions

    @property
    def open(self) -> Question | None:
        """The question that still waits for a reply, if there is one."""
        return self.asked[-1] if self.route.is_open else None

    def before(self, position: int) -> RepliesSoFar:
        """What was known when the question at a position, counted from nought, was asked."""
        return self.known_before[position]


def walk(replies: Replies, today: date, engine: Engine) -> Walk:
    """Go through the questions with what has been replied, up to the first that is open."""
    known, known_before = RepliesSoFar({}, today, engine), []
    questions, offers = [], []
    is_open = False
    for question in QUESTIONS:
        if not question.asked(known):
            continue
        offered = known.choices(question.offered) if question.offered else None
        questions.append(question)
        offers.append(offered)
        known_before.append(known)
        reply = _still_offered(offered, replies.get(question.id))
        further = known if reply is None else known.with_reply(question.id, reply)
        # A reply that no longer fits, because an earlier one was changed, has to be given again.
        is_open = reply is None or not further.readings
        if is_open:
            break
        known = further
    return Walk(Route(tuple(questions), tuple(offers), is_open), known, known_before)


def walk_again(route: Route, replies: Replies, today: date, engine: Engine) -> Walk:
    """The walk on a route that is known already, which asks the engine nothing.

    The route must be that of `walk` with the same arguments.
    """
    known, known_before = RepliesSoFar({}, today, engine), []
    for question, offered in zip(route.questions, route.offered, strict=True):
        known_before.append(known)
        if question.offered and offered is not None:
            known.set_choices(question.offered, offered)
        reply = _still_offered(offered, replies.get(question.id))
        if reply is not None:
            known = known.with_reply(question.id, reply)
    return Walk(route, known_before[-1] if route.is_open else known, known_before)


def _still_offered(offered: list[str] | None, reply: Reply | None) -> Reply | None:
    """A reply without what is no longer on the page, because an earlier reply was changed."""
    if offered is None or reply is None or reply == UNKNOWN:
        return reply
    if isinstance(reply, list):
        return [value for value in reply if value in offered]
    return reply if reply in offered else None


def _period_questions() -> list[Question]:
    periods = []
    for number in range(1, MOST_PERIODS + 1):
        name = f"care_{number}"
        periods += [
            Question(f"{name}.from", "date", partial(when_asked.period_begins, number), True),
            Question(f"{name}.still", "choice", partial(when_asked.may_have_ended, number)),
            Question(f"{name}.to", "date", partial(when_asked.ended, f"{name}.still"), True),
            Question(f"{name}.more", "choice", partial(when_asked.another_period, number)),
        ]
    return periods


def _day_questions(*names: str) -> list[Question]:
    return [Question(f"{name}.day", "day", partial(when_asked.day_of_month, name), True) for name in names]


# One of them stands at two places, each for people of another age.
QUESTIONS: tuple[Question, ...] = (
    Question("born", "date", when_asked.always),
    Question("runs_on", "choice", when_asked.from_25, True),
    Question("care", "choice", when_asked.care, True),
    *_period_questions(),
    *_day_questions(*(f"care_{n}.{end}" for n in range(1, MOST_PERIODS + 1) for end in ("from", "to"))),
    Question("at_16", "choice", when_asked.at_16, True),
    Question("home", "choice", when_asked.home, True),
    Question("home.from", "date", when_asked.went_home, True),
    Question("home.still", "choice", partial(when_asked.has_reply, "home.from")),
    Question("home.to", "date", partial(when_asked.ended, "home.still"), True),
    *_day_questions("home.from", "home.to"),
    Question("guardianship", "choice", when_asked.guardianship, True),
    Question("fostered", "choice", when_asked.fostered, True, offered=fostered_ways),
    Question("disabled", "choice", when_asked.disabled),
    Question("stays", "several", when_asked.stays, True),
    Question("housed", "choice", when_asked.housed, True),
    Question("authority", "choice", when_asked.authority, True),
    Question("living", "choice", when_asked.living, offered=homes),
    Question("stays", "several", when_asked.stays_of_homeless, True),
    Question("study", "choice", when_asked.study, offered=courses),
    Question("full_time", "choice", when_asked.full_time, True),
    Question("study.from", "date", when_asked.course_began, True),
    *_day_questions("study.from"),
    Question("study.to", "date", when_asked.course_ends, True),
    Question("in_plan", "choice", when_asked.in_plan, True),
    Question("returning", "choice", when_asked.returning),
    Question("immigration", "choice", when_asked.immigration, True),
    Question("extended", "choice", when_asked.extended, True),
    Question("leave_to", "date", when_asked.leave_ends, True, may_have_no_end=True),
    Question("true_now", "several", when_asked.true_now, offered=things_true_now),
    Question("weeks", "number", when_asked.weeks, True),
    Question("alone", "choice", when_asked.alone),
    Question("benefit", "choice", when_asked.benefit, True),
    Question("claimed", "date", when_asked.claimed, True),
    *_day_questions("claimed"),
)


def set_reply(replies: Replies, question: Question, reply: Reply) -> dict[str, Reply]:
    """The replies with one more, without the day of a month that has been changed."""
    kept = {name: old for name, old in replies.items() if name != f"{question.id}.day"}
    return {**kept, question.id: reply}
