"""Whom to ring for words of danger in a search: what the lists say, how they are read, and their faults."""

import shutil
from functools import cache
from pathlib import Path
from random import Random

import pytest

from kentcare.core.content.files import ContentError
from kentcare.core.content.place import Place
from kentcare.core.content.sources import Sources
from kentcare.offer.danger.rules import Finder, Phrase
from kentcare.offer.danger.whom_to_ring import (
    WhomToRing,
    contacts_to_ring,
    current_searched,
    find_danger,
    is_listed,
)
from kentcare.offer.danger.words import current_lexicon
from kentcare.paths import CONTENT
from support.danger_sentences import lexicon
from support.examples import one_reading

CONTACTS = contacts_to_ring(Place.load(CONTENT, Sources.load(CONTENT)))
TARGETS = set(current_searched().pages_to_read().values())


class TestHarmlessSearch:
    """What the lists of the search let pass; those for Hosts have the same tests of their own."""

    def test_each_is_needed_and_works(self) -> None:
        """Without it something of its kind would be heard; with it, nothing inside it is."""
        phrases = current_searched().phrases
        every_stop = finder(tuple(phrase for phrase in phrases if not phrase.harmless))
        for phrase in own_phrases():
            if phrase.harmless:
                needed = [text for text in readings(phrase, 200) if phrase.kind in kinds(every_stop, text)]
                assert needed, phrase.written
                assert not [text for text in needed if phrase.kind in kinds(finder(phrases), text)], (
                    phrase.written
                )

    def test_no_phrase_is_cancelled_by_it(self) -> None:
        """One or another of its forms may be, where the harmless words say so in full."""
        everything = finder(current_searched().phrases)
        for phrase in own_phrases():
            if not phrase.harmless:
                texts = readings(phrase, 20)
                hits = [
                    phrase.written in {found.phrase for found in everything.find([text])} for text in texts
                ]
                assert sum(hits) >= 0.5 * len(hits), phrase.written


def own_phrases() -> list[Phrase]:
    """The phrases of content/search/danger, without those of a report."""
    hosts = {id(phrase) for phrase in current_lexicon().phrases}
    return [phrase for phrase in current_searched().phrases if id(phrase) not in hosts]


@cache
def finder(phrases: tuple[Phrase, ...]) -> Finder:
    return Finder(phrases, lexicon().prefixes)


def kinds(finds: Finder, text: str) -> set[str]:
    return {match.kind for match in finds.find([text])}


def readings(phrase: Phrase, count: int) -> list[str]:
    """Some of what a phrase stands for, each once; the same at every run."""
    chance = Random(phrase.written)  # noqa: S311  # no secret is made of it
    between = ("so", "has", "took", "not", "to", "me", "my", "for")
    return list(dict.fromkeys(" ".join(one_reading(chance, phrase.meant, between)) for _ in range(count)))


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("help me", True),
        ("HELP ME!!!", True),
        ("help me find a job", False),
        ("who can help me", False),
        ("999", True),
        ("bus 999", False),
    ],
)
def test_a_cry_for_help_is_one_where_nothing_else_is_typed(typed: str, heard: bool) -> None:
    assert bool(find_danger(typed).contacts) is heard


def test_another_spelling_of_a_word_of_the_lists_is_that_word(folder: Path) -> None:
    path = folder / "search" / "danger" / "en.yaml"
    assert WhomToRing.load(folder, lexicon(), CONTACTS).find("zonked tonite").contacts == ()
    text = path.read_text(encoding="utf-8").replace(
        "  gang:\n    stop:\n", "  gang:\n    stop:\n      - zonked tonight\n"
    )
    path.write_text(text, encoding="utf-8")
    found = WhomToRing.load(folder, lexicon(), CONTACTS)
    assert found.find("Zonked tonite").contacts[:1] == ("emergency",)
    assert not found.find("zonked tomorrow").contacts


def test_kent_is_one_row_with_its_number_of_the_day_and_that_of_the_night() -> None:
    """By day the number of the night helps nobody, and many are in danger by day."""
    searched = current_searched()
    named = {key for kind in searched.pages_to_read() for key in searched.contacts_for(kind)}
    assert not named & {"children", "out_of_hours"}
    assert searched.numbers_of("kent") == ("children", "out_of_hours")
    assert searched.numbers_of("emergency") == ("emergency",)


def test_the_pages_of_two_kinds_come_in_their_order() -> None:
    found = find_danger("i want to die and they make me marry him")
    assert found.read == ("health#mind", "harm-and-exploitation")


def test_each_sentence_beside_the_numbers_is_handed_to_the_translator() -> None:
    handed: list[str] = []

    def collect(text: str, where: str) -> str:
        handed.append(text)
        return text

    current_searched().translate_notes(collect)
    assert find_danger("host said leave by friday").note in handed
    assert find_danger("host said leave by friday").note.startswith("Under 18?")


def test_the_helpers_of_two_kinds_take_turns() -> None:
    """So that the first of the second kind is not cut off."""
    found = find_danger("i want to die and they make me marry him").contacts
    assert found == ("samaritans", "emergency", "shout", "forced_marriage")


def test_it_says_which_words_they_were() -> None:
    typed = "my money and forced marriage"
    assert {typed[start:end] for start, end in find_danger(typed).spans} == {"forced marriage"}


def test_it_says_which_words_they_were_where_one_is_misspelt() -> None:
    typed = "Money; boss took my passpord, pls"
    assert "boss took my passpord" in {typed[start:end] for start, end in find_danger(typed).spans}


def test_what_somebody_else_mended_is_heard_as_well() -> None:
    assert not find_danger("zzz").contacts
    assert find_danger("zzz", "raped").contacts
    assert not find_danger("zzz", "raped").spans


@pytest.mark.parametrize(("word", "listed"), [("انهاء", True), ("Raped", True), ("garantor", False)])
def test_it_knows_the_words_of_danger(word: str, listed: bool) -> None:
    assert is_listed(word) is listed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT / "search", tmp_path / "search")
    return tmp_path


def faults(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as told:
        WhomToRing.load(folder, lexicon(), CONTACTS, TARGETS)
    return [f"{fault.file}: {fault.what}" for fault in told.value.faults]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("whom_to_ring", "[emergency, nhs_111]", "[nobody]", "“nobody” is no contact with a number"),
        ("whom_to_ring", "[emergency, nhs_111]", "[]", "Name somebody to ring."),
        ("whom_to_ring", "by_day: children", "by_day: nobody", "“nobody” is no contact with a number"),
        ("whom_to_ring", "read: health}", "read: nothing}", "There is no page or heading “nothing”"),
        ("whom_to_ring", "  missing: {", "  gone: {", "“missing” must be here"),
        ("danger/en", "  gang:\n", "  crowd:\n", "“crowd” is not a kind of whom_to_ring.yaml."),
        ("danger/en", "    - runaway*", "    - r*", "At least 2 letters stand before a star"),
        ("danger/ti", "\nkinds:", "\nkind:", "no field of the name “kind”"),
    ],
)
def test_a_fault_is_named(folder: Path, file: str, old: str, new: str, told: str) -> None:
    path = folder / "search" / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(told in fault and fault.startswith(f"search/{file}.yaml") for fault in faults(folder))
