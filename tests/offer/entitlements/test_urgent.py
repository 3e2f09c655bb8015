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
        ({**ADULT, "living": "homeless", "immigration": "no_leave"}, ("homeless_no_public_funds",)),
        (
            {**ADULT, "living": "homeless", "immigration": "no_leave", "pregnant_weeks": 20},
            ("homeless_family_no_funds", "expecting"),
        ),
        (
            {**ADULT, "living": "homeless", "immigration": "leave_no_public_funds", "children": 1},
            ("homeless_family_no_funds",),
        ),
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
        ({**F, "living": "custody", "authority": "other"}, ("custody_elsewhere",)),
        ({**F, "pregnant_weeks": 12}, ("expecting",)),
        ({**F, "moving_to_own_tenancy": True, "no_suitable_clothes": True}, ("moving", "no_clothes")),
        (F, ()),
    ],
)
def test_each_situation_has_its_first_thing_to_do(facts: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert keys(**facts) == expected


def test_every_urgent_thing_has_words_to_say_and_somebody_with_a_number() -> None:
    assert {one.key for one in URGENT} == set(ENGINE.book.urgent)
    for key, said in ENGINE.book.urgent.items():
        assert said.say, key
        assert ENGINE.book.place.contacts[said.ring[0]].telephone, key


def test_nobody_who_has_no_home_says_what_they_may_not_claim() -> None:
    """Somebody who does not know their right to stay would say something that may be false."""
    for key, said in ENGINE.book.urgent.items():
        if key.startswith("homeless"):
            assert "benefits" not in said.say, key


def test_whoever_may_not_ask_the_district_has_a_number_for_the_night() -> None:
    without_papers = {**ADULT, "living": "homeless", "immigration": "no_leave"}
    for person in (without_papers, {**without_papers, "pregnant_weeks": 20}):
        told = words(**person)
        assert "out_of_hours" in told.ring
        assert "Do not ask a district council" in told.then
    assert words(**without_papers, pregnant_weeks=20).ring[0] == "children"


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
    assert "where you stayed after you turned 16" in told.do + told.then


def test_another_council_still_leaves_somebody_to_ring_at_night() -> None:
    for person in (HOMELESS, SECOND, {**CHILD, "care": IN_CARE, "living": "homeless"}):
        assert "out_of_hours" in words(**person, authority="other").ring


def test_a_lawyer_is_not_asked_for_in_words_that_admit_another_age() -> None:
    assert "older than I am" not in words(**CHILD, disputed_age=True).say
    assert "do not believe my age" in words(**CHILD, disputed_age=True).say
