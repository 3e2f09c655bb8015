"""When each question of the checker is asked: only while its reply can still change the answer.

Each function looks at every reading of the replies so far. Section 4 of the specification of the engine says
which facts each entitlement looks at; the tests ask all the questions and show that a question left out would
have changed nothing. The paragraphs in brackets are those of the papers in content/sources.yaml.
"""

from datetime import date

import msgspec

from kentcare.offer.checker.choices import things_true_now
from kentcare.offer.checker.replies import MOST_PERIODS, UNKNOWN, is_month
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.entitlements.case import (
    ELIGIBLE,
    FORMER_RELEVANT,
    FORMER_RELEVANT_21,
    LOOKED_AFTER,
    NOBODY,
    QUALIFYING,
    RELEVANT,
    TOO_YOUNG,
    Case,
)
from kentcare.offer.entitlements.conditions import in_further, in_higher, studies_full_time
from kentcare.offer.entitlements.days import add_months
from kentcare.offer.entitlements.status import THIRTEEN_WEEKS


def always(known: RepliesSoFar) -> bool:
    """Asked of everybody."""
    return True


def under_25(known: RepliesSoFar) -> bool:
    """From 25 on nothing is owed, whatever the past."""
    return known.today_number < known.at(25)


def period_begins(number: int, known: RepliesSoFar) -> bool:
    """When a time in care began: once somebody has said that there was one, or another one."""
    before = "care" if number == 1 else f"care_{number - 1}.more"
    return known.replied(before, "yes")


def has_reply(name: str, known: RepliesSoFar) -> bool:
    """Asked once another question has a reply."""
    return name in known.replies


def ended(still: str, known: RepliesSoFar) -> bool:
    """When it ended: of what somebody says is over."""
    return known.replied(still, "no")


def may_have_ended(number: int, known: RepliesSoFar) -> bool:
    """A time in care that began on the last day before 18 can have ended on that day alone."""
    begins = known.replies.get(f"care_{number}.from")
    return begins is not None and begins != date.fromordinal(known.at(18) - 1).isoformat()


def another_period(number: int, known: RepliesSoFar) -> bool:
    """Whether there was another time in care: while one more could change the answer."""
    if f"care_{number}.from" not in known.replies or number == MOST_PERIODS:
        return False
    return any(known.more_care_changes(reading.facts) for reading in known.readings)


def day_of_month(name: str, known: RepliesSoFar) -> bool:
    """Which day of a month that was given: where the day changes the answer."""
    reply = known.replies.get(name, "")
    # On the 21st birthday only a claim made four weeks before counts, and no other day of its month.
    ends_today = name == "claimed" and turns_21_today(known)
    return is_month(reply) and (ends_today or known.day_matters(name))


def at_16(known: RepliesSoFar) -> bool:
    """Only for somebody with thirteen weeks before 16 and no day in care after it (004:1708-1712)."""
    if known.today_number < known.at(16):
        return False
    return any(
        case.life.days_since_14(case.life.at_16 - 1) >= THIRTEEN_WEEKS
        and (case.life.last_day_in_care(known.today_number) or 0) < case.life.at_16
        for case in known.cases
    )


def home(known: RepliesSoFar) -> bool:
    """Going home counts only for somebody who would otherwise be relevant (004:1714)."""
    day = min(known.today_number, known.at(18) - 1)
    return any(
        case.life.legal_status(day).status == "relevant" and known.home_changes(case.facts)
        for case in known.cases
    )


def would_not_qualify(known: RepliesSoFar) -> bool:
    """Whether, in some reading, care alone gives no right, so that another way to one counts."""
    day = max(known.today_number, known.at(16))
    return any(case.life.legal_status(day).reason == "never_qualified" for case in known.cases)


def guardianship(known: RepliesSoFar) -> bool:
    """A special guardianship order counts only where it followed on care (004:1723)."""
    return under_25(known) and not known.replied("care", "no") and would_not_qualify(known)


def fostered(known: RepliesSoFar) -> bool:
    """Private fostering counts only for somebody whom care alone does not qualify."""
    return under_25(known) and would_not_qualify(known)


def went_home(known: RepliesSoFar) -> bool:
    """When somebody moved back: if they did."""
    return known.replied("home", "yes")


def disabled(known: RepliesSoFar) -> bool:
    """Private fostering counts only with a disability (004:1722)."""
    return known.replied("fostered", "yes", UNKNOWN)


def study_could_bring_back(known: RepliesSoFar) -> bool:
    """Whether a course could bring support back to somebody past 21."""
    return any(case.legal_status.reason == "past_21" for case in known.cases)


def authority(known: RepliesSoFar) -> bool:
    """Which council is responsible: of whoever may be owed something."""
    return bool(known.columns - {NOBODY, TOO_YOUNG}) or study_could_bring_back(known)


def turns_21_today(known: RepliesSoFar) -> bool:
    """Whether Staying Put, and the allowance while a claim waits, end on this very day."""
    return FORMER_RELEVANT_21 in known.columns and known.today_number == known.at(21)


def will_be_former_relevant(case: Case) -> bool:
    """Whether somebody under 18 is former relevant from their 18th birthday on."""
    return case.day < case.life.at_18 and case.life.legal_status(case.life.at_18).status == "former_relevant"


def living(known: RepliesSoFar) -> bool:
    """Where somebody lives: where a home changes what they are owed."""
    if known.columns & {ELIGIBLE, FORMER_RELEVANT} or turns_21_today(known):
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


def study(known: RepliesSoFar) -> bool:
    """Whether somebody studies: in the columns where a course changes what they are owed."""
    if known.columns & {ELIGIBLE, RELEVANT, FORMER_RELEVANT, FORMER_RELEVANT_21, QUALIFYING}:
        return True
    in_care_at_16 = LOOKED_AFTER in known.columns and known.today_number >= known.at(16)
    return in_care_at_16 or study_could_bring_back(known)


def full_time(known: RepliesSoFar) -> bool:
    """Whether the course is full-time: in the columns where that counts."""
    if not known.replied("study", "further", "higher"):
        return False
    # A course may have brought a column back since: it is read as full-time until the reply.
    return bool(known.columns & {FORMER_RELEVANT, FORMER_RELEVANT_21, QUALIFYING})


def course_began(known: RepliesSoFar) -> bool:
    """When the course began: where its first day counts."""

    def counts(case: Case) -> bool:
        if in_further(case):
            return case.column == FORMER_RELEVANT and case.age == 19
        return in_higher(case) and case.column == FORMER_RELEVANT_21 and case.facts.authority == "kent"

    return any(counts(case) for case in known.cases)


def course_ends(known: RepliesSoFar) -> bool:
    """When the course ends: where its last day counts."""

    def counts(case: Case) -> bool:
        if case.column == FORMER_RELEVANT or will_be_former_relevant(case):
            return in_higher(case) and case.facts.authority == "kent"
        return case.column == QUALIFYING and studies_full_time(case)

    return any(counts(case) for case in known.cases)


def returning(known: RepliesSoFar) -> bool:
    """Whether somebody past 21 wants to study, which brings support back."""
    return (
        known.replied("study", "no") and FORMER_RELEVANT_21 in known.columns and known.kent_may_be_responsible
    )


def immigration(known: RepliesSoFar) -> bool:
    """Whether the right to stay is settled: of whoever may be owed something."""
    return bool(known.columns - {NOBODY, TOO_YOUNG})


def true_now(known: RepliesSoFar) -> bool:
    """Which things are true now: while one of them could change the answer."""
    return bool(things_true_now(known))


def weeks(known: RepliesSoFar) -> bool:
    """How many weeks a pregnancy has lasted: where a payment depends on it."""
    return (
        known.ticked("expecting")
        and known.replied("living", "semi_independent")
        and bool(known.columns & {ELIGIBLE, RELEVANT})
        and known.kent_may_be_responsible
    )


def alone(known: RepliesSoFar) -> bool:
    """Whether a parent is alone: where that changes the money for a first home."""
    return known.ticked("moving") and (known.ticked("children") or known.ticked("expecting"))


def benefit(known: RepliesSoFar) -> bool:
    """From 18 to the 21st birthday, and in the last month before 18, when a claim can begin."""
    soon_18 = known.today_number >= add_months(known.at(18), -1) and any(
        map(will_be_former_relevant, known.cases)
    )
    return (
        bool(FORMER_RELEVANT in known.columns or soon_18 or turns_21_today(known))
        and known.kent_may_be_responsible
        and not known.replied("living", "custody")
    )


def claimed(known: RepliesSoFar) -> bool:
    """When a benefit was claimed: by whoever still waits for it."""
    return known.replied("benefit", "waiting")
