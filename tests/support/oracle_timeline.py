"""The timeline in the oracle: the milestones of a life, worked out day by day from its statuses."""

from datetime import date

from support.oracle import NEVER, OracleLife, day_of, months_after
from support.oracle_allowance import subsistence_from

Milestone = tuple[str, int]

# What only Kent's papers say; the rest is law, or national. The law has a personal adviser named by 18: at 17
# is Kent's strategy (003:162). The six weeks before 18 are a promise of Kent's social workers (004:2938).
OF_KENTS_POLICY = {
    "staying_put_first_meeting",
    "personal_adviser_named",
    "prepare_benefit_claim",
    "birthday_17_payment",
    "birthday_18_payment",
    "transition_meeting",
    "savings_released",
    "subsistence_ends",
    "setting_up_home_deadline",
}


def milestones(life: OracleLife) -> list[tuple[str, str]]:
    """Pairs of id and day of a whole life, in no promised order within a day."""
    found = before_18(life) + leave(life) + at_18(life) + at_home(life) + from_18(life)
    if life.facts["authority"] == "other":
        found = [pair for pair in found if pair[0] not in OF_KENTS_POLICY]
    return [(name, date.fromordinal(day).isoformat()) for name, day in found]


def before_18(life: OracleLife) -> list[Milestone]:
    found = staying_put_first_meeting(life) + pathway(life)
    at_17 = life.at[17]
    if life.status(at_17) in ("eligible", "relevant"):
        found += [("personal_adviser_named", at_17), ("birthday_17_payment", at_17)]
    # Six months are counted from the 17th birthday, so for 29 February from 1 March.
    if life.status(months_after(at_17, 6)) == "eligible":
        found.append(("transition_meeting", months_after(at_17, 6)))
    return found


def leave(life: OracleLife) -> list[Milestone]:
    """The milestones about a permission to stay that ends, which anybody has, whatever their status."""
    if life.facts["leave_to"] is None or life.facts["immigration"] not in ("leave", "leave_no_public_funds"):
        return []
    ends = day_of(life.facts["leave_to"])
    found = [("leave_ends", ends)]
    if months_after(ends, -6) >= life.born.toordinal():
        found.append(("legal_advice_before_leave_ends", months_after(ends, -6)))
    return found


def at_18(life: OracleLife) -> list[Milestone]:
    """What is to be done before the 18th birthday by what is so on it, and what comes on it."""
    found: list[Milestone] = []
    birthday, month_before = life.at[18], months_after(life.at[18], -1)
    may_claim = life.funds(birthday) != "closed"
    income_support = birthday < day_of("2026-04-01")
    if may_claim and income_support and life.status(birthday - 42) in ("eligible", "relevant"):
        found.append(("prepare_benefit_claim", birthday - 42))
    if may_claim and life.status(month_before) in ("eligible", "relevant"):
        found.append(("claim_universal_credit", month_before))
    if life.status(birthday) == "qualifying" and life.immigration(birthday) == "waiting":
        found.append(("apply_for_asylum_support", month_before))
    if life.status(birthday - 1) in ("eligible", "relevant"):
        found += [("becomes_former_relevant", birthday), ("birthday_18_payment", birthday)]
    if life.status(birthday - 1) == "eligible":
        found.append(("savings_released", birthday))
    return found


def staying_put_first_meeting(life: OracleLife) -> list[Milestone]:
    # "Coming into care" is the start of the unbroken care that covers the day of the meeting; the first
    # such day counts.
    if life.facts["living"] != "foster_care":
        return []
    for began in sorted(set(life.care_since.values())):
        meeting = max(months_after(life.at[16], -3), months_after(began, 3))
        if life.care_since.get(meeting) == began:
            return [("staying_put_first_meeting", meeting)]
    return []


def pathway(life: OracleLife) -> list[Milestone]:
    first = min((day for day, status in life.statuses.items() if status == "eligible"), default=NEVER)
    if first == NEVER:
        return []
    found = [("becomes_eligible", first)]
    due = first if first == life.at[16] else months_after(first, 3)
    if life.status(due) == "eligible":
        found.append(("pathway_assessment_due", due))
    # Reviews are counted from the day even where the assessment is left out (no longer eligible on that day):
    # relevant and former relevant young people have a plan as well.
    step = 6
    while (review := months_after(due, step)) < life.at[21]:
        if life.status(review) in ("eligible", "relevant", "former_relevant"):
            found.append(("pathway_plan_review", review))
        step += 6
    return found


def at_home(life: OracleLife) -> list[Milestone]:
    # The day ends "relevant", so that the status counts on the day before. It is not reached by a home that
    # has been left by then, nor on the 18th birthday, when nobody becomes qualifying by it.
    found = []
    for began in sorted(set(life.home_since.values())):
        reached = months_after(began, 6)
        still_at_home = life.home_since.get(reached) == began and reached < life.at[18]
        if still_at_home and life.status(reached - 1) == "relevant":
            found.append(("six_months_at_home", reached))
    return found


def from_18(life: OracleLife) -> list[Milestone]:
    at_21, at_25 = life.at[21], life.at[25]
    found = subsistence_ends(life)
    if life.status(at_21 - 1) == "former_relevant":
        if not life.in_higher_begun_before_21(at_21 - 1):
            found.append(("setting_up_home_deadline", at_21 - 1))
        if life.facts["living"] == "staying_put":
            found.append(("staying_put_ends", at_21))
    if at_21 >= day_of("2018-04-01") and life.status(at_21) == "former_relevant":
        found.append(("support_on_request", at_21))
    if life.status(at_25) == "former_relevant":  # its plan runs on then
        if life.study and life.study["to"]:
            found.append(("support_ends", day_of(life.study["to"]) + 1))
    elif life.status(at_25 - 1) == "former_relevant":
        found.append(("support_ends", at_25))
    return found


def subsistence_ends(life: OracleLife) -> list[Milestone]:
    # The status is that of the last of the 28 days, and F is the column of the payment: under 21. The
    # immigration is that of the first.
    first = subsistence_from(life)
    may_claim = life.immigration(first) in ("none", "leave", "leave_extended", "pre_settled")
    waits = life.facts["benefit_claim"] == "waiting" and life.facts["living"] != "custody"
    if waits and may_claim and life.column(first + 27) == "F":
        return [("subsistence_ends", first + 28)]
    return []
