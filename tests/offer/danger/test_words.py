"""A fault in a list names the file and the line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kentcare.core.content.files import ContentError
from kentcare.offer.danger import words
from kentcare.offer.danger.words import Lexicon
from kentcare.paths import CONTENT

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

    def test_a_bad_pattern_of_a_setting(self, check: Callable[..., list[str]]) -> None:
        told = check(en=GOOD + "settings:\n  a play:\n    named: [play, p*]\n    unless: [<sword>]\n")
        assert told == [
            "danger/en.yaml:16: At least 2 letters stand before a star, not “p*”.",
            "danger/en.yaml:17: There is no group of the name “sword” in this file.",
        ]

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


def test_they_are_read_again_only_when_one_of_them_has_changed(tmp_path: Path) -> None:
    shutil.copytree(CONTENT / "danger", tmp_path / "danger")
    lists = Lexicon.load(tmp_path)
    assert Lexicon.load(tmp_path) is lists
    path = tmp_path / "danger" / "en.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("stop:\n", "stop:\n    - zonked\n", 1), encoding="utf-8"
    )
    assert not lists.find(["zonked"])
    assert Lexicon.load(tmp_path).find(["zonked"])
