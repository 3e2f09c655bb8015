"""When each question of the checker is asked: only while its reply can still change the answer.

Each function looks at every reading of the replies so far. entitlements/table.py says which facts each
entitlement looks at; the tests ask all the questions and show that a question left out would have changed
nothing. The paragraphs in brackets are those of the papers in content/sources.yaml.
"""

from datetime import date

import msgspec

from kentcare.offer.checker.choices import things_true_now
from kentcare.offer.checker.replies import MOST_PERIODS, UNKNOWN, UNSURE, is_month
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.entitlements.case import (
    FORMER_RELEVANT,
    FORMER_RELEVANT_21,
    FORMER_RELEVANT_25,
    LOOKED_AFTER,
    NOBODY,
    QUALIFYING,
    TOO_YOUNG,
    Case,
)
from kentcare.offer.entitlements.conditions import (
    SUBSISTENCE_DAYS,
    ever_looked_after,
    homeless,
    in_care_or_stay_from_16,
    in_full_time_higher,
    in_further,
    in_higher,
)
from kentcare.offer.entitlements.days import add_months
from kentcare.offer.entitlements.status import THIRTEEN_WEEKS


def always(known: RepliesSoFar) -> bool:
    """Whether to ask a question that everybody is asked: always."""
    return True


def from_25(known: RepliesSoFar) -> bool:
    """Whether somebody is 25 or older: then only a course of the pathway plan that goes on counts."""
    return known.today_number >= known.at(25)


def care(known: RepliesSoFar) -> bool:
    """Whether to ask if somebody was ever in care: everybody to whom something may be owed."""
    return not from_25(known) or known.replied("runs_on", "yes")


def still_supported(known: RepliesSoFar) -> bool:
    """Whether somebody is under 25, or supported for longer because their course runs on."""
    return not from_25(known) or FORMER_RELEVANT_25 in known.columns


def period_begins(number: int, known: RepliesSoFar) -> bool:
    """Whether to ask when a time in care began: once somebody has said that there was one, or another one."""
    before = "care" if number == 1 else f"care_{number - 1}.more"
    return known.replied(before, "yes")


def has_reply(name: str, known: RepliesSoFar) -> bool:
    """Whether to ask a question that follows another: once that one, `name`, has a reply."""
    return name in known.replies


def ended(still: str, known: RepliesSoFar) -> bool:
    """Whether to ask when something ended: where the reply to `still` says that it is over."""
    return known.replied(still, "no")


def may_have_ended(number: int, known: RepliesSoFar) -> bool:
    """Whether to ask when a time in care ended. One that began on the last day before 18 ended that day."""
    begins = known.replies.get(f"care_{number}.from")
    return begins is not None and begins != date.fromordinal(known.at(18) - 1).isoformat()


def another_period(number: int, known: RepliesSoFar) -> bool:
    """Whether to ask about another time in care: while one more could change the answer."""
    if f"care_{number}.from" not in known.replies or number == MOST_PERIODS:
        return False
    return any(known.more_care_changes(reading.facts) for reading in known.readings)


def day_of_month(name: str, known: RepliesSoFar) -> bool:
    """Whether to ask for the day of a month that was given: where the day changes the answer."""
    reply = known.replies.get(name, "")
    # On the 21st birthday only a claim made four weeks before counts, and no other day of its month.
    ends_today = name == "claimed" and turns_21_today(known)
    return is_month(reply) and (ends_today or known.day_matters(name))


def at_16(known: RepliesSoFar) -> bool:
    """Whether to ask where somebody was at 16: with thirteen weeks in care before it and no day after.

    Only for them it counts (004:1708-1712).
    """
    if known.today_number < known.at(16):
        return False
    return any(
        case.life.days_since_14(case.life.at_16 - 1) >= THIRTEEN_WEEKS
        and (case.life.last_day_in_care(known.today_number) or 0) < case.life.at_16
        for case in known.cases
    )


def home(known: RepliesSoFar) -> bool:
    """Whether to ask about going home, which counts only for somebody otherwise relevant (004:1714)."""
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
    """Whether to ask about special guardianship, which counts only where it followed on care (004:1723)."""
    return not from_25(known) and not known.replied("care", "no") and would_not_qualify(known)


def fostered(known: RepliesSoFar) -> bool:
    """Whether to ask about private fostering: before 21, of somebody whom care alone does not qualify."""
    return known.today_number < known.at(21) and would_not_qualify(known)


def went_home(known: RepliesSoFar) -> bool:
    """Whether to ask when somebody moved back home: if they did."""
    return known.replied("home", "yes")


def disabled(known: RepliesSoFar) -> bool:
    """Whether to ask about a disability, without which private fostering brings no rights (004:1722)."""
    return known.replied("fostered", "yes", "going", UNKNOWN)


def stays(known: RepliesSoFar) -> bool:
    """Whether to ask about stays outside care, which count once they are over, from 16 to 20.

    Children Act 1989, s.24(2)(b)-(d).
    """
    return known.at(16) < known.today_number < known.at(21) and would_not_qualify(known)


def stays_of_homeless(known: RepliesSoFar) -> bool:
    """Whether to ask about stays outside care for help with a home only: from 18, if nothing else counts."""

    def counts(case: Case) -> bool:
        vulnerable = case.age >= 21 and (ever_looked_after(case) or case.facts.disabled)
        return 18 <= case.age < 25 and homeless(case) and not (in_care_or_stay_from_16(case) or vulnerable)

    return "stays" not in known.replies and any(map(counts, known.cases))


def housed(known: RepliesSoFar) -> bool:
    """Whether to ask if a council housed somebody as a child, which may have been care in all but name."""
    at_16 = known.today_number >= known.at(16)
    return at_16 and not from_25(known) and bool(known.columns & {LOOKED_AFTER, QUALIFYING, NOBODY})


def _past_21_of_first_group(case: Case) -> bool:
    """Whether a course, or the wish for one, would bring support back to somebody past 21."""
    return case.legal_status.reason == "past_21" and case.life.in_first_group(case.day)


def authority(known: RepliesSoFar) -> bool:
    """Whether to ask which council is responsible: everybody who may be owed something."""

    def counts(case: Case) -> bool:
        # What Kent's paper says about savings holds for whoever was in its care.
        was_in_care = 18 <= case.age < 25 and ever_looked_after(case)
        return case.column not in (NOBODY, TOO_YOUNG) or was_in_care or _past_21_of_first_group(case)

    return any(map(counts, known.cases))


def turns_21_today(known: RepliesSoFar) -> bool:
    """Whether Staying Put, and the allowance while a claim waits, end on this very day."""
    return FORMER_RELEVANT_21 in known.columns and known.today_number == known.at(21)


def will_be_former_relevant(case: Case) -> bool:
    """Whether somebody under 18 is former relevant from their 18th birthday on."""
    return case.day < case.life.at_18 and case.life.legal_status(case.life.at_18).status == "former_relevant"


def living(known: RepliesSoFar) -> bool:
    """Whether to ask where somebody lives, which decides who helps somebody without a home."""
    return still_supported(known)


def _course_counts(case: Case) -> bool:
    """Whether a course changes anything: for health costs to 18, and later for benefits and support."""
    if case.column == NOBODY:
        is_free = case.living != "custody" and case.day < case.life.at_25
        return 16 <= case.age < 19 or (is_free and case.age >= 19) or _past_21_of_first_group(case)
    if case.column == QUALIFYING and case.age >= 19:
        return case.living != "custody" or case.life.in_first_group(case.day)
    return case.age >= 16


def study(known: RepliesSoFar) -> bool:
    """Whether to ask if somebody studies: where a course changes what they are owed."""
    return any(map(_course_counts, known.cases))


def full_time(known: RepliesSoFar) -> bool:
    """Whether to ask if the course is full-time: wherever a course counts."""
    return known.replied("study", "further", "higher") and study(known)


def course_began(known: RepliesSoFar) -> bool:
    """Whether to ask when the course began: where its first day counts."""

    def counts(case: Case) -> bool:
        if case.column in (FORMER_RELEVANT_21, FORMER_RELEVANT_25):
            return case.course is not None
        at_19 = case.age == 19 and in_further(case)
        return at_19 and (case.column == FORMER_RELEVANT or case.life.was_eligible(case.day))

    return any(map(counts, known.cases))


def course_ends(known: RepliesSoFar) -> bool:
    """Whether to ask when the course ends: where its last day counts."""

    def counts(case: Case) -> bool:
        if case.course is None:
            return False
        if case.column == FORMER_RELEVANT:
            return in_higher(case)
        if will_be_former_relevant(case):
            return in_higher(case) and case.facts.authority == "kent"
        if case.column == FORMER_RELEVANT_21:
            return case.life.plan_runs_on(case.day)
        first_group = case.column == QUALIFYING and case.life.in_first_group(case.day)
        return first_group or case.column == FORMER_RELEVANT_25

    return any(map(counts, known.cases))


def in_plan(known: RepliesSoFar) -> bool:
    """Whether to ask if the pathway plan names the course: where that changes money or the end of support."""

    def counts(case: Case) -> bool:
        if case.column in (FORMER_RELEVANT, FORMER_RELEVANT_21) and in_full_time_higher(case):
            return True
        if case.column == FORMER_RELEVANT_21 and case.life.plan_runs_on(case.day):
            return True
        supported = case.column in (FORMER_RELEVANT, FORMER_RELEVANT_21) or will_be_former_relevant(case)
        return supported and case.life.plan_runs_on(case.life.at_25)

    # From 25 on that was the first question.
    return not from_25(known) and any(map(counts, known.cases))


def returning(known: RepliesSoFar) -> bool:
    """Whether to ask if somebody wants to study: where that brings support, or makes it last."""

    def counts(case: Case) -> bool:
        first_group = case.column == QUALIFYING and case.life.in_first_group(case.day)
        return first_group or case.column == FORMER_RELEVANT_21 or _past_21_of_first_group(case)

    return known.replied("study", "no") and any(map(counts, known.cases))


def immigration(known: RepliesSoFar) -> bool:
    """Whether to ask which right to stay somebody has, which decides about benefits and who else helps."""
    return still_supported(known)


def extended(known: RepliesSoFar) -> bool:
    """Whether to ask if an old permission goes on while somebody waits (Immigration Act 1971, s.3C)."""
    return known.replied("immigration", "waiting") and any(
        known.would_differ(reading.facts, immigration="leave_extended") for reading in known.readings
    )


def leave_ends(known: RepliesSoFar) -> bool:
    """Whether to ask when permission to stay ends: whoever has it."""
    return known.replied("immigration", "leave", "leave_no_public_funds")


def true_now(known: RepliesSoFar) -> bool:
    """Whether to ask which things are true now: while one of them could change the answer."""
    return still_supported(known) and bool(things_true_now(known))


def weeks(known: RepliesSoFar) -> bool:
    """Whether to ask how many weeks a pregnancy has lasted: where a payment or a benefit depends on it."""
    few, many = (int(str(number)) for number in UNSURE["weeks"])
    return known.ticked("expecting") and any(
        known.would_differ(msgspec.structs.replace(reading.facts, pregnant_weeks=few), pregnant_weeks=many)
        for reading in known.readings
    )


def alone(known: RepliesSoFar) -> bool:
    """Whether to ask if a parent is alone: where that changes the money for a first home."""
    return known.ticked("moving") and (known.ticked("children") or known.ticked("expecting"))


def benefit(known: RepliesSoFar) -> bool:
    """Whether to ask about a claim for a benefit: from a month before 18 to 21, while the council may pay."""
    return _may_have_claimed(known) and any(
        known.would_differ(reading.facts, benefit_claim=claim, benefit_claimed_on=day)
        for reading in known.readings
        for claim, day in (("paid", None), *(("waiting", day) for day in _days_of_claim(known)))
    )


def claimed(known: RepliesSoFar) -> bool:
    """Whether to ask when a benefit was claimed: whoever still waits for it, where the day counts."""
    days = _days_of_claim(known)
    return known.replied("benefit", "waiting") and any(
        known.would_differ(
            msgspec.structs.replace(reading.facts, benefit_claimed_on=days[0]), benefit_claimed_on=day
        )
        for reading in known.readings
        for day in days[1:]
    )


def _may_have_claimed(known: RepliesSoFar) -> bool:
    soon_18 = known.today_number >= add_months(known.at(18), -1) and any(
        map(will_be_former_relevant, known.cases)
    )
    return bool(FORMER_RELEVANT in known.columns or soon_18 or turns_21_today(known))


def _days_of_claim(known: RepliesSoFar) -> list[date]:
    """The days of a claim that lead to different answers, if any do: today, and those four weeks before."""
    weeks_before = (known.today_number - SUBSISTENCE_DAYS + days for days in (0, 1))
    first = add_months(known.at(18), -1)
    return [date.fromordinal(max(first, day)) for day in (known.today_number, *weeks_before, first)]
