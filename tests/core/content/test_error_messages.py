"""What is wrong in a content file is said in words, at the line to mend."""

from pathlib import Path
from typing import Literal

import msgspec
import pytest

from kentcare.core.content.error_messages import allowed_words
from kentcare.core.content.files import ContentError, ContentFile


class SampleLine(msgspec.Struct, frozen=True):
    per: Literal["week", "year"]


class SampleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: Literal["one", "two"]
    words: dict[str, str] = {}
    lines: list[SampleLine] = []
    states: dict[str, Literal["new", "old"]] = {}
    is_sure: bool = False


def fault(folder: Path, text: str) -> str:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        ContentFile(folder / "a.yaml", folder).into(SampleFile)
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("words: {}\n", "a.yaml:1: “kind” is missing. Write one of: one, two."),
        ("kind: three\n", "a.yaml:1: “three” may not stand here. Write one of: one, two."),
        ("kind: one\nwords:\n  a: b\n  c: 5\n", 'a.yaml:4: Put quotes around this: "5". '),
        ("kind: one\nmore: 1\n", "a.yaml:2: There is no field of the name “more”."),
        ("kind:\n", "a.yaml:1: Nothing is written here, and something is needed."),
        ("kind: one\nis_sure: maybe\n", "a.yaml:2: Write true or false."),
        ("kind: one\nlines: {}\n", "a.yaml:2: This is a list: write each item on a line of its own"),
        ("kind: one\nwords: []\n", "a.yaml:2: Fields with names stand here"),
        ("kind: one\nwords:\n  a: []\n", "a.yaml:3: One text stands here"),
        (
            "kind: one\nlines:\n  - per: day\n",
            "a.yaml:3: “day” may not stand here. Write one of: week, year.",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_what_may_stand_there(
    tmp_path: Path, text: str, told: str
) -> None:
    assert fault(tmp_path, text).startswith(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('kind: "one\nwords:\n  a: "b"\n', 'a.yaml:1: A quote " is missing in this line.'),
        ('# 27" wide\nkind: one: two\n', "a.yaml:2: Put quotes around words with a colon in them"),
        ("kind: one\n\twords: {}\n", "a.yaml:2: There is a tab at the beginning of this line."),
        ("kind: one\nwords: [a\n", "a.yaml:2: Put quotes around words that begin with a bracket"),
        ("kind: one\nwords\n", "a.yaml:2: A colon and a space are missing after the name of the field."),
        ("kind: one\nwords: &\n", "a.yaml:2: Put quotes around words that begin with a sign"),
        ("kind: one\na: \x07\n", "a.yaml:2: There is a sign here that cannot be seen."),
    ],
)
def test_what_is_no_yaml_is_told_at_the_line_to_mend(tmp_path: Path, text: str, told: str) -> None:
    assert fault(tmp_path, text).startswith(told)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (["kind"], ["one", "two"]),
        (["lines", "0", "per"], ["week", "year"]),
        (["states", "a"], ["new", "old"]),
        (["words", "a"], []),
        (["nothing"], []),
    ],
)
def test_the_words_that_may_stand_at_a_path_are_found(path: list[str], words: list[str]) -> None:
    assert allowed_words(SampleFile, path) == words
