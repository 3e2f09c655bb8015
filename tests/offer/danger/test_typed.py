"""What is typed into the search in danger names who helps with it, and what is harmless names nobody."""

from collections.abc import Callable

import pytest

from kentcare.offer.danger.whom_to_ring import current_searched, find_danger
from support.danger_sentences import SENTENCES
from support.questions import TYPED, TYPED_IN_DANGER

Record = Callable[[str, str], None]

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


@LANGUAGES
def test_of_what_was_never_used_to_mend_the_lists_it_tells_how_much_is_heard(
    tag: str, record_property: Record
) -> None:
    says = TYPED_IN_DANGER.held_back[tag]
    heard = [one for one in says if find_danger(one).contacts]
    record_property(f"danger typed and held back that is heard, {tag}", f"{len(heard)} of {len(says)}")
    assert len(says) >= 14
    assert heard
