"""Words of danger in a search say whom to ring, and ordinary ones do not."""

import shutil
from collections.abc import Callable
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
from support.danger_sentences import SENTENCES, lexicon
from support.examples import one_reading
from support.questions import TYPED, TYPED_IN_DANGER

Record = Callable[[str, str], None]
CONTACTS = contacts_to_ring(Place.load(CONTENT, Sources.load(CONTENT)))
TARGETS = set(current_searched().pages_to_read().values())

# Written with the lists in sight, so that they only hold what is there.
FIRST_TO_RING = [
    ("wanting to die", "samaritans"),
    ("I don’t want to live anymore", "samaritans"),
    ("self-harm", "samaritans"),
    ("took 20 paracetamol", "emergency"),
    ("raped", "emergency"),
    ("he touches me", "emergency"),
    ("dad hits me", "emergency"),
    ("locked in", "emergency"),
    ("trafficked", "modern_slavery_helpline"),
    ("made to work", "modern_slavery_helpline"),
    ("papers taken", "modern_slavery_helpline"),
    ("forced to marry", "emergency"),
    ("forced marriage", "emergency"),
    ("gang", "emergency"),
    ("bullied at college", "childline"),
    ("my friend is missing", "emergency"),
    ("I want to run away", "missing_people"),
    ("no food", "kent"),
    ("nowhere to sleep tonight", "kent"),
    ("im not ok", "samaritans"),
    ("tired of everything", "samaritans"),
    ("my boss has my passport", "modern_slavery_helpline"),
    ("they want me to marry", "emergency"),
    ("i wan to die", "samaritans"),
    ("PTSD", "samaritans"),
    ("nightmares", "samaritans"),
    ("my friend killed herself", "samaritans"),
    ("they make me sell weed", "modern_slavery_helpline"),
    ("my boss hasnt payed me", "modern_slavery_helpline"),
    ("my carer comes into my bedroom", "emergency"),
    ("staff held me down", "emergency"),
    ("i dont have a home", "kent"),
    ("help me", "emergency"),
    ("999", "emergency"),
    ("لا يدفع لي اجري", "modern_slavery_helpline"),
    ("ليس لدي سكن", "kent"),
    ("ክምርዖ ይደልዩ", "emergency"),
    ("ምስትንፋስ ስኢነ", "emergency"),
    ("strangeld", "emergency"),
    ("he chocked me", "emergency"),
    ("overdoes", "emergency"),
    ("raypd", "emergency"),
    ("boss took my passpord", "modern_slavery_helpline"),
    ("i am trafficed", "modern_slavery_helpline"),
    ("self harn", "samaritans"),
    ("بدي موت", "samaritans"),
    ("اريد انهاء حياتي", "samaritans"),
    ("سأنهي حياتي", "samaritans"),
    ("بنهي حالي", "samaritans"),
    ("مابي اعيش", "samaritans"),
    ("بموت نفسي", "samaritans"),
    ("جواز سفري مأخوذ", "modern_slavery_helpline"),
    ("أُريدُ أنْ أموتَ", "samaritans"),
    ("اغتصبني", "emergency"),
    ("عمي بيضربني", "emergency"),
    ("حابسني في الغرفة", "emergency"),
    ("اخذوا جوازي", "modern_slavery_helpline"),
    ("بشتغل بدون راتب", "modern_slavery_helpline"),
    ("بدهم يزوجوني", "emergency"),
    ("العصابة", "emergency"),
    ("صديقي مفقود", "emergency"),
    ("ما اكلت من يومين", "kent"),
    ("وين انام الليلة", "kent"),
    ("ክመውት እደሊ", "samaritans"),
    ("ደፊሩኒ", "emergency"),
    ("ኣቦይ ይሃርመኒ", "emergency"),
    ("ዓጽዩኒ ኣብ ክፍሊ", "emergency"),
    ("ፓስፖርተይ ወሲዶሞ", "modern_slavery_helpline"),
    ("ብዘይ ክፍሊት እሰርሕ ኣለኹ", "modern_slavery_helpline"),
    ("ከመርዕዉኒ ይደልዩ", "emergency"),
    ("ዓርከይ ጠፊኡ", "emergency"),
    ("ክልተ መዓልቲ ኣይበላዕኩን", "kent"),
    ("ሎሚ ለይቲ ኣበይ ክድቅስ", "kent"),
    ("ህይወተይ ክጠፍእ", "samaritans"),
    ("ክንብር ኣይደልን", "samaritans"),
    ("ደልየ ክመውት", "samaritans"),
    ("ጎደና", "kent"),
    ("ኣብ ጐደና እድቅስ", "kent"),
    ("ብልዒ የብለይን", "kent"),
    ("kemewit deliye", "samaritans"),
    ("Mot deliye", "samaritans"),
    ("gezay yelen", "kent"),
    ("gazi yeblen", "kent"),
    ("megbi yeblen", "kent"),
    ("they are going to deport me", "civil_legal_advice"),
    ("i am in detention", "civil_legal_advice"),
    ("host said leave by friday", "shelter"),
    ("bailiffs at my door", "shelter"),
    ("ran out of my tablets", "nhs_111"),
    ("no heating", "kent"),
    ("بدهم يرحلوني", "civil_legal_advice"),
    ("مهدد بالطرد", "shelter"),
    ("خلص دوائي", "nhs_111"),
    ("مساعدة", "emergency"),
    ("ክጥርዙኒ እዮም", "civil_legal_advice"),
    ("ካብ ገዛ ክወጽእ ነጊሮምኒ", "shelter"),
    ("መድሓኒተይ ተወዲኡ", "nhs_111"),
    ("መብራህቲ የለን", "kent"),
    ("ጥሜት", "kent"),
]
ONLY_ASKED_ABOUT = [
    "universal credit",
    "cookieess",
    "nappies",
    "xmas money",
    "passpord",
    "racism",
    "pregnant",
    "refugee status",
    "prison visit",
    "hospital appointment",
    "emergency clothes",
    "hotel",
    "my adviser never replies",
    "complain about my social worker",
    "kicked out of college",
    "home office has my passport",
    "missing my family",
    "sexual health clinic",
    "job not paying enough",
    "مال للملابس",
    "حامل",
    "زيارة السجن",
    "متى يأتي الباص",
    "ገንዘብ ንክዳን",
    "ጥኑስ",
]


@pytest.mark.parametrize(("typed", "first"), FIRST_TO_RING)
def test_each_kind_of_danger_names_those_who_help_with_it(typed: str, first: str) -> None:
    found = find_danger(typed).contacts
    assert found[:1] == (first,)
    assert 1 <= len(found) <= 4
    assert {"emergency", "kent"} & set(found)


@pytest.mark.parametrize("typed", ONLY_ASKED_ABOUT)
def test_what_is_only_asked_about_names_nobody(typed: str) -> None:
    assert not find_danger(typed).contacts


@pytest.mark.parametrize("typed", ["im gonna end it", "flashbacks", "i dont want to live", "ክመውት እደሊ"])
def test_whoever_cannot_go_on_may_ring_or_text(typed: str) -> None:
    assert find_danger(typed).contacts[:2] == ("samaritans", "shout")


def test_weed_is_no_wedding() -> None:
    assert "forced_marriage" not in find_danger("they make me sell weed").contacts


def test_what_young_people_type_in_danger_is_heard(record_property: Record) -> None:
    heard = [one for one in TYPED.danger if find_danger(one).contacts]
    record_property("danger typed into the search that is heard", f"{len(heard)} of {len(TYPED.danger)}")
    assert len(TYPED.danger) == 25
    assert len(heard) >= 23


def test_what_sounds_like_it_and_is_harmless_is_let_pass(record_property: Record) -> None:
    taken = [one for one in TYPED.harmless if find_danger(one).contacts]
    record_property("harmless searches taken for danger", f"{len(taken)} of {len(TYPED.harmless)}")
    assert len(TYPED.harmless) == 25
    assert len(taken) <= 1


def test_what_halts_a_report_is_heard_in_a_search() -> None:
    """But for what is only something to ask about, such as a stay in prison."""
    must = [one for one in SENTENCES if one.must_stop and one.kinds]
    heard = [one for one in must if find_danger(one.says).contacts]
    assert len(heard) >= 0.95 * len(must)


LANGUAGES = pytest.mark.parametrize("tag", ["en", "ar", "ti"])


@LANGUAGES
@pytest.mark.parametrize("kind", TYPED_IN_DANGER.danger)
def test_what_is_typed_on_a_telephone_in_danger_names_who_helps_with_it(kind: str, tag: str) -> None:
    first = current_searched().contacts_for(kind)[0]
    wrong = {one: find_danger(one).contacts for one in TYPED_IN_DANGER.danger[kind].get(tag, ())}
    assert not {one: found for one, found in wrong.items() if first not in found[:2]}


@LANGUAGES
def test_more_of_the_same_kinds_is_heard(tag: str) -> None:
    assert not [one for one in TYPED_IN_DANGER.more[tag] if not find_danger(one).contacts]


@LANGUAGES
def test_what_looks_like_danger_and_is_none_names_nobody(tag: str) -> None:
    assert not {one: found for one in TYPED_IN_DANGER.harmless[tag] if (found := find_danger(one).contacts)}


def test_there_are_some_hundreds_of_each_and_no_sentence_is_on_both_sides() -> None:
    by_kind = [one for tags in TYPED_IN_DANGER.danger.values() for says in tags.values() for one in says]
    danger = [*by_kind, *(one for says in TYPED_IN_DANGER.more.values() for one in says)]
    danger += [one for says in TYPED_IN_DANGER.held_back.values() for one in says]
    harmless = [one for says in TYPED_IN_DANGER.harmless.values() for one in says]
    assert len(set(danger)) == len(danger) >= 700
    assert len(set(harmless)) == len(harmless) >= 600
    assert not set(danger) & set(harmless)


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
    """Some of what a phrase stands for; the same at every run."""
    chance = Random(phrase.written)  # noqa: S311  # no secret is made of it
    between = ("so", "has", "took", "not", "to", "me", "my", "for")
    return [" ".join(one_reading(chance, phrase.meant, between)) for _ in range(count)]


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
    assert find_danger("zonked tonite").contacts == ()
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


@pytest.mark.parametrize("tag", ["en", "ar", "ti"])
def test_of_what_was_never_used_to_mend_the_lists_it_tells_how_much_is_heard(
    tag: str, record_property: Record
) -> None:
    says = TYPED_IN_DANGER.held_back[tag]
    heard = [one for one in says if find_danger(one).contacts]
    record_property(f"danger typed and held back that is heard, {tag}", f"{len(heard)} of {len(says)}")
    assert len(says) >= 14
    assert heard


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
