"""Facts that cannot be used: always refused in one line, always with the path of what is wrong."""

import contextlib
import copy
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kentcare.offer.entitlements.engine import engine
from kentcare.offer.entitlements.facts import FactsError, read
from kentcare.offer.entitlements.ical import calendar
from kentcare.offer.entitlements.timeline import timeline
from kentcare.paths import CONTENT
from support.drawn_lives import lives, thousands
from support.entitlement_people import care, since
from support.oracle import Facts

TODAY = date(2026, 11, 1)
BORN: Facts = {"date_of_birth": "2000-06-15"}

# Which keys an object of the facts has, and of what kind each is. A question mark: null is allowed.
PERIOD = {"from": "date", "to": "date?"}
FACTS = {
    "on": "date",
    "date_of_birth": "date",
    "authority": "word",
    "care": "list",
    "at_16": "word",
    "at_home": "list",
    "special_guardianship": "object?",
    "privately_fostered": "object?",
    "accommodated": "list",
    "housed_by_council": "object?",
    "disabled": "bool",
    "living": "word",
    "study": "object?",
    "returning_to_study": "bool",
    "immigration": "word",
    "leave_to": "date?",
    "disputed_age": "bool",
    "pregnant_weeks": "int?",
    "children": "int",
    "lone_parent": "bool",
    "benefit_claim": "word",
    "benefit_claimed_on": "date?",
    "no_suitable_clothes": "bool",
    "moving_to_own_tenancy": "bool",
}
CARE = STAY = PERIOD | {"kind": "word"}
STUDY = PERIOD | {"level": "word", "full_time": "bool", "in_plan": "bool"}
WRONG: dict[str, list[Any]] = {
    "date": [5, True, 1.5, [], {}, "", "2017", "2017-02-29", "2017-13-01", "1-1-2017", "0000-01-01", "soon"],
    "word": [5, False, [], {}, "", "KENT", "looked_after ", "nobody knows", "\x00", "\U0001f600", "x\ny"],
    "bool": [0, 1, "true", "", [], {}],
    "int": ["1", True, 1.5, -1.5, [], {}, 1e300],
    "list": [{}, "", 5, True, "[]"],
    "object": [[], "", 5, True, "2017-01-01"],
}
FULL: Facts = {
    "on": "2017-06-01",
    "date_of_birth": "2000-06-15",
    "care": care(("2010-01-01", "2011-01-01"), ("2015-01-01", None)),
    "at_home": [since("2012-01-01", "2013-01-01"), since("2013-06-01")],
    "special_guardianship": since("2014-01-01"),
    "privately_fostered": since("2014-02-01", "2014-03-01"),
    "accommodated": [since("2016-01-01") | {"kind": "hospital"}],
    "housed_by_council": since("2017-01-01"),
    "study": {"level": "further", "from": "2016-09-01", "to": None, "full_time": True, "in_plan": True},
}


def objects(facts: Facts) -> Iterator[tuple[str, dict[str, Any], dict[str, str]]]:
    """Each object in the facts, with the path before its keys and what its keys may hold."""
    yield "", facts, FACTS
    for key, kinds in (("care", CARE), ("at_home", PERIOD), ("accommodated", STAY)):
        for index, period in enumerate(facts.get(key, [])):
            yield f"{key}[{index}].", period, kinds
    periods = dict.fromkeys(("special_guardianship", "privately_fostered", "housed_by_council"), PERIOD)
    for key, kinds in (periods | {"study": STUDY}).items():
        if facts.get(key):
            yield f"{key}.", facts[key], kinds


def fault(text: str | bytes) -> FactsError:
    """How facts are refused."""
    with pytest.raises(FactsError) as refused:
        read(text, TODAY)
    assert len(str(refused.value).splitlines()) == 1
    assert refused.value.problem
    return refused.value


def place(path: str, key: str) -> set[str]:
    """A key as the path may write it: as it is, or with escapes so that the message stays one line."""
    return {path + key, path + key.encode("unicode_escape").decode()}


WRONG_VALUES = [
    pytest.param(number, key, value, id=f"{path}{key} is {json.dumps(value)}")
    for number, (path, _, kinds) in enumerate(objects(FULL))
    for key, kind in kinds.items()
    for value in [*WRONG[kind.strip("?")], *([] if kind.endswith("?") else [None])]
]


@pytest.mark.parametrize(("number", "key", "value"), WRONG_VALUES)
def test_a_wrong_value_is_named_by_its_path(number: int, key: str, value: Any) -> None:
    facts = copy.deepcopy(FULL)
    path, target, _ = list(objects(facts))[number]
    target[key] = value
    assert fault(json.dumps(facts)).field == path + key


@pytest.mark.parametrize("key", ["care", "at_home"])
@pytest.mark.parametrize("value", [None, [], "", 5, True])
def test_something_else_than_a_period_in_a_list_is_named_by_its_place(key: str, value: Any) -> None:
    facts = BORN | {key: [since("2010-01-01", "2010-02-01"), value]}
    assert fault(json.dumps(facts)).field == f"{key}[1]"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, "date_of_birth"),
        (BORN | {"care": [{}]}, "care[0].from"),
        (BORN | {"care": [since("2010-01-01", "2010-02-01"), {"to": "2012-01-01"}]}, "care[1].from"),
        (BORN | {"at_home": [{"to": None}]}, "at_home[0].from"),
        (BORN | {"special_guardianship": {}}, "special_guardianship.from"),
        (BORN | {"privately_fostered": {"to": "2012-01-01"}}, "privately_fostered.from"),
        (BORN | {"accommodated": [since("2012-01-01")]}, "accommodated[0].kind"),
        (BORN | {"accommodated": [{"kind": "hospital"}]}, "accommodated[0].from"),
        (BORN | {"housed_by_council": {"to": None}}, "housed_by_council.from"),
        (BORN | {"study": {"level": "further"}}, "study.from"),
        (BORN | {"study": {"from": "2012-01-01"}}, "study.level"),
    ],
    ids=lambda value: value if isinstance(value, str) else "without",
)
def test_what_is_needed_and_missing_is_named_by_its_path(facts: Facts, field: str) -> None:
    assert fault(json.dumps(facts)).field == field


KEYS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        ["From", "care[0]", "to.", "until", "` - at `$.on", "x` - at `$.care[0].to", "a`b", "$", ""]
    ),
)


@thousands(120)
@given(lives(), st.integers(0, 9), KEYS, st.none() | st.integers(), st.booleans())
def test_an_unknown_key_is_named_by_its_path_at_every_depth(
    drawn: tuple[Facts, list[str]], which: int, key: str, value: Any, as_ascii: bool
) -> None:
    facts = copy.deepcopy(drawn[0])
    found = list(objects(facts))
    path, target, kinds = found[which % len(found)]
    assume(key not in kinds)
    target[key] = value
    assert fault(json.dumps(facts, ensure_ascii=as_ascii)).field in place(path, key)


@thousands(100)
@given(lives(), st.integers(0, 9), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_word_that_is_none_of_the_values_is_named_by_its_path(
    drawn: tuple[Facts, list[str]], which: int, word: str
) -> None:
    facts = copy.deepcopy(drawn[0])
    places = [
        (path, target, key)
        for path, target, kinds in objects(facts)
        for key, kind in kinds.items()
        if kind == "word"
    ]
    path, target, key = places[which % len(places)]
    target[key] = f"{word}?"  # no value has a question mark
    assert fault(json.dumps(facts)).field == path + key


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (BORN | {"living": "here ` - at `$.on"}, "living"),
        (BORN | {"care": [since("2010-01-01") | {"kind": "x` - at `$.on"}]}, "care[0].kind"),
        (BORN | {"x` - at `$.care": 1}, "x` - at `$.care"),
        (
            BORN | {"study": {"level": "further", "from": "2012-01-01", "x` - at `$.on": 1}},
            "study.x` - at `$.on",
        ),
    ],
    ids=["in a word", "in a word of a list", "in a key", "in a key of an object"],
)
def test_words_that_look_like_a_path_do_not_mislead(facts: Facts, field: str) -> None:
    assert fault(json.dumps(facts)).field == field


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"on": "2000-06-14"}, "date_of_birth"),
        ({"care": [since("2000-06-14")]}, "care[0].from"),
        ({"care": [since("2001-01-01", "2002-01-01"), since("2010-01-02", "2010-01-01")]}, "care[1].to"),
        ({"at_home": [since("2010-01-02"), since("2000-06-14")]}, "at_home[1].from"),
        ({"at_home": [since("2010-01-02", "2010-01-01")]}, "at_home[0].to"),
        ({"special_guardianship": since("2000-06-14")}, "special_guardianship.from"),
        ({"special_guardianship": since("2010-01-02", "2010-01-01")}, "special_guardianship.to"),
        ({"privately_fostered": since("2000-06-14")}, "privately_fostered.from"),
        ({"privately_fostered": since("2010-01-02", "2010-01-01")}, "privately_fostered.to"),
        ({"accommodated": [since("2000-06-14") | {"kind": "hospital"}]}, "accommodated[0].from"),
        (
            {"accommodated": [since("2010-01-02", "2010-01-01") | {"kind": "care_home"}]},
            "accommodated[0].to",
        ),
        ({"housed_by_council": since("2000-06-14")}, "housed_by_council.from"),
        ({"housed_by_council": since("2010-01-02", "2010-01-01")}, "housed_by_council.to"),
        ({"leave_to": "2000-06-14"}, "leave_to"),
        ({"study": since("2000-06-14") | {"level": "further"}}, "study.from"),
        ({"study": since("2016-01-02", "2016-01-01") | {"level": "further"}}, "study.to"),
        ({"care": [since("2010-01-01", "2010-02-01"), since("2010-02-01")]}, "care[1].from"),
        ({"care": [since("2010-02-01"), since("2010-01-01", "2010-02-01")]}, "care[0].from"),
        ({"care": [since("2010-01-01"), since("2012-02-01", "2012-03-01")]}, "care[1].from"),
    ],
    ids=[
        "born after the day of the answer",
        "care before birth",
        "care that ends before it begins",
        "a home before birth",
        "a home that ends before it begins",
        "a special guardianship before birth",
        "a special guardianship that ends before it begins",
        "private fostering before birth",
        "private fostering that ends before it begins",
        "a stay before birth",
        "a stay that ends before it begins",
        "housing before birth",
        "housing that ends before it begins",
        "permission that ended before birth",
        "a course before birth",
        "a course that ends before it begins",
        "two times in care that share a day",
        "two times in care that share a day, the later first",
        "a time in care within another",
    ],
)
def test_an_impossible_date_is_named_by_its_path(facts: Facts, field: str) -> None:
    assert fault(json.dumps(BORN | facts)).field == field


@pytest.mark.parametrize(
    "facts",
    [
        {"on": "2000-06-15"},
        {"care": [since("2000-06-15", "2000-06-15")]},
        {"care": [since("2010-01-01", "2010-02-01"), since("2010-02-02")]},
        {"care": [since("2010-02-02"), since("2010-01-01", "2010-02-01")]},
        {"at_home": [since("2010-01-01", "2010-02-01"), since("2010-02-01")]},
        {"special_guardianship": None, "privately_fostered": None, "study": None},
        {"pregnant_weeks": None, "benefit_claimed_on": None},
        {"accommodated": [since("2010-01-01") | {"kind": "hospital"}] * 2},
        {"leave_to": "2000-06-15", "immigration": "leave"},
        {"children": 10**30},
        {"study": {"level": "higher", "from": "2019-09-01"}},
    ],
    ids=[
        "on the day of birth",
        "in care for the day of birth alone",
        "two times in care that meet",
        "two times in care that meet, the later first",
        "two homes that share a day",
        "nulls for periods",
        "nulls for a number and a date",
        "two stays that share their days",
        "permission for the day of birth alone",
        "a number beyond all measure",
        "a course without an end or hours",
    ],
)
def test_what_is_just_possible_is_answered(facts: Facts) -> None:
    assert engine(CONTENT).explain(read(json.dumps(BORN | facts), TODAY)).json


def test_without_a_day_the_answer_is_for_today() -> None:
    assert read(json.dumps(BORN), TODAY).on == TODAY
    assert fault(json.dumps({"date_of_birth": "2026-11-02"})).field in ("date_of_birth", "on")


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"5",
        b'"x"',
        b"NaN",
        b"\xff",
        b"\xef\xbb\xbf{}",
        b"[" * 50_000,
        b'{"a":' * 50_000,
    ],
)
def test_what_is_no_json_object_has_no_field(text: bytes) -> None:
    assert fault(text).field is None


@pytest.mark.parametrize(
    "text",
    [
        b'{"date_of_birth": 5, ',
        b'{"date_of_birth": 5} and more',
        b'{"bogus": 1',
        b'{"bogus": {"a": }}',
        b'{"bogus": "\xff"}',
        b'{"date_of_birth": "2000-\xff01-01"}',
        b'{"date_of_birth": ' + b"[" * 50_000,
    ],
    ids=[
        "cut short after a fault",
        "more after a fault",
        "cut short after an unknown key",
        "an unknown key without a value",
        "not UTF-8 in an unknown key",
        "not UTF-8 in a date",
        "nested without end in a date",
    ],
)
def test_what_is_not_json_has_no_field_even_where_a_field_is_wrong_as_well(text: bytes) -> None:
    assert fault(text).field is None


@thousands(100)
@given(lives(), st.integers(0, 5_000))
def test_facts_cut_short_have_no_field(drawn: tuple[Facts, list[str]], at: int) -> None:
    text = json.dumps(drawn[0])
    assert fault(text[: at % len(text)]).field is None


@thousands(200)
@given(
    lives(), st.integers(0, 5_000), st.sampled_from([b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf5\x80\x80\x80"])
)
def test_facts_that_are_not_utf_8_have_no_field(drawn: tuple[Facts, list[str]], at: int, junk: bytes) -> None:
    text = json.dumps(drawn[0]).encode()
    cut = at % (len(text) + 1)
    assert fault(text[:cut] + junk + text[cut:]).field is None


@thousands(100)
@given(lives(), st.integers(0, 5_000), st.sampled_from(["\\ud800", "\\udfff", "\\ud800\\ud800"]))
def test_half_a_character_is_refused_and_crashes_nothing(
    drawn: tuple[Facts, list[str]], at: int, half: str
) -> None:
    text = json.dumps(drawn[0])
    quotes = [match.end() for match in re.finditer('"', text)][::2]
    cut = quotes[at % len(quotes)]
    assert fault(text[:cut] + half + text[cut:])


NAMES = st.sampled_from(sorted({*FACTS, *CARE, *STAY, *STUDY}))
ANY_JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat),
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=4), inner, max_size=6)
    ),
    max_leaves=8,
)


@thousands(100)
@given(ANY_JSON | st.dictionaries(NAMES, ANY_JSON).map(lambda facts: BORN | facts))
def test_any_json_at_all_is_answered_or_refused(anything: Any) -> None:
    text = json.dumps(anything)
    facts = None
    with contextlib.suppress(FactsError):
        facts = read(text, TODAY)
    if facts is None:
        assert isinstance(anything, dict) or fault(text).field is None
    else:
        assert engine(CONTENT).explain(facts).json


@thousands(300)
@given(st.binary(max_size=40))
def test_any_bytes_at_all_are_refused(anything: bytes) -> None:
    fault(anything)


LATE = st.dates(date(9960, 1, 1), date(9999, 12, 31)) | st.just(date(9999, 12, 31))


@thousands(200)
@given(st.lists(LATE, min_size=6, max_size=6).map(sorted), st.booleans())
def test_lives_that_go_on_after_the_year_9999_are_answered(days: list[date], goes_on: bool) -> None:
    born, first, second, third, fourth, on = [day.isoformat() for day in days]
    facts = {
        "on": on,
        "date_of_birth": born,
        "care": [since(first, second)],
        "at_home": [since(second, None if goes_on else third)],
        "special_guardianship": since(third),
        "accommodated": [since(first, None if goes_on else second) | {"kind": "hospital"}],
        "immigration": "leave",
        "leave_to": fourth,
        "study": since(third, None if goes_on else fourth) | {"level": "higher"},
        "living": "foster_care",
        "benefit_claim": "waiting",
        "benefit_claimed_on": fourth,
    }
    chosen, known = engine(CONTENT), read(json.dumps(facts), TODAY)
    answer = json.loads(chosen.explain(known).json)
    assert answer["age"] <= 39
    for whole in (True, False):
        found = timeline(known, chosen.life(known), chosen.book, whole=whole)
        assert calendar(found, days[5])
