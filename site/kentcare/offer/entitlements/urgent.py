"""What somebody has to do before anything else, because of what they told us: no home, papers that end.

The table says for whom each is; content/answer/urgent.yaml has the words, and whom to ring.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kentcare.offer.entitlements.answer import EntitlementLine
from kentcare.offer.entitlements.case import FORMER_RELEVANT, NOBODY, QUALIFYING, TOO_YOUNG, Case
from kentcare.offer.entitlements.conditions import (
    disputed_age,
    expects_or_has_child,
    funds_closed,
    homeless,
    in_custody,
    in_first_group,
    left_to_assessment,
    moving,
    permission_ends_soon,
    pregnant,
    refused,
)
from kentcare.offer.entitlements.days import add_months
from kentcare.offer.entitlements.signposts import Answers, answers_in


@dataclass(frozen=True, slots=True)
class Urgent:
    """A thing to do at once. Of one `topic`, only the first that applies is said."""

    topic: str
    key: str
    applies: Callable[[Case, Answers], bool]


def _kent(case: Case) -> bool:
    return case.facts.authority == "kent"


def _had_care(case: Case) -> bool:
    return case.column not in (NOBODY, TOO_YOUNG)


def _never_in_care_from_16(case: Case) -> bool:
    """Qualifies by a stay in a hospital or a home, by private fostering, or the like, and not by care."""
    return case.column == QUALIFYING and not in_first_group(case)


def _waits_and_qualifies_soon(case: Case) -> bool:
    """Waits for an answer, and within a month turns 18 and is owed no home by the council."""
    at_18 = case.life.at_18
    return (
        case.immigration == "waiting"
        and case.day < at_18 <= add_months(case.day, 1)
        and case.life.legal_status(at_18).status == "qualifying"
    )


def _waits_for_benefit(case: Case) -> bool:
    return case.facts.benefit_claim == "waiting" and not in_custody(case) and not funds_closed(case)


def _lives_on_kent(case: Case) -> bool:
    return (
        case.column == FORMER_RELEVANT and funds_closed(case) and _kent(case) and not left_to_assessment(case)
    )


URGENT = (
    Urgent("home", "homeless_child", lambda case, answer: answer("section_20_accommodation") == "yes"),
    Urgent(
        "home",
        "homeless_child_elsewhere",
        lambda case, _: homeless(case) and _had_care(case) and not _kent(case) and case.age < 18,
    ),
    Urgent(
        "home",
        "homeless_second_group_elsewhere",
        lambda case, _: homeless(case) and _never_in_care_from_16(case) and not _kent(case),
    ),
    Urgent(
        "home", "homeless_elsewhere", lambda case, _: homeless(case) and _had_care(case) and not _kent(case)
    ),
    Urgent("home", "homeless_owed", lambda case, answer: homeless(case) and answer("accommodation") == "yes"),
    Urgent(
        "home",
        "homeless_second_group",
        lambda case, _: homeless(case) and _never_in_care_from_16(case) and not funds_closed(case),
    ),
    Urgent(
        "home",
        "homeless_care_leaver",
        lambda case, _: homeless(case) and _had_care(case) and not funds_closed(case),
    ),
    Urgent(
        "home",
        "homeless_second_group_no_funds",
        lambda case, _: homeless(case) and _never_in_care_from_16(case),
    ),
    Urgent(
        "home",
        "homeless_care_leaver_asylum",
        lambda case, answer: homeless(case) and _had_care(case) and answer("asylum_support") == "may",
    ),
    Urgent("home", "homeless_care_leaver_no_funds", lambda case, _: homeless(case) and _had_care(case)),
    Urgent(
        "home", "homeless_no_funds", lambda case, answer: homeless(case) and answer("asylum_support") == "may"
    ),
    Urgent(
        "home",
        "homeless_family_no_funds",
        lambda case, _: homeless(case) and funds_closed(case) and expects_or_has_child(case),
    ),
    Urgent("home", "homeless_no_public_funds", lambda case, _: homeless(case) and funds_closed(case)),
    Urgent("home", "homeless", lambda case, _: homeless(case)),
    Urgent("age", "age_not_believed", lambda case, _: disputed_age(case)),
    Urgent(
        "papers",
        "refused_care_leaver",
        lambda case, _: refused(case) and left_to_assessment(case) and _kent(case),
    ),
    Urgent("papers", "refused", lambda case, _: refused(case)),
    Urgent(
        "papers", "permission_ended", lambda case, _: case.immigration == "no_leave" != case.facts.immigration
    ),
    Urgent("papers", "permission_ends", lambda case, _: permission_ends_soon(case)),
    Urgent("papers", "turning_18_waiting", lambda case, _: _waits_and_qualifies_soon(case)),
    Urgent(
        "money",
        "no_benefits",
        lambda case, answer: _lives_on_kent(case) and answer("weekly_allowance") == "yes",
    ),
    Urgent(
        "money",
        "no_benefits_perhaps",
        lambda case, answer: _lives_on_kent(case) and answer("weekly_allowance") == "may",
    ),
    Urgent(
        "money",
        "benefit_waits",
        lambda case, answer: _waits_for_benefit(case) and answer("weekly_allowance") in ("yes", "may"),
    ),
    Urgent("money", "benefit_waits_elsewhere", lambda case, _: _waits_for_benefit(case)),
    Urgent("custody", "custody", lambda case, _: in_custody(case) and _had_care(case) and _kent(case)),
    Urgent("custody", "custody_elsewhere", lambda case, _: in_custody(case) and _had_care(case)),
    Urgent("baby", "expecting", lambda case, _: pregnant(case)),
    Urgent(
        "move",
        "moving",
        lambda case, answer: moving(case) and answer("setting_up_home") in ("yes", "may"),
    ),
    Urgent(
        "clothes",
        "no_clothes",
        lambda case, answer: answer("emergency_clothing") == "may",
    ),
)
"""The most urgent first."""


def urgent_keys(case: Case, lines: Sequence[EntitlementLine]) -> tuple[str, ...]:
    """The keys of what is urgent for a case and its answers, the most urgent first, one of each topic."""
    answer = answers_in(lines)
    found: dict[str, str] = {}
    for one in URGENT:
        if one.topic not in found and one.applies(case, answer):
            found[one.topic] = one.key
    return tuple(found.values())
