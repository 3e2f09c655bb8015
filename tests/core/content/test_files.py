"""A content file is read strictly: each fault of it is named by its file and its line."""

from pathlib import Path
from typing import Literal

import msgspec
import pytest

from kentcare.core.content.files import ContentError, ContentFault, ContentFile, front_matter, text_of


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: Literal["one", "two"]
    words: dict[str, str] = {}


def read(folder: Path, text: str) -> ContentFile:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    return ContentFile(folder / "a.yaml", folder)


def fault(folder: Path, text: str) -> str:
    with pytest.raises(ContentError) as raised:
        read(folder, text).into(Kept)
    return str(raised.value)


def test_good_data_become_an_object(tmp_path: Path) -> None:
    assert read(tmp_path, "kind: one\nwords:\n  a: b\n").into(Kept) == Kept("one", {"a": "b"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind: one\nkind: two\n", "a.yaml:2: “kind” is written twice."),
        ("kind: 2026-02-30\n", "a.yaml:1: Write a day that exists"),
        ("yes: one\n", "a.yaml:1: Put quotes around the name before the colon."),
        ("", "a.yaml:1: This file is empty."),
    ],
)
def test_a_fault_has_its_line_and_says_what_to_do(tmp_path: Path, text: str, told: str) -> None:
    assert fault(tmp_path, text).startswith(told)


def test_a_path_leads_to_its_line(tmp_path: Path) -> None:
    file = read(tmp_path, "values:\n  - from: 1\n  - from: 2\n    to: 3\n")
    assert file.fault("values[1].to", "Mend it.") == ContentFault("a.yaml", 4, "Mend it.")
    assert file.fault("values[1].nowhere", "Mend it.").line == 3


def test_faults_are_told_in_the_order_of_files_and_lines() -> None:
    one, two = ContentFault("a", 2, "Two."), ContentFault("a", 1, "One.")
    assert str(ContentError([one, two])) == "a:1: One.\na:2: Two."


def test_a_file_that_is_missing_or_in_another_encoding_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"a\.yaml:1: This file is missing"):
        text_of(tmp_path / "a.yaml", tmp_path)
    (tmp_path / "a.yaml").write_bytes("kind: one\nwords: ö".encode("latin-1"))
    with pytest.raises(ContentError, match=r"a\.yaml:2: A letter here cannot be read"):
        text_of(tmp_path / "a.yaml", tmp_path)


def test_front_matter_comes_with_the_words_below_it_and_their_first_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nkind: one\n---\n\n# Title\n")
    file, body, first_line = front_matter(tmp_path / "a.md", tmp_path)
    assert (file.into(Kept), body, first_line) == (Kept("one"), "\n# Title\n", 4)
    assert file.fault("kind", "Mend it.").line == 2
