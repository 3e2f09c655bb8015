"""A misspelt word of danger is mended where it stands; good English, and what is like nothing, is left."""

import pytest

from kentcare.offer.danger.letters import places_of
from kentcare.offer.danger.misspelt import Vocabulary
from kentcare.offer.danger.pattern import parse_pattern

WORDS = Vocabulary(
    parse_pattern(one, {})
    for one in ("strangl*", "(choked|raped) me", "self harm", "overdose", "chokes", "ሞት ይደሊ", "an*")
)


def ways(text: str) -> list[str]:
    return [mended for mended, _ in WORDS.mended(text)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("He Strangeld, me", "He strangled, me"),
        ("chocked", "choked"),
        ("overdoes", "overdose"),
        ("self-harn", "self-harm"),
        ("raypd", "raped"),
    ],
)
def test_one_slip_in_a_word_is_mended(typed: str, meant: str) -> None:
    assert meant in ways(typed)


@pytest.mark.parametrize(
    "typed", ["stranger", "strangling", "harm", "hxrn", "marm", "cokees", "ሞተ", "hm", "", "12345"]
)
def test_good_english_and_what_is_like_nothing_is_left(typed: str) -> None:
    assert ways(typed) == []


def test_it_says_where_the_words_stand_then() -> None:
    text = "well: overdoses and overdoes"
    [(mended, places), *_] = WORDS.mended(text)
    assert len(places) == len(places_of(text))
    assert [mended[start:end] for start, end in places][-1] == "overdose"


def test_what_is_listed_is_known_and_a_beginning_of_two_letters_is_none() -> None:
    assert WORDS.has("strangled")
    assert WORDS.has("harm")
    assert not WORDS.has("another")
