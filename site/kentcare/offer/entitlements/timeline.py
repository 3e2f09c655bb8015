"""The timeline: the dates that matter to one person.

The days follow from the facts alone; the words are in content/answer/milestones.yaml. What the facts cannot
reach is left out, and so is what only Kent's policy promises where another council is responsible.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, cast

import msgspec

from kentcare.core.content.sources import Source
from kentcare.offer.entitlements.book import OfferBook
from kentcare.offer.entitlements.case import Case, first_subsistence_day
from kentcare.offer.entitlements.conditions import SUBSISTENCE_DAYS
from kentcare.offer.entitlements.days import FOREVER, add_months, birthday, iso
from kentcare.offer.entitlements.facts import Facts
from kentcare.offer.entitlements.immigration import PUBLIC_FUNDS, WITH_AN_END, immigration_on
from kentcare.offer.entitlements.status import MONTHS_AT_HOME, Life

WEEKS_BEFORE_18 = 6  # a benefit claim is prepared six weeks before 18 (004:2938)
MONTHS_BEFORE_LEAVE_ENDS = 6  # from then on, a lawyer has the time to ask for more
IN_CARE = ("eligible", "relevant")

# In the order in which milestones of one day are listed.
MILESTONES = (
    "staying_put_first_meeting",
    "pathway_assessment_due",
    "becomes_eligible",
    "pathway_plan_review",
    "personal_adviser_named",
    "birthday_17_payment",
    "birthday_18_payment",
    "transition_meeting",
    "legal_advice_before_leave_ends",
    "leave_ends",
    "prepare_benefit_claim",
    "claim_universal_credit",
    "apply_for_asylum_support",
    "becomes_former_relevant",
    "savings_released",
    "subsistence_ends",
    "six_months_at_home",
    "setting_up_home_deadline",
    "staying_put_ends",
    "support_on_request",
    "support_ends",
)

CLAIMS = ("prepare_benefit_claim", "claim_universal_credit")
"""The milestones that tell somebody to claim a public fund at 18."""


class Milestone(msgspec.Struct, frozen=True):
    """One date of the timeline. `on` is a day as 2017-04-01."""

    id: str
    on: str
    text: str
    who_helps: str
    sources: tuple[Source, ...]


class Timeline(msgspec.Struct, frozen=True):
    """The milestones of a person, in order of their days."""

    milestones: list[Milestone]


class _Dated(NamedTuple):
    """A milestone of a person, in the order of a timeline: by its day, then as MILESTONES lists them."""

    day: int
    position: int
    name: str


def timeline(facts: Facts, life: Life, book: OfferBook, *, whole: bool = False) -> Timeline:
    """The milestones of a person from `facts.on` on, or from birth where `whole`, in order of their days."""
    start = life.born if whole else cast(date, facts.on).toordinal()
    order = {name: position for position, name in enumerate(MILESTONES)}
    found = {
        _Dated(day=day, position=order[name], name=name)
        for name, day in _days(facts, life)
        if day >= start and not (book.milestones[name].policy and facts.authority == "other")
    }
    return Timeline([_milestone(one.name, one.day, facts, life, book) for one in sorted(found)])


def _milestone(name: str, day: int, facts: Facts, life: Life, book: OfferBook) -> Milestone:
    words = book.milestones[name]
    sources = tuple(map(book.sources.find, words.sources))
    text = words.text
    if words.in_custody and facts.living == "custody":
        text = words.in_custody
    elif words.assessed and Case(facts, life, day).left_to_assessment:
        text = words.assessed
    return Milestone(name, iso(day), text, words.who_helps, sources)


def _days(facts: Facts, life: Life) -> Iterator[tuple[str, int]]:
    yield from _planning(facts, life)
    yield from _turning_17_and_18(facts, life)
    yield from _right_to_stay(facts, life)
    yield from _after_18(facts, life)


def _planning(facts: Facts, life: Life) -> Iterator[tuple[str, int]]:
    if facts.living == "foster_care" and (meeting := _first_staying_put_meeting(life)) is not None:
        yield "staying_put_first_meeting", meeting
    eligible = life.first_eligible_day()
    if eligible is not None:
        yield "becomes_eligible", eligible
        due = life.at_16 if eligible == life.at_16 else add_months(eligible, 3)
        if life.legal_status(due).status == "eligible":
            yield "pathway_assessment_due", due
        for months in range(6, 12 * 6, 6):
            review = add_months(due, months)
            status = life.legal_status(review).status
            if review < life.at_21 and status in ("eligible", "relevant", "former_relevant"):
                yield "pathway_plan_review", review
    for run in life.home:
        day = add_months(run.first, MONTHS_AT_HOME)
        before, then = life.legal_status(day - 1), life.legal_status(day)
        if day in run and before.status == "relevant" and then.reason == "six_months_at_home":
            yield "six_months_at_home", day


def _first_staying_put_meeting(life: Life) -> int | None:
    """Three months before 16, or three months after coming into care if that is later (004:2820, 3031)."""
    planned = add_months(life.at_16, -3)
    for first, last in life.care:
        day = max(planned, add_months(first, 3))
        if day <= last:
            return day
    return None


def _turning_17_and_18(facts: Facts, life: Life) -> Iterator[tuple[str, int]]:
    at_17 = birthday(life.born, 17)
    if life.legal_status(at_17).status in IN_CARE:
        yield "personal_adviser_named", at_17
        yield "birthday_17_payment", at_17
    halfway = add_months(at_17, 6)
    if life.legal_status(halfway).status == "eligible":
        yield "transition_meeting", halfway
    yield from _claims_before_18(facts, life)
    if life.cared_for_to_18:
        yield "becomes_former_relevant", life.at_18
        yield "birthday_18_payment", life.at_18
    if life.before_18.status == "eligible":
        yield "savings_released", life.at_18


def _claims_before_18(facts: Facts, life: Life) -> Iterator[tuple[str, int]]:
    """What to ask for shortly before 18, by what somebody may have on the birthday itself."""
    right_to_stay = immigration_on(facts, life.at_18)
    month_before = add_months(life.at_18, -1)
    if right_to_stay == "waiting" and life.legal_status(life.at_18).status == "qualifying":
        yield "apply_for_asylum_support", month_before
    # Nobody is told to claim a public fund that is closed to them.
    if PUBLIC_FUNDS[right_to_stay] == "closed":
        return
    prepare = life.at_18 - 7 * WEEKS_BEFORE_18
    if life.at_18 < life.law["income_support_closed"] and life.legal_status(prepare).status in IN_CARE:
        yield "prepare_benefit_claim", prepare
    if life.legal_status(month_before).status in IN_CARE:
        yield "claim_universal_credit", month_before


def _right_to_stay(facts: Facts, life: Life) -> Iterator[tuple[str, int]]:
    if facts.leave_to is None or facts.immigration not in WITH_AN_END:
        return
    ends = facts.leave_to.toordinal()
    advice = add_months(ends, -MONTHS_BEFORE_LEAVE_ENDS)
    if advice >= life.born:
        yield "legal_advice_before_leave_ends", advice
    yield "leave_ends", ends


def _after_18(facts: Facts, life: Life) -> Iterator[tuple[str, int]]:
    if not life.cared_for_to_18:
        return
    if facts.benefit_claim == "waiting" and facts.living != "custody":
        begins = first_subsistence_day(life)
        ends = begins + SUBSISTENCE_DAYS
        if ends <= life.at_21 and PUBLIC_FUNDS[immigration_on(facts, begins)] != "closed":
            yield "subsistence_ends", ends
    last_day_at_20 = life.at_21 - 1
    if not life.in_higher_education_begun_before_21(last_day_at_20):
        yield "setting_up_home_deadline", last_day_at_20
    if facts.living == "staying_put":
        yield "staying_put_ends", life.at_21
    if life.at_21 >= life.support_to_25:
        yield "support_on_request", life.at_21
    if life.plan_runs_on(life.at_25) and life.study is not None:
        if life.study.last < FOREVER:
            yield "support_ends", life.study.last + 1
    elif life.legal_status(life.at_25 - 1).status == "former_relevant":
        yield "support_ends", life.at_25
