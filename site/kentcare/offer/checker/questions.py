"""Which questions are asked, in which order, and when: only while the reply can still change the answer.

`asked` looks at every reading of the replies so far. Section 4 of the specification of the engine says which
facts each entitlement looks at; the tests ask all the questions and show that a question left out would have
changed nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

import msgspec

from kentcare.offer.checker.known import Known
from kentcare.offer.checker.replies import MOST_PERIODS, UNKNOWN, Replies, Reply, is_month
from kentcare.offer.entitlements.case import (
    ELIGIBLE,
    FORMER_RELEVANT,
    FORMER_RELEVANT_21,
    LOOKED_AFTER,
    NOBODY,
    QUALIFYING,
    RELEVANT,
    Case,
)
from kentcare.offer.entitlements.days import add_months
from kentcare.offer.entitlements.engine import Engine
from kentcare.offer.entitlements.status import THIRTEEN_WEEKS

Kind = Literal["date", "day", "choice", "several", "number"]


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the checker. `may_be_unknown`: it has an “I don't know”.

    `offered` names the choices where they are not the same for everybody.
    """

    id: str
    kind: Kind
    asked: Callable[[Known], bool]
    may_be_unknown: bool = False
    offered: Callable[[Known], list[str]] | None = None


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
    known: Known
    known_before: list[Known]

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions in their order."""
        return self.route.questions

    @property
    def open(self) -> Question | None:
        """The question that still waits for a reply, if there is one."""
        return self.asked[-1] if self.route.is_open else None

    def before(self, position: int) -> Known:
        """What was known when the question at a position, counted from nought, was asked."""
        return self.known_before[position]


def walk(replies: Replies, today: date, engine: Engine) -> Walk:
    """Go through the questions with what has been replied, up to the first that is open."""
    known, known_before = Known({}, today, engine), []
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
    known, known_before = Known({}, today, engine), []
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


def homes(known: Known) -> list[str]:
    """The kinds of home that somebody in these columns can live in."""
    if known.columns & {LOOKED_AFTER, ELIGIBLE}:
        return [*_HOMES_IN_CARE, *_HOMES_OF_ANYBODY]
    if RELEVANT in known.columns:
        return [*_HOMES_IN_CARE, "own_tenancy", *_HOMES_OF_ANYBODY]
    return ["staying_put", *_HOMES_WITH_SUPPORT, "student_accommodation", "own_tenancy", *_HOMES_OF_ANYBODY]


_HOMES_WITH_SUPPORT = ("supported_lodgings", "semi_independent")
_HOMES_IN_CARE = ("foster_care", "childrens_home", *_HOMES_WITH_SUPPORT)
_HOMES_OF_ANYBODY = ("family", "custody", "homeless", "other")


def things_true_now(known: Known) -> list[str]:
    """The things to tick that can still change the answer."""
    kent, columns = known.kent_may_be_responsible, known.columns
    own_home = columns & {ELIGIBLE, RELEVANT, FORMER_RELEVANT} or any(
        case.column == FORMER_RELEVANT_21 and case.higher_begun_before_21 for case in known.cases
    )
    panel = columns & {ELIGIBLE, RELEVANT, FORMER_RELEVANT}
    offered = {
        "moving": kent and own_home,
        "expecting": columns - {NOBODY},
        "children": columns - {NOBODY},
        "no_clothes": kent and columns & {LOOKED_AFTER, ELIGIBLE, RELEVANT, FORMER_RELEVANT},
        "disabled": kent and panel,
    }
    return [name for name, may_count in offered.items() if may_count]


def _always(known: Known) -> bool:
    return True


def _under_25(known: Known) -> bool:
    return known.today_number < known.at(25)


def _period_begins(number: int, known: Known) -> bool:
    before = "care" if number == 1 else f"care_{number - 1}.more"
    return known.replied(before, "yes")


def _has_reply(name: str, known: Known) -> bool:
    return name in known.replies


def _ended(still: str, known: Known) -> bool:
    return known.replied(still, "no")


def _may_have_ended(number: int, known: Known) -> bool:
    """A time in care that began on the last day before 18 can have ended on that day alone."""
    begins = known.replies.get(f"care_{number}.from")
    return begins is not None and begins != date.fromordinal(known.at(18) - 1).isoformat()


def _another_period(number: int, known: Known) -> bool:
    if f"care_{number}.from" not in known.replies or number == MOST_PERIODS:
        return False
    return any(known.more_care_changes(reading.facts) for reading in known.readings)


def _day_of_month(name: str, known: Known) -> bool:
    reply = known.replies.get(name, "")
    return is_month(reply) and known.day_matters(name)


def _at_16(known: Known) -> bool:
    """Only for somebody with thirteen weeks before 16 and no day in care after it (004:1708-1712)."""
    if known.today_number < known.at(16):
        return False
    return any(
        case.life.days_since_14(case.life.at_16 - 1) >= THIRTEEN_WEEKS
        and (case.life.last_day_in_care(known.today_number) or 0) < case.life.at_16
        for case in known.cases
    )


def _home(known: Known) -> bool:
    """Going home counts only for somebody who would otherwise be relevant (004:1714)."""
    day = min(known.today_number, known.at(18) - 1)
    return any(
        case.life.standing(day).status == "relevant" and known.home_changes(case.facts)
        for case in known.cases
    )


def _would_not_qualify(known: Known) -> bool:
    day = max(known.today_number, known.at(16))
    return any(case.life.standing(day).reason == "never_qualified" for case in known.cases)


def _guardianship(known: Known) -> bool:
    """A special guardianship order counts only where it followed on care (004:1723)."""
    return _under_25(known) and not known.replied("care", "no") and _would_not_qualify(known)


def _fostered(known: Known) -> bool:
    return _under_25(known) and _would_not_qualify(known)


def _went_home(known: Known) -> bool:
    return known.replied("home", "yes")


def _disabled(known: Known) -> bool:
    """Private fostering counts only with a disability (004:1722)."""
    return known.replied("fostered", "yes", UNKNOWN)


def _study_could_bring_back(known: Known) -> bool:
    return any(case.standing.reason == "past_21" for case in known.cases)


def _authority(known: Known) -> bool:
    return bool(known.columns - {NOBODY}) or _study_could_bring_back(known)


def _living(known: Known) -> bool:
    if known.columns & {ELIGIBLE, FORMER_RELEVANT}:
        return True
    if RELEVANT in known.columns:
        return known.kent_may_be_responsible
    if LOOKED_AFTER not in known.columns:
        return False
    # Not eligible yet: a foster home brings the first meeting about Staying Put.
    return any(
        known.would_change(reading.facts, msgspec.structs.replace(reading.facts, living="foster_care"))
        for reading in known.readings
    )


def _study(known: Known) -> bool:
    if known.columns & {ELIGIBLE, RELEVANT, FORMER_RELEVANT, FORMER_RELEVANT_21, QUALIFYING}:
        return True
    in_care_at_16 = LOOKED_AFTER in known.columns and known.today_number >= known.at(16)
    return in_care_at_16 or _study_could_bring_back(known)


def _full_time(known: Known) -> bool:
    if not known.replied("study", "further", "higher"):
        return False
    # A course may have brought a column back since: it is read as full-time until the reply.
    return bool(known.columns & {FORMER_RELEVANT, FORMER_RELEVANT_21, QUALIFYING})


def _course_began(known: Known) -> bool:
    def counts(case: Case) -> bool:
        if case.in_further:
            return case.column == FORMER_RELEVANT and case.age == 19
        return case.in_higher and case.column == FORMER_RELEVANT_21 and case.facts.authority == "kent"

    return any(counts(case) for case in known.cases)


def _course_ends(known: Known) -> bool:
    def counts(case: Case) -> bool:
        if case.column == FORMER_RELEVANT:
            return case.in_higher and case.facts.authority == "kent"
        return case.column == QUALIFYING and case.studies_full_time

    return any(counts(case) for case in known.cases)


def _returning(known: Known) -> bool:
    return (
        known.replied("study", "no") and FORMER_RELEVANT_21 in known.columns and known.kent_may_be_responsible
    )


def _immigration(known: Known) -> bool:
    return bool(known.columns - {NOBODY})


def _true_now(known: Known) -> bool:
    return bool(things_true_now(known))


def _weeks(known: Known) -> bool:
    return (
        known.ticked("expecting")
        and known.replied("living", "semi_independent")
        and bool(known.columns & {ELIGIBLE, RELEVANT})
        and known.kent_may_be_responsible
    )


def _alone(known: Known) -> bool:
    return known.ticked("moving") and (known.ticked("children") or known.ticked("expecting"))


def _benefit(known: Known) -> bool:
    """From 18 to 20, and in the last month before 18, when a claim can begin."""
    soon_18 = known.columns & {ELIGIBLE, RELEVANT} and known.today_number >= add_months(known.at(18), -1)
    return (
        bool(FORMER_RELEVANT in known.columns or soon_18)
        and known.kent_may_be_responsible
        and not known.replied("living", "custody")
    )


def _claimed(known: Known) -> bool:
    return known.replied("benefit", "waiting")


def _period_questions() -> list[Question]:
    periods = []
    for number in range(1, MOST_PERIODS + 1):
        name = f"care_{number}"
        periods += [
            Question(f"{name}.from", "date", partial(_period_begins, number), True),
            Question(f"{name}.still", "choice", partial(_may_have_ended, number)),
            Question(f"{name}.to", "date", partial(_ended, f"{name}.still"), True),
            Question(f"{name}.more", "choice", partial(_another_period, number)),
        ]
    return periods


def _day_questions(*names: str) -> list[Question]:
    return [Question(f"{name}.day", "day", partial(_day_of_month, name), True) for name in names]


QUESTIONS: tuple[Question, ...] = (
    Question("born", "date", _always),
    Question("care", "choice", _under_25, True),
    *_period_questions(),
    *_day_questions(*(f"care_{n}.{end}" for n in range(1, MOST_PERIODS + 1) for end in ("from", "to"))),
    Question("at_16", "choice", _at_16, True),
    Question("home", "choice", _home, True),
    Question("home.from", "date", _went_home, True),
    Question("home.still", "choice", partial(_has_reply, "home.from")),
    Question("home.to", "date", partial(_ended, "home.still"), True),
    *_day_questions("home.from", "home.to"),
    Question("guardianship", "choice", _guardianship, True),
    Question("fostered", "choice", _fostered, True),
    Question("disabled", "choice", _disabled),
    Question("authority", "choice", _authority, True),
    Question("living", "choice", _living, offered=homes),
    Question("study", "choice", _study),
    Question("full_time", "choice", _full_time, True),
    Question("study.from", "date", _course_began, True),
    *_day_questions("study.from"),
    Question("study.to", "date", _course_ends, True),
    Question("returning", "choice", _returning),
    Question("immigration", "choice", _immigration, True),
    Question("true_now", "several", _true_now, offered=things_true_now),
    Question("weeks", "number", _weeks, True),
    Question("alone", "choice", _alone),
    Question("benefit", "choice", _benefit, True),
    Question("claimed", "date", _claimed, True),
    *_day_questions("claimed"),
)


def set_reply(replies: Replies, question: Question, reply: Reply) -> dict[str, Reply]:
    """The replies with one more, without the day of a month that has been changed."""
    kept = {name: old for name, old in replies.items() if name != f"{question.id}.day"}
    return {**kept, question.id: reply}
