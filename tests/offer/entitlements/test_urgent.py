"""What somebody has to do at once: the most urgent first, one of each topic, and no more than is true."""

import json
from datetime import date
from typing import Any

import pytest

from kentcare.offer.entitlements.case import Case
from kentcare.offer.entitlements.facts import read
from kentcare.offer.entitlements.urgent import URGENT, urgent_keys
from support.checker_people import ENGINE

IN_CARE = [{"from": "2019-01-05", "to": None}]
F = {"date_of_birth": "2007-05-01", "care": IN_CARE}
CHILD = {"date_of_birth": "2010-05-01"}
ADULT = {"date_of_birth": "2007-05-01"}


def keys(**facts: Any) -> tuple[str, ...]:
    """The keys for some facts on a day of November 2026."""
    known = read(json.dumps(facts), date(2026, 11, 22))
    answer = ENGINE.explain(known)
    return urgent_keys(Case(known, ENGINE.life(known), answer.on), answer.lines)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({**CHILD, "living": "homeless"}, ("homeless_child",)),
        ({**CHILD, "care": IN_CARE, "living": "homeless"}, ("homeless_owed",)),
        ({**F, "living": "homeless"}, ("homeless_care_leaver",)),
        ({**F, "living": "homeless", "immigration": "waiting"}, ("homeless_owed", "no_benefits")),
        (
            {**F, "living": "homeless", "immigration": "leave_no_public_funds"},
            ("homeless_care_leaver_no_funds", "no_benefits_perhaps"),
        ),
        ({**F, "living": "homeless", "authority": "other"}, ("homeless_elsewhere",)),
        ({**ADULT, "living": "homeless"}, ("homeless",)),
        ({**ADULT, "living": "homeless", "immigration": "waiting"}, ("homeless_no_funds",)),
        ({**CHILD, "disputed_age": True}, ("age_not_believed",)),
        ({**F, "immigration": "appeal_rights_exhausted"}, ("refused_care_leaver",)),
        ({**CHILD, "immigration": "appeal_rights_exhausted"}, ("refused",)),
        ({**F, "immigration": "leave", "leave_to": "2027-03-01"}, ("permission_ends",)),
        ({**F, "immigration": "leave", "leave_to": "2029-03-01"}, ()),
        ({**F, "immigration": "leave", "leave_to": "2026-11-01"}, ("permission_ended",)),
        ({**F, "benefit_claim": "waiting"}, ("benefit_waits",)),
        (
            {**F, "benefit_claim": "waiting", "immigration": "leave_no_public_funds"},
            ("no_benefits_perhaps",),
        ),
        ({**F, "benefit_claim": "waiting", "authority": "other"}, ("benefit_waits_elsewhere",)),
        ({**F, "living": "custody", "benefit_claim": "waiting"}, ("custody",)),
        ({**F, "pregnant_weeks": 12}, ("expecting",)),
        ({**F, "moving_to_own_tenancy": True, "no_suitable_clothes": True}, ("moving", "no_clothes")),
        (F, ()),
    ],
)
def test_each_situation_has_its_first_thing_to_do(facts: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert keys(**facts) == expected


def test_every_urgent_thing_has_words_and_somebody_to_ring() -> None:
    assert {one.key for one in URGENT} == set(ENGINE.book.urgent)
    assert all(words.ring for words in ENGINE.book.urgent.values())
