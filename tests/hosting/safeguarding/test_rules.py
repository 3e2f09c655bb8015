"""Phrases are found however they are typed; a list with a fault in it names the file and the line."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hosting.safeguarding.test_sentences import SENTENCES, lexicon
from kentcare.core.content.files import ContentError
from kentcare.hosting.safeguarding import words
from kentcare.hosting.safeguarding.letters import folded
from kentcare.hosting.safeguarding.pattern import PatternError, WordGap, parse_pattern
from kentcare.hosting.safeguarding.rules import DangerKind, Finder, Phrase
from kentcare.hosting.safeguarding.words import Lexicon
from kentcare.paths import CONTENT
from support import pace
from support.examples import one_reading

STOPS = [phrase for phrase in lexicon().phrases if not phrase.harmless]
EVERY_STOP = Finder(STOPS, lexicon().prefixes)  # as if nothing were harmless
HARMLESS = [phrase for phrase in lexicon().phrases if phrase.harmless]
SPACES = st.sampled_from([" ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u3000", ", ", " - ", "... "])
APOSTROPHES = st.sampled_from(["", "'", "’", "‘", "`", "´", "ʼ"])
AROUND = st.text().filter(lambda text: not text or text.isprintable() or text.isspace())


def finder(*written: str, harmless: tuple[str, ...] = (), kind: DangerKind = "hurt") -> Finder:
    phrases = [Phrase(kind, one, parse_pattern(one, {})) for one in written]
    return Finder(phrases + [Phrase(kind, one, parse_pattern(one, {}), harmless=True) for one in harmless])


def found(written: str, text: str) -> list[str]:
    """What of the text a phrase fits."""
    return [text[match.start : match.end] for match in finder(written).find([text])]


@st.composite
def typed(draw: st.DrawFn) -> tuple[Phrase, str]:
    """A phrase of the lists as somebody may have typed it."""
    phrase = draw(st.sampled_from(STOPS))
    chance = draw(st.randoms(use_true_random=False))
    made = []
    for word in one_reading(chance, phrase.meant):
        cased = "".join(draw(st.sampled_from([letter.lower(), letter.upper()])) for letter in word)
        cased = cased if folded(cased) == word else word  # a few capitals have no way back
        at = draw(st.integers(1, len(cased)))
        made += [cased[:at] + draw(APOSTROPHES) + cased[at:], draw(SPACES)]
    return phrase, "".join(made[:-1])


@given(typed(), AROUND, AROUND)
def test_a_phrase_is_found_in_any_text_however_it_is_typed(
    written: tuple[Phrase, str], before: str, after: str
) -> None:
    phrase, words_typed = written
    text = f"{before}. {words_typed} .{after}"
    assert (phrase.kind, phrase.written) in {(match.kind, match.phrase) for match in EVERY_STOP.find([text])}


@given(st.lists(st.text(), max_size=4))
def test_any_text_may_be_read(texts: list[str]) -> None:
    for match in lexicon().find(texts):
        assert 0 <= match.start < match.end <= len(texts[match.text])


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("didn't come home", "She DIDN’T   come\nhome"),
        ("didnt come home", "she didn't come home"),
        ("stabbed", "he was stabed"),
        ("missing", "still misssing"),
        ("self harm*", "signs of self-harming"),
        ("a and e", "we went to A&E"),
        ("fiance", "her fiancé"),
        ("knife", "ｋｎｉｆｅ"),
        ("أريد أن أموت", "اريـــد أنْ اموت"),
        ("مستشفى", "مستشفي"),
        ("مخدرات", "مُخَدِّرات"),
        ("جريمة", "جريمه"),
        ("ጸልማት", "ፀልማት"),
        ("ኣይተመልሰን", "አይተመልሰን"),
        ("ክቐትል", "ክቀትል"),
        ("ሃዲሙ", "ሀዲሙ"),
        ("police (came|called) (again|)", "Police called"),
        ("broke ... wrist", "broke his left wrist"),
        ("broke ...1 wrist", "broke his wrist"),
        ("took <number> pills", "took 20 pills"),
        ("never (came|got (back|in))", "never got in"),
    ],
)
def test_what_is_typed_otherwise_is_the_same(phrase: str, text: str) -> None:
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("stab", "a stable"),
        ("broke ...1 wrist", "broke his left wrist"),
        ("broke ... wrist", "It broke. His wrist is fine"),
        ("broke ... wrist", "ይ broke። wrist"),
        ("took <number> pills", "took twenty pills"),
        ("didnt come home", "she did come home"),
    ],
)
def test_what_is_not_the_same_is_not_found(phrase: str, text: str) -> None:
    assert not found(phrase, text)


def test_a_match_says_where_it_stands() -> None:
    [match] = finder("black eye*").find(["All well.", "He has  BLACK\neyes now"])
    assert (match.text, match.phrase, match.kind) == (1, "black eye*", "hurt")
    assert "He has  BLACK\neyes now"[match.start : match.end] == "BLACK\neyes"


def test_a_pause_is_no_end_and_a_full_stop_is() -> None:
    assert found("did ... home", "did... not get home")
    assert found("did ... home", "did not get.home")
    assert not found("did ... home", "did not. Home")


def test_what_is_joined_to_a_word_in_arabic_is_passed_over() -> None:
    phrase = Phrase("at risk", "سكين", parse_pattern("سكين", {}))
    assert Finder([phrase], ["وال", "ب"]).find(["والسكين بسكين"])
    assert not Finder([phrase]).find(["والسكين"])


class TestHarmless:
    def test_it_cancels_only_what_lies_inside_it(self) -> None:
        two = finder("missing", harmless=("missing sock",))
        assert not two.find(["A missing sock."])
        assert [match.start for match in two.find(["A missing sock, and he is missing"])] == [26]

    def test_it_cancels_nothing_that_reaches_out_of_it(self) -> None:
        assert finder("fire alarm sounded", harmless=("fire alarm",)).find(["The fire alarm sounded."])

    def test_it_cancels_only_its_own_kind(self) -> None:
        phrases = [
            Phrase("hurt", "missing", parse_pattern("missing", {}), harmless=True),
            Phrase("missing", "missing", parse_pattern("missing", {})),
        ]
        assert Finder(phrases).find(["missing"])

    def test_not_cancels_nothing(self) -> None:
        assert lexicon().find(["She is not missing."])

    def test_each_is_needed_and_works(self) -> None:
        """Without it something of its kind would stop; with it, nothing inside it does."""
        for phrase in HARMLESS:
            needed = [text for text in readings(phrase, 200) if phrase.kind in kinds(EVERY_STOP, text)]
            assert needed, phrase.written
            assert not [text for text in needed if phrase.kind in kinds(lexicon(), text)], phrase.written

    def test_none_is_so_wide_that_it_could_hide_much(self) -> None:
        for phrase in HARMLESS:
            for series in phrase.meant.among:
                assert sum(part.most for part in series if isinstance(part, WordGap)) <= 4, phrase.written


def kinds(finds: Finder | Lexicon, text: str) -> set[DangerKind]:
    return {match.kind for match in finds.find([text])}


def readings(phrase: Phrase, count: int) -> list[str]:
    """Some of what a phrase stands for; the same at every run."""
    chance = Random(phrase.written)  # noqa: S311  # no secret is made of it
    return [" ".join(one_reading(chance, phrase.meant)) for _ in range(count)]


def test_no_phrase_is_cancelled_by_what_is_harmless() -> None:
    """One or another of its forms may be, where the harmless words say so in full."""
    for phrase in STOPS:
        texts = readings(phrase, 30)
        hits = [any(match.phrase == phrase.written for match in lexicon().find([text])) for text in texts]
        assert sum(hits) >= 0.5 * len(hits), phrase.written


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "no word at all"),
        ("(a b|)", "no word at all"),
        ("(home", "not closed"),
        ("home)", "was not opened"),
        ("... home", "dots away"),
        ("home ...2", "dots away"),
        ("(home|the ...) now", None),
        ("(home|... the) now", "dots away"),
        ("not ...12 home", "1 to 9"),
        ("not ...0 home", "1 to 9"),
        ("h*me", "ends a word"),
        ("h*", "At least 2 letters"),
        ("*", "no letter"),
        ("—", "no letter"),
        ("<body>", "no group"),
        ("<body", "no group"),
        ("a | b", None),
    ],
)
def test_a_phrase_that_cannot_be_understood_says_why(written: str, why: str | None) -> None:
    if why is None:
        assert parse_pattern(written, {})
        return
    with pytest.raises(PatternError, match=why):
        parse_pattern(written, {})


SIGNS = st.sampled_from([*"()|<>*. …", "...", "...2", "<number>", "<body>", "home"])


@given(st.lists(SIGNS | st.text()).map("".join))
def test_any_other_fault_is_told_as_one(written: str) -> None:
    """Whatever is written, it is a phrase or a PatternError, never an error of the parser's own."""
    with suppress(PatternError):
        assert parse_pattern(written, {}).among


GOOD = """\
groups:
  body: [arm, leg]
hurt:
  stop:
    - broke ... <body>
missing:
  stop:
    - missing
  unless:
    - missing sock
at risk:
  stop:
    - threat*
"""


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., list[str]]:
    """The faults of these files, as an officer reads them."""

    def faults(**files: str) -> list[str]:
        folder = tmp_path / "danger"
        folder.mkdir(exist_ok=True)
        for name, text in {"misses": "[]", **files}.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        try:
            Lexicon.load(tmp_path)
        except ContentError as error:
            return [str(fault) for fault in error.faults]
        return []

    return faults


class TestFaults:
    def test_there_is_none_in_content(self) -> None:
        assert Lexicon.load(CONTENT).phrases

    def test_a_good_file_has_none(self, check: Callable[..., list[str]]) -> None:
        assert check(en=GOOD) == []

    def test_an_unknown_kind(self, check: Callable[..., list[str]]) -> None:
        told = check(en=GOOD + "lost:\n  stop: [x y]\n")
        assert told == ["danger/en.yaml:14: There is no field of the name “lost”."]

    def test_a_bad_pattern_in_each_place(self, check: Callable[..., list[str]]) -> None:
        text = GOOD.replace("[arm, leg]", "[arm, le*g]").replace("threat*", "t*").replace("sock", "<sock>")
        assert check(en=text) == [
            "danger/en.yaml:2: A star ends a word: “le*g”.",
            "danger/en.yaml:10: There is no group of the name “sock” in this file.",
            "danger/en.yaml:13: At least 2 letters stand before a star, not “t*”.",
        ]

    def test_a_phrase_written_twice(self, check: Callable[..., list[str]]) -> None:
        told = check(en=GOOD, ar=GOOD.replace("missing sock", "MISSING shoe").replace("<body>", "toe"))
        assert told == [
            "danger/en.yaml:8: “missing” is said already, by “missing” in danger/ar.yaml.",
            "danger/en.yaml:13: “threat*” is said already, by “threat*” in danger/ar.yaml.",
        ]

    def test_a_phrase_that_cancels_itself(self, check: Callable[..., list[str]]) -> None:
        told = check(en=GOOD.replace("missing sock", "(missing)"))
        assert told == ["danger/en.yaml:10: “(missing)” is said already, by “missing” in danger/en.yaml."]

    def test_a_miss_without_a_reason(self, check: Callable[..., list[str]]) -> None:
        told = check(en=GOOD, misses='- says: "He went."\n  what: missed\n')
        assert told == ["danger/misses.yaml:1: “why” is missing."]

    def test_no_list_at_all(self, check: Callable[..., list[str]]) -> None:
        assert check() == ["danger/en.yaml:1: This file is missing."]

    def test_a_file_of_another_kind(self, check: Callable[..., list[str]], tmp_path: Path) -> None:
        check(en=GOOD)
        (tmp_path / "danger" / "fr.txt").write_text("x")
        assert check() == ["danger/fr.txt:1: The name of this file must end in “.yaml”."]


def test_the_lists_are_those_of_content() -> None:
    assert {match.kind for match in words.find_phrases(["He overdosed.", "ጠፊኡ"])} == {"hurt", "missing"}


def _fastest(text: str) -> float:
    return pace.fastest(lambda: lexicon().find([text]), 20)


@pytest.mark.parametrize("tag", ["en", "ar", "ti"])
def test_twelve_thousand_letters_take_a_few_milliseconds(
    tag: str, record_property: Callable[[str, str], None]
) -> None:
    text = " ".join(
        one.says for one in SENTENCES if one.language == tag and one.is_right and not one.must_stop
    )
    taken, limit = _fastest((f"{text} " * 50)[:12_000]), pace.here(0.010)
    record_property(f"milliseconds for 12,000 letters, {tag}", f"{taken * 1000:.1f}")
    assert taken < limit


@pytest.mark.parametrize("word", ["not", "he", "a", "did not come", "غ", "ኣ"])
def test_no_text_takes_long(word: str) -> None:
    assert _fastest(f"{word} " * (12_000 // (len(word) + 1))) < pace.here(0.1)
