"""A text is split into words that compare equal however they were typed, and each keeps its place."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentcare.offer.danger.letters import folded, places_of, words_of


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("STABBED", "stabed"),
        ("fiancé", "fiance"),
        ("didn’t", "didnt"),
        ("misssing", "missing"),
        ("اريـــد", "أريد"),
        ("مُخَدِّرات", "مخدرات"),
        ("ፀልማት", "ጸልማት"),
        ("ሠብ", "ሰብ"),
        ("ሐወይ", "ሓወይ"),
        ("ሐገዝ", "ሀገዝ"),
        ("ኀይሊ", "ሃይሊ"),
        ("ዐይኒ", "ኣይኒ"),
        ("ጐደና", "ጎደና"),
        ("ወሰነት", "ወሠነት"),
        ("مأوى", "ماوي"),
        ("الأدوية", "الادويه"),
        ("sooo", "soo"),
        ("كتيررررر", "كتير"),
        ("٩٩٩", "999"),
        ("۱۱۲", "112"),
        ("kn\u200bife", "knife"),
    ],
)
def test_a_word_is_folded_the_same_however_it_is_typed(typed: str, same: str) -> None:
    assert folded(typed) == folded(same)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("weed", "wed"),
        ("weeding", "wedding"),
        ("shoot", "shot"),
        ("career", "carer"),
        ("rapping", "raping"),
        ("rapped", "raped"),
        ("scarred", "scared"),
        ("meet", "met"),
        ("loose", "lose"),
        ("latte", "late"),
        ("off", "of"),
        ("stripped", "striped"),
        ("هددني", "هدني"),
        ("تسمم", "تسم"),
        ("ሓሽሽ", "ሓሽ"),
    ],
)
def test_a_letter_typed_twice_that_makes_another_word_is_another_word(typed: str, other: str) -> None:
    assert folded(typed) != folded(other)


def test_a_sentence_ends_with_an_empty_word() -> None:
    assert words_of("It broke. His wrist") == ["it", "broke", "", "his", "wrist"]
    # A slip, a time and a pause end none.
    assert words_of("home.She at 11.40 did... not") == ["home", "she", "at", "11", "40", "did", "not"]


@given(st.text())
def test_each_word_keeps_its_place_in_the_text(text: str) -> None:
    places = places_of(text)
    assert len(places) == len(words_of(text))
    for (_, end), (begin, _) in pairwise(places):
        assert end <= begin
    assert [words_of(text[begin:end]) for begin, end in places if text[begin:end].isalpha()] == [
        [folded(text[begin:end])] for begin, end in places if text[begin:end].isalpha()
    ]
