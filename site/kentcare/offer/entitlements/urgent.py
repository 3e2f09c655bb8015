"""What somebody has to do before anything else, because of what they told us: no home, papers that end.

The table says for whom each is; content/answer/urgent.yaml has the words, and whom to ring. Somebody who does
not know a reply has several readings, and one box must be true in all of them: what it promises holds in
every reading, and what it warns of is said as soon as one reading calls for it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kentcare.offer.entitlements.answer import EntitlementLine
from kentcare.offer.entitlements.case import (
    FORMER_RELEVANT,
    FORMER_RELEVANT_21,
    NOBODY,
    QUALIFYING,
    TOO_YOUNG,
    Case,
)
from kentcare.offer.entitlements.conditions import (
    Condition,
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
    under,
)
from kentcare.offer.entitlements.days import add_months
from kentcare.offer.entitlements.signposts import Answers, answers_in

DAYS_BEFORE_HOME_IS_LOST = 56  # threatened with homelessness (Housing Act 1996, s.175(4))


class Readings:
    """Every way in which what somebody told us can be true: a case each, with its answers."""

    def __init__(self, read: Sequence[tuple[Case, Sequence[EntitlementLine]]]) -> None:
        self._cases = [case for case, _ in read]
        self._answers: list[Answers] = [answers_in(lines) for _, lines in read]

    def every(self, *conditions: Condition) -> bool:
        """Whether all of the conditions hold in every reading."""
        return all(condition(case) for case in self._cases for condition in conditions)

    def some(self, condition: Condition) -> bool:
        """Whether the condition holds in a reading, or in more."""
        return any(map(condition, self._cases))

    def every_answer(self, entitlement: str, *answers: str) -> bool:
        """Whether an entitlement is answered so in every reading."""
        return all(answer(entitlement) in answers for answer in self._answers)

    def some_answer(self, entitlement: str, *answers: str) -> bool:
        """Whether an entitlement is answered so in a reading, or in more."""
        return any(answer(entitlement) in answers for answer in self._answers)


@dataclass(frozen=True, slots=True)
class Urgent:
    """A thing to do at once. Of one `topic`, only the first that applies is said."""

    topic: str
    key: str
    applies: Callable[[Readings], bool]


def _kent(case: Case) -> bool:
    return case.facts.authority == "kent"


def _in_a_group(case: Case) -> bool:
    return case.column not in (NOBODY, TOO_YOUNG)


def _in_no_group(case: Case) -> bool:
    return not _in_a_group(case)


def _never_in_care_from_16(case: Case) -> bool:
    """Qualifies by a stay in a hospital or a home, by private fostering, or the like, and not by care."""
    return case.column == QUALIFYING and not in_first_group(case)


def _had_care(case: Case) -> bool:
    return _in_a_group(case) and not _never_in_care_from_16(case)


def _asked_for_nothing(case: Case) -> bool:
    return case.facts.immigration == "no_leave"


def _permission_ended(case: Case) -> bool:
    return case.immigration == "no_leave" != case.facts.immigration


def _permission_ends(case: Case) -> bool:
    return _permission_ended(case) or permission_ends_soon(case)


def _waits_and_qualifies_soon(case: Case) -> bool:
    """Waits for an answer, and within a month turns 18 and is owed no home by the council."""
    at_18 = case.life.at_18
    return (
        case.immigration == "waiting"
        and case.day < at_18 <= add_months(case.day, 1)
        and case.life.legal_status(at_18).status == "qualifying"
    )


def _staying_put_ends(case: Case) -> bool:
    """Lives with the carers of before, and Staying Put is over or ends soon: no course makes it last."""
    at_21 = case.life.at_21
    return (
        case.living == "staying_put"
        and case.column in (FORMER_RELEVANT, FORMER_RELEVANT_21)
        and at_21 - case.day <= DAYS_BEFORE_HOME_IS_LOST
        and not case.life.plan_runs_on(max(case.day, at_21))
    )


def _expects(case: Case) -> bool:
    """Whether somebody expects a child. Under 16 only those in care are asked."""
    return pregnant(case) and case.column != TOO_YOUNG


def _free(case: Case) -> bool:
    return not in_custody(case)


def _waits_for_benefit(case: Case) -> bool:
    return case.column == FORMER_RELEVANT and case.facts.benefit_claim == "waiting" and _free(case)


def _lives_on_council(case: Case) -> bool:
    return case.column == FORMER_RELEVANT and funds_closed(case) and _free(case)


def _has_nothing_to_live_on(case: Case) -> bool:
    """Whether somebody has neither a benefit nor money each week, and may be helped in an emergency."""
    housed = case.column in (FORMER_RELEVANT_21, QUALIFYING) and funds_closed(case) and not homeless(case)
    return (left_to_assessment(case) or housed) and case.age >= 18 and _free(case)


def _waits_and_has_a_home(case: Case) -> bool:
    return case.immigration == "waiting" and not homeless(case)


def _without_home(*who: Condition) -> Callable[[Readings], bool]:
    """Whether, in every reading, somebody has no home and is one of these."""
    return lambda readings: readings.every(homeless, *who)


def _may_be_closed(*who: Condition) -> Callable[[Readings], bool]:
    """Whether the same is so, and in some reading somebody may not have a public fund."""
    return lambda readings: readings.every(homeless, *who) and readings.some(funds_closed)


def _council_unknown(readings: Readings) -> bool:
    return readings.every(homeless, _had_care) and readings.some(_kent) and not readings.every(_kent)


# Without a home. Under 18 the county comes first, and the words “section 20” wherever they may bring care.
# From 18 on: whose care it was, then which council it is, then whether public funds may be closed, because
# to ask a district council could then harm somebody's papers.
_NO_HOME = (
    Urgent(
        "home",
        "homeless_child",
        lambda known: known.every(homeless) and known.some_answer("section_20_accommodation", "yes"),
    ),
    Urgent(
        "home",
        "homeless_owed",
        lambda known: known.every(homeless, _had_care, _kent) and known.every_answer("accommodation", "yes"),
    ),
    Urgent("home", "homeless_child_elsewhere", _without_home(under(18))),
    Urgent(
        "home",
        "homeless_council_unknown_no_funds",
        lambda known: _council_unknown(known) and known.some(funds_closed),
    ),
    Urgent("home", "homeless_council_unknown", _council_unknown),
    Urgent(
        "home",
        "homeless_care_leaver_asylum",
        lambda known: known.every(homeless, _had_care, _kent) and known.every_answer("asylum_support", "may"),
    ),
    Urgent("home", "homeless_care_leaver_no_funds", _may_be_closed(_had_care, _kent)),
    Urgent("home", "homeless_care_leaver", _without_home(_had_care, _kent)),
    Urgent("home", "homeless_elsewhere_no_funds", _may_be_closed(_had_care)),
    Urgent("home", "homeless_elsewhere", _without_home(_had_care)),
    Urgent("home", "homeless_second_group_no_funds", _may_be_closed(_never_in_care_from_16, _kent)),
    Urgent("home", "homeless_second_group", _without_home(_never_in_care_from_16, _kent)),
    Urgent("home", "homeless_second_group_elsewhere_no_funds", _may_be_closed(_never_in_care_from_16)),
    Urgent("home", "homeless_second_group_elsewhere", _without_home(_never_in_care_from_16)),
    Urgent(
        "home",
        "homeless_no_funds",
        lambda known: known.every(homeless, _in_no_group) and known.every_answer("asylum_support", "may"),
    ),
    Urgent("home", "homeless_family_no_funds", _may_be_closed(_in_no_group, expects_or_has_child)),
    Urgent("home", "homeless_no_public_funds", _may_be_closed(_in_no_group)),
    Urgent("home", "homeless", _without_home(_in_no_group)),
    # Whether somebody was in care is what they do not know.
    Urgent("home", "homeless_perhaps_in_care_no_funds", _may_be_closed()),
    Urgent("home", "homeless_perhaps_in_care", _without_home()),
)

URGENT = (
    *_NO_HOME,
    Urgent("home", "staying_put_ends", lambda known: known.every(_staying_put_ends, _kent)),
    Urgent("home", "staying_put_ends_elsewhere", lambda known: known.every(_staying_put_ends)),
    Urgent("age", "age_not_believed", lambda known: known.every(disputed_age)),
    Urgent("papers", "refused_care_leaver", lambda known: known.every(refused, left_to_assessment)),
    Urgent("papers", "refused", lambda known: known.every(refused)),
    Urgent(
        "papers",
        "permission_ended_care_leaver",
        lambda known: known.every(_permission_ended, left_to_assessment),
    ),
    Urgent("papers", "permission_ended", lambda known: known.every(_permission_ended)),
    Urgent("papers", "permission_ends", lambda known: known.every(_permission_ends)),
    Urgent("papers", "no_papers_child", lambda known: known.every(_asked_for_nothing, under(18))),
    Urgent(
        "papers",
        "no_papers_care_leaver",
        lambda known: known.every(_asked_for_nothing, left_to_assessment),
    ),
    Urgent("papers", "no_papers", lambda known: known.every(_asked_for_nothing)),
    Urgent("papers", "turning_18_waiting", lambda known: known.every(_waits_and_qualifies_soon)),
    Urgent(
        "money",
        "no_benefits",
        lambda known: known.every(_lives_on_council, _kent) and known.every_answer("weekly_allowance", "yes"),
    ),
    Urgent("money", "no_benefits_perhaps", lambda known: known.every(_lives_on_council, _kent)),
    Urgent("money", "no_benefits_elsewhere", lambda known: known.every(_lives_on_council)),
    Urgent(
        "money",
        "no_benefits_asylum",
        lambda known: known.every(_waits_and_has_a_home) and known.every_answer("asylum_support", "may"),
    ),
    Urgent("money", "no_food", lambda known: known.every(_has_nothing_to_live_on, _kent)),
    Urgent(
        "money",
        "benefit_waits_perhaps_closed",
        lambda known: known.every(_waits_for_benefit) and known.some(funds_closed),
    ),
    Urgent("money", "benefit_waits", lambda known: known.every(_waits_for_benefit, _kent)),
    Urgent("money", "benefit_waits_elsewhere", lambda known: known.every(_waits_for_benefit)),
    Urgent("custody", "custody", lambda known: known.every(in_custody, _in_a_group, _kent)),
    Urgent("custody", "custody_elsewhere", lambda known: known.every(in_custody, _in_a_group)),
    Urgent("baby", "expecting", lambda known: known.every(_expects)),
    Urgent(
        "move",
        "moving",
        lambda known: known.every(moving) and known.every_answer("setting_up_home", "yes", "may"),
    ),
    Urgent("clothes", "no_clothes", lambda known: known.every_answer("emergency_clothing", "may")),
)
"""The most urgent first."""


def urgent_keys(read: Sequence[tuple[Case, Sequence[EntitlementLine]]]) -> tuple[str, ...]:
    """The keys of what is urgent in every reading, the most urgent first, one of each topic."""
    known = Readings(read)
    found: dict[str, str] = {}
    for one in URGENT:
        if one.topic not in found and one.applies(known):
            found[one.topic] = one.key
    return tuple(found.values())
