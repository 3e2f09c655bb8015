"""What somebody has to do at once: the most urgent first, one of each topic, and no more than is true."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentcare.offer.entitlements.book import UrgentWords
from kentcare.offer.entitlements.case import NOBODY, TOO_YOUNG, Case
from kentcare.offer.entitlements.conditions import Condition, funds_closed, under
from kentcare.offer.entitlements.facts import read
from kentcare.offer.entitlements.signposts import Answers, answers_in
from kentcare.offer.entitlements.urgent import URGENT, urgent_keys
from support.checker_people import ENGINE
from support.drawn_lives import lives, thousands
from support.every import EVERYTHING
from support.oracle import Facts

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
# 21 today, with carers from before 18; and a course of the plan.
AT_21 = {"date_of_birth": "2005-11-22", "care": IN_CARE}
COURSE = {"level": "higher", "from": "2025-09-01", "to": "2028-07-01"}
ELSEWHERE_NO_FUNDS = ("homeless_elsewhere_no_funds", "no_benefits_elsewhere")
# Left care at 16, and then lived with family up to the day.
R_AT_HOME = {
    "date_of_birth": "2010-03-10",
    "care": [{"from": "2022-01-05", "to": "2026-08-05"}],
    "at_home": [{"from": "2026-08-05"}],
}


def keys(**facts: Any) -> tuple[str, ...]:
    """The keys for some facts on a day of November 2026."""
    known = read(json.dumps(facts), date(2026, 11, 22))
    answer = ENGINE.explain(known)
    return urgent_keys([(Case(known, ENGINE.life(known), answer.on), answer.lines)])


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
            ("homeless_care_leaver_asylum", "refused_care_leaver", "no_benefits_perhaps"),
        ),
        ({**HOMELESS, "authority": "other", "immigration": "waiting"}, ELSEWHERE_NO_FUNDS),
        ({**R_AT_HOME, "living": "homeless"}, ("homeless_owed",)),
        (SECOND, ("homeless_second_group",)),
        ({**SECOND, "immigration": "leave_no_public_funds"}, ("homeless_second_group_no_funds",)),
        ({**SECOND, "authority": "other"}, ("homeless_second_group_elsewhere",)),
        (
            {**SECOND, "authority": "other", "immigration": "waiting"},
            ("homeless_second_group_elsewhere_no_funds",),
        ),
        (
            {**CHILD, "care": IN_CARE, "living": "homeless", "authority": "other"},
            ("homeless_child_elsewhere",),
        ),
        (SOON_18, ("turning_18_waiting",)),
        ({**SOON_18, "date_of_birth": "2008-12-23"}, ()),
        ({**SOON_18, "date_of_birth": "2008-11-22"}, ("no_benefits_asylum",)),
        ({**SOON_18, "care": IN_CARE}, ()),
        ({**SOON_18, "immigration": "leave_no_public_funds"}, ()),
        ({**F, "living": "homeless", "authority": "other"}, ("homeless_elsewhere",)),
        ({**ADULT, "living": "homeless"}, ("homeless",)),
        ({**ADULT, "living": "homeless", "immigration": "waiting"}, ("homeless_no_funds",)),
        (
            {**ADULT, "living": "homeless", "immigration": "no_leave"},
            ("homeless_no_public_funds", "no_papers"),
        ),
        (
            {**ADULT, "living": "homeless", "immigration": "no_leave", "pregnant_weeks": 20},
            ("homeless_family_no_funds", "no_papers", "expecting"),
        ),
        (
            {**ADULT, "living": "homeless", "immigration": "leave_no_public_funds", "children": 1},
            ("homeless_family_no_funds",),
        ),
        ({**CHILD, "disputed_age": True}, ("age_not_believed",)),
        ({**F, "immigration": "appeal_rights_exhausted"}, ("refused_care_leaver", "no_benefits_perhaps")),
        ({**F, "immigration": "no_leave"}, ("no_papers_care_leaver", "no_benefits_perhaps")),
        (
            {**F, "immigration": "no_leave", "authority": "other"},
            ("no_papers_care_leaver", "no_benefits_elsewhere"),
        ),
        (
            {**F, "immigration": "no_leave", "authority": "other", "living": "custody"},
            ("no_papers_care_leaver", "custody_elsewhere"),
        ),
        (
            {**F, "date_of_birth": "2004-05-01", "immigration": "no_leave"},
            ("no_papers_care_leaver", "no_food"),
        ),
        # From 21 no law gives them money to live on, and no benefit does: who helps in an emergency.
        ({**F, "date_of_birth": "2004-05-01", "immigration": "waiting"}, ("no_benefits_asylum",)),
        ({**F, "date_of_birth": "2004-05-01", "immigration": "leave_no_public_funds"}, ("no_food",)),
        ({**F, "date_of_birth": "2004-05-01", "immigration": "waiting", "living": "custody"}, ("custody",)),
        (
            {**F, "date_of_birth": "2004-05-01", "immigration": "waiting", "authority": "other"},
            ("no_benefits_asylum",),
        ),
        ({**ADULT, "immigration": "waiting"}, ("no_benefits_asylum",)),
        ({**ADULT, "immigration": "waiting", "living": "homeless"}, ("homeless_no_funds",)),
        ({**F, "date_of_birth": "2008-12-01", "immigration": "no_leave"}, ("no_papers_child",)),
        ({**ADULT, "immigration": "no_leave"}, ("no_papers",)),
        ({**AT_21, "living": "staying_put"}, ("staying_put_ends",)),
        ({**AT_21, "living": "staying_put", "authority": "other"}, ("staying_put_ends_elsewhere",)),
        ({**AT_21, "date_of_birth": "2006-01-17", "living": "staying_put"}, ("staying_put_ends",)),
        ({**AT_21, "date_of_birth": "2006-01-18", "living": "staying_put"}, ()),
        ({**AT_21, "living": "staying_put", "study": COURSE}, ()),
        ({**CHILD, "immigration": "appeal_rights_exhausted"}, ("refused",)),
        ({**F, "immigration": "leave", "leave_to": "2027-03-01"}, ("permission_ends",)),
        ({**F, "immigration": "leave", "leave_to": "2029-03-01"}, ()),
        (
            {**F, "immigration": "leave", "leave_to": "2026-11-01"},
            ("permission_ended_care_leaver", "no_benefits_perhaps"),
        ),
        ({**ADULT, "immigration": "leave", "leave_to": "2026-11-01"}, ("permission_ended",)),
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


# What somebody does not know, and how it is then read. The first of each is the plainest.
UNKNOWN: dict[str, list[dict[str, Any]]] = {
    "care": [{}, {"care": [], "at_home": []}],
    "stays": [{}, {"accommodated": STAY}, {"accommodated": []}],
    "authority": [{"authority": "kent"}, {"authority": "other"}],
    "immigration": [
        {"immigration": immigration}
        for immigration in ("none", "leave_no_public_funds", "waiting", "appeal_rights_exhausted")
    ],
    "extended": [{"immigration": "waiting"}, {"immigration": "leave_extended"}],
    "papers": [{"immigration": "no_leave"}],
    "home": [{"living": "homeless"}],
    "child": [{"children": 1}],
}


@dataclass(frozen=True)
class UnsureLife:
    """What is urgent for somebody who does not know everything, and what is so in each reading."""

    cases: list[Case]
    answers: list[Answers]
    words: list[UrgentWords]

    def some(self, condition: Condition) -> bool:
        return any(map(condition, self.cases))

    @property
    def texts(self) -> list[str]:
        return [text for one in self.words for text in (one.do, one.then, one.say)]


def told(facts: Facts, on: str, unknown: Collection[str]) -> UnsureLife:
    """What somebody is told who does not know these things, of whom the rest is so."""
    read_as = [
        facts | {"on": on} | {key: value for change in changes for key, value in change.items()}
        for changes in product(*(UNKNOWN[name] for name in UNKNOWN if name in unknown))
    ]
    known = [read(json.dumps(one), date(2026, 11, 22)) for one in read_as]
    cases = [Case(one, ENGINE.life(one), date.fromisoformat(on).toordinal()) for one in known]
    lines = [ENGINE.explain(one).lines for one in known]
    found = urgent_keys(list(zip(cases, lines, strict=True)))
    return UnsureLife(cases, [answers_in(one) for one in lines], [ENGINE.book.urgent[key] for key in found])


SENDS = re.compile(r"district|\bclaim|benefit office", re.IGNORECASE)
WARNS = re.compile(r"Do not ask|Claim no benefit|may not claim")
SAYS_THAT_KENT_IS_RESPONSIBLE = re.compile(
    r"Kent must|Kent is my council|(?:Ring|Ask) Kent (?:now|today|for)|Kent what it can pay"
)
UNSURE_LIVES = (
    lives(),
    st.sets(st.sampled_from(sorted(UNKNOWN)), max_size=4),
)


@thousands(1500 if EVERYTHING else 500)
@given(*UNSURE_LIVES)
def test_no_box_sends_to_a_public_fund_while_a_reading_has_closed_funds(
    drawn: tuple[Facts, list[str]], unknown: set[str]
) -> None:
    facts, days = drawn
    for on in days[:4]:
        found = told(facts, on, unknown)
        if found.some(funds_closed):
            sentences = [one for text in found.texts for one in re.split(r"(?<=[.?!])\s+", text)]
            assert [one for one in sentences if SENDS.search(one) and not WARNS.search(one)] == []


@thousands(1500 if EVERYTHING else 500)
@given(*UNSURE_LIVES)
def test_no_box_says_that_kent_is_responsible_while_it_may_be_another_council(
    drawn: tuple[Facts, list[str]], unknown: set[str]
) -> None:
    facts, days = drawn
    for on in days[:4]:
        found = told(facts, on, unknown)
        if found.some(lambda case: case.facts.authority != "kent" or case.column in (NOBODY, TOO_YOUNG)):
            assert [text for text in found.texts if SAYS_THAT_KENT_IS_RESPONSIBLE.search(text)] == []


@thousands(1500 if EVERYTHING else 500)
@given(*UNSURE_LIVES)
def test_a_child_without_a_home_is_told_of_section_20_and_the_county_first(
    drawn: tuple[Facts, list[str]], unknown: set[str]
) -> None:
    facts, days = drawn
    for on in days[:4]:
        found = told(facts, on, {*unknown, "home"})
        if not found.some(under(18)):
            continue
        first = found.words[0]
        assert first.ring[0] == "children"
        assert "district" not in first.do + first.then
        if any(answer("section_20_accommodation") == "yes" for answer in found.answers):
            assert "the county must give you a home" in first.do
            assert "coram_voice" in first.ring
        if first != ENGINE.book.urgent["homeless_owed"]:
            assert "section 20" in first.say


@thousands(1500 if EVERYTHING else 500)
@given(*UNSURE_LIVES)
def test_whoever_has_no_home_has_a_number_for_the_night_and_says_nothing_untrue(
    drawn: tuple[Facts, list[str]], unknown: set[str]
) -> None:
    facts, days = drawn
    for on in days[:4]:
        found = told(facts, on, {*unknown, "home"})
        first = found.words[0]
        assert first.told == "you have no home"
        assert "out_of_hours" in first.ring
        if any(case.column in (NOBODY, TOO_YOUNG) for case in found.cases):
            assert "I was in care" not in first.say
            assert "the council that looked after you" not in first.do + first.then
        if found.some(funds_closed) and not found.some(under(18)):
            lawyer = {"civil_legal_advice", "migrant_help"} & {*first.ring}
            assert lawyer or first == ENGINE.book.urgent["homeless_owed"]


NAMED = {
    r"lawyer|legal aid": "civil_legal_advice",
    r"Migrant Help": "migrant_help",
    r"Become": "become",
    r"Shelter": "shelter",
    r"night line": "out_of_hours",
    r"[Rr]ing Kent\b|Ask Kent\b|the county": "children",
}


def test_the_numbers_of_a_box_belong_to_its_words() -> None:
    for key, said in ENGINE.book.urgent.items():
        for name, contact in NAMED.items():
            if re.search(name, said.do + said.then):
                assert contact in said.ring, (key, contact)


@pytest.mark.parametrize(
    ("facts", "unknown", "expected"),
    [
        # Never in care, and does not know the right to stay.
        (ADULT, {"home", "immigration"}, "homeless_no_public_funds"),
        (ADULT, {"home", "extended"}, "homeless_no_public_funds"),
        (ADULT, {"home", "immigration", "child"}, "homeless_family_no_funds"),
        (F, {"home", "extended"}, "homeless_care_leaver_no_funds"),
        (F, {"home", "authority"}, "homeless_council_unknown"),
        (F, {"home", "authority", "immigration"}, "homeless_council_unknown_no_funds"),
        (F, {"home", "care"}, "homeless_perhaps_in_care"),
        (F, {"home", "care", "immigration", "authority"}, "homeless_perhaps_in_care_no_funds"),
        # 17, and does not know whether a council looked after them, or only which one.
        ({**F, "date_of_birth": "2009-05-01"}, {"home", "care", "authority"}, "homeless_child"),
        ({**F, "date_of_birth": "2009-05-01"}, {"home", "authority"}, "homeless_child_elsewhere"),
        ({**F, "benefit_claim": "waiting"}, {"immigration"}, "benefit_waits_perhaps_closed"),
    ],
)
def test_what_somebody_does_not_know_makes_the_words_careful(
    facts: dict[str, Any], unknown: set[str], expected: str
) -> None:
    assert told(facts, "2026-11-22", unknown).words[0] == ENGINE.book.urgent[expected]
