"""Words of a page and of a question compare equal however they were typed; small ones say nothing."""

import pytest

from kentcare.offer.pages.search_words import Words

ENGLISH, ARABIC, TIGRINYA = Words("en"), Words("ar"), Words("ti")


@pytest.mark.parametrize(
    ("words", "typed", "same"),
    [
        (ENGLISH, "Living", "lives"),
        (ENGLISH, "don’t", "dont"),
        (ENGLISH, "fiancé", "FIANCE"),
        (ARABIC, "للملابس", "ملابس"),
        (ARABIC, "أَمْوَال", "اموال"),
        (ARABIC, "١٦", "16"),
        (TIGRINYA, "ንኽዳን", "ክዳን"),
        (TIGRINYA, "ገንዘበይ", "ገንዘብ"),
        (TIGRINYA, "ኣማኻሪየይ", "ኣማኻሪ"),
        (TIGRINYA, "ሐገዝ", "ሓገዝ"),
        (TIGRINYA, "ፀሓፊ", "ጸሓፊ"),
    ],
)
def test_a_word_has_one_stem_however_it_is_typed(words: Words, typed: str, same: str) -> None:
    assert words.stems_of(typed) == words.stems_of(same)


@pytest.mark.parametrize("word", ["ናይ", "ብዙሕ", "ንግዲ", "ኮሌጅ"])
def test_a_short_tigrinya_word_is_left_whole(word: str) -> None:
    assert TIGRINYA.stems_of(word) == TIGRINYA.of(word)


def test_what_is_typed_for_short_is_said_in_full() -> None:
    assert ENGLISH.said("I’m 16 n cant") == ENGLISH.said("i am 16 and cannot")


def test_small_words_say_nothing_unless_there_are_no_others() -> None:
    assert ENGLISH.saying("how much money do i get") == ["money"]
    assert ENGLISH.saying("how to") == ["how", "to"]
    assert ARABIC.saying("ما عندي مال") == ["مال"]


def test_some_words_count_little() -> None:
    assert 0 < ENGLISH.weight(ENGLISH.stem("needs")) < ENGLISH.weight(ENGLISH.stem("money")) == 1


def test_each_word_is_known_as_it_was_written() -> None:
    assert ENGLISH.as_written("Clohtes, pls") == {"clohtes": "Clohtes", "pls": "pls"}
