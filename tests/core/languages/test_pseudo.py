"""English made strange: every word of it, and nothing that a translator may not touch."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentcare.core.languages.pseudo import pseudo_translate
from kentcare.offer.pages.checks import differences
from kentcare.offer.pages.markup import BUTTON, SECTION

KEPT = (
    *("%(date)s", "%%", "{rate:clothing_year}", "{council_short}", "{1}", "{day:2017-03-23}"),
    *("<strong>", "</strong>", "&amp;", "https://www.gov.uk/universal-credit"),
)
WORDS = ("Ask", "your adviser,", "when", "you turn", "and then stop.")


def plain_words(text: str) -> list[str]:
    """Words of two letters or more, all of them letters of English."""
    return re.findall(r"(?<!\w)[A-Za-z]{2,}(?!\w)", text)


def test_no_word_still_reads_as_english() -> None:
    assert not plain_words(
        pseudo_translate("What you get depends on where you live. Ask Zoë for a job, quickly.")
    )


def test_it_is_a_third_longer_because_some_languages_are() -> None:
    text = "Ask your social worker when each part is paid."
    assert len(text) * 4 // 3 <= len(pseudo_translate(text)) <= len(text) * 3 // 2


@pytest.mark.parametrize("text", ["", "£120", "–", "16 + 18"])
def test_what_has_no_letter_stays_as_it_is(text: str) -> None:
    assert pseudo_translate(text) == text


@given(st.lists(st.sampled_from(WORDS + KEPT), min_size=1))
def test_what_a_translator_may_not_change_is_kept(pieces: list[str]) -> None:
    said = pseudo_translate(" ".join(pieces))
    for kept in KEPT:
        assert said.count(kept) >= pieces.count(kept)
    assert not plain_words(re.sub("|".join(map(re.escape, KEPT)), "", said))


def test_a_heading_keeps_its_sign_and_its_id() -> None:
    found = SECTION.match(pseudo_translate("## How much to live on {#much}"))
    assert found is not None
    assert found[2] == "much"
    assert not plain_words(found[1])


def test_a_link_keeps_its_target_and_a_button_stays_one() -> None:
    found = BUTTON.match(pseudo_translate("[Find out what you are owed](page:checker)"))
    assert found is not None
    assert not plain_words(found[1])


def test_a_hard_word_keeps_its_key_while_the_words_before_its_meaning_change() -> None:
    said = pseudo_translate("Ask {term:social_worker|the worker who plans} today")
    assert "{term:social_worker|" in said
    assert not plain_words(said.replace("{term:social_worker|", ""))


@pytest.mark.parametrize(
    "block",
    [
        "- **At {age:16}:** money to [live](page:money) on.\n- Ask {term:panel|them}.",
        "> Ring {tel:become} since {day:2017-03-23}.",
        "1. Ask.\n2. Ask [again](out:elsewhere).",
        "### A smaller heading",
    ],
)
def test_a_block_of_a_page_passes_the_check_of_translations(block: str) -> None:
    assert Counter(differences(block, pseudo_translate(block))) == Counter()
