"""What somebody has to do at once: the most urgent first, one of each topic, and no more than is true."""

import json
from datetime import date
from typing import Any

import pytest

from kentcare.offer.entitlements.book import UrgentWords
from kentcare.offer.entitlements.case import Case
from kentcare.offer.entitlements.facts import read
from kentcare.offer.entitlements.urgent import URGENT, urgent_keys
from support.checker_people import ENGINE

IN_CARE = [{"from": "2019-01-05", "to": None}]
F = {"date_of_birth": "2007-05-01", "care": IN_CARE}
CHILD = {"date_of_birth": "2010-05-01"}
ADULT = {"date_of_birth": "2007-05-01"}
HOMELESS = {**F, "living": "homeless"}
# Of the second group: in a hospital for half a year, and never in care.
STAY = [{"from": "2024-01-01", "to": "2024-09-01", "kind": "hospital"}]
SECOND = {**ADULT, "accommodated": STAY, "living": "homeless"}
# Ten days in care at 16, so that they qualify at 18; and 18 on 22 December.
SHORTLY = [{"from": "2025-03-01", "to": "2025-03-10"}]
SOON_18 = {"date_of_birth": "2008-12-22", "care": SHORTLY, "immigration": "waiting"}


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
        (
            {**HOMELESS, "immigration": "appeal_rights_exhausted"},
            ("homeless_care_leaver_asylum", "refused_care_leaver"),
        ),
        (SECOND, ("homeless_second_group",)),
        ({**SECOND, "immigration": "leave_no_public_funds"}, ("homeless_second_group_no_funds",)),
        ({**SECOND, "authority": "other"}, ("homeless_second_group_elsewhere",)),
        (
            {**CHILD, "care": IN_CARE, "living": "homeless", "authority": "other"},
            ("homeless_child_elsewhere",),
        ),
        (SOON_18, ("turning_18_waiting",)),
        ({**SOON_18, "date_of_birth": "2008-12-23"}, ()),
        ({**SOON_18, "date_of_birth": "2008-11-22"}, ()),
        ({**SOON_18, "care": IN_CARE}, ()),
        ({**SOON_18, "immigration": "leave_no_public_funds"}, ()),
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


def words(**facts: Any) -> UrgentWords:
    """What is said first of all to somebody."""
    return ENGINE.book.urgent[keys(**facts)[0]]


def test_only_somebody_whom_the_home_office_may_house_is_sent_to_migrant_help() -> None:
    for immigration in ("leave_no_public_funds", "no_leave"):
        ring = words(**HOMELESS, immigration=immigration).ring
        assert "civil_legal_advice" in ring
        assert "migrant_help" not in ring
    assert "migrant_help" in words(**HOMELESS, immigration="appeal_rights_exhausted").ring


@pytest.mark.parametrize(
    "facts",
    [SECOND, {**SECOND, "immigration": "leave_no_public_funds"}, {**SECOND, "authority": "other"}],
)
def test_nobody_of_the_second_group_is_told_to_say_that_they_were_in_care(facts: dict[str, Any]) -> None:
    told = words(**facts)
    assert "in care" not in told.say
    assert "where you stayed after you turned 16" in told.do


def test_another_council_still_leaves_somebody_to_ring_at_night() -> None:
    for person in (HOMELESS, SECOND, {**CHILD, "care": IN_CARE, "living": "homeless"}):
        assert "out_of_hours" in words(**person, authority="other").ring


def test_a_lawyer_is_not_asked_for_in_words_that_admit_another_age() -> None:
    assert "older than I am" not in words(**CHILD, disputed_age=True).say
    assert "do not believe my age" in words(**CHILD, disputed_age=True).say
