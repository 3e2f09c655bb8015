"""A list of phrases is read by kind; what adds nothing, or cannot be understood, is a fault at its line."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from kentcare.core.content.files import ContentFault, ContentFile
from kentcare.offer.danger.phrase_lists import PhraseLists, Seen, read_phrases
from kentcare.offer.danger.rules import Phrase

Read = Callable[..., tuple[list[Phrase], list[str]]]

LISTS = """\
kinds:
  gang:
    stop:
      - gang
      - <who> knows
    unless:
      - gang show
"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The phrases of a text, and its faults as an officer reads them. Each text is a file after the last."""
    seen: Seen = {}

    def phrases(
        text: str, name: str = "en", who: tuple[str, ...] = ("he", "she")
    ) -> tuple[list[Phrase], list[str]]:
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        file = ContentFile(path, tmp_path)
        lists = msgspec.convert(file.data["kinds"], dict[str, PhraseLists])
        faults: list[ContentFault] = []
        found = list(read_phrases(file, lists, {"who": list(who)}, seen, faults, below="kinds."))
        return found, [str(fault) for fault in faults]

    return phrases


def test_each_phrase_has_its_kind_and_whether_it_is_harmless(read: Read) -> None:
    phrases, faults = read(LISTS)
    assert faults == []
    assert [(one.kind, one.written, one.harmless) for one in phrases] == [
        ("gang", "gang", False),
        ("gang", "<who> knows", False),
        ("gang", "gang show", True),
    ]


def test_what_adds_nothing_is_a_fault_at_its_line(read: Read) -> None:
    read(LISTS)
    _, faults = read(LISTS.replace("gang show", "gang fair").replace("<who>", "(he|they)"), "ti")
    assert faults == ["ti.yaml:4: “gang” is said already, by “gang” in en.yaml."]


def test_what_cannot_be_understood_is_a_fault_at_its_line(read: Read) -> None:
    _, faults = read(LISTS.replace("<who>", "<whom>"), who=("h*e",))
    assert faults[0].startswith("en.yaml:1: A star ends a word")
    assert faults[1] == "en.yaml:5: There is no group of the name “whom” in this file."
