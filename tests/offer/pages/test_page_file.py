"""How a page is written: front matter, then blocks, each with its line and its mark."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from kentcare.core.content.files import ContentError
from kentcare.offer.pages.page_file import Block, Front, PageFile, TranslatedFront, read_page

FRONT = "---\nkind: guide\nowner: Somebody\nchecked_on: 2026-11-22\nreview_by: 2027-05-22\nicon: coins\n---\n"


def read(
    folder: Path, text: str | bytes, kind: type[Front] | type[TranslatedFront] = Front, tag: str = "en"
) -> PageFile:
    path = folder / "pages" / tag / "money.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_page(path, folder, kind)


def fault(folder: Path, text: str) -> str:
    with pytest.raises(ContentError) as raised:
        read(folder, text)
    return str(raised.value)


def test_the_front_says_who_keeps_a_page_true_and_until_when(tmp_path: Path) -> None:
    page = read(tmp_path, f"{FRONT}\n# Money\n")
    assert (page.slug, page.name) == ("money", "pages/en/money.md")
    assert page.front == Front("guide", "Somebody", date(2026, 11, 22), date(2027, 5, 22), "coins")


def test_blocks_are_parted_by_an_empty_line_and_keep_their_own_lines(tmp_path: Path) -> None:
    page = read(tmp_path, f"{FRONT}\n# Money\n\nOne line\nand another.\n\n- a\n- b\n")
    assert [block.text for block in page.blocks] == ["# Money", "One line\nand another.", "- a\n- b"]


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n\n", "\n \t\n", "\n\n  \n\n"])
@pytest.mark.parametrize("before", ["", "\n", "\n\n\n"])
def test_a_block_knows_the_line_where_it_begins(tmp_path: Path, gap: str, before: str) -> None:
    text = FRONT + before + gap.join(("# Money", "One\ntwo", "<!-- 0123456789 -->\nthree", "four")) + "\n\n"
    lines = text.split("\n")
    for block in read(tmp_path, text).blocks:
        assert lines[block.line - 1] == block.text.partition("\n")[0]


def test_a_mark_belongs_to_the_block_after_it_and_to_no_other(tmp_path: Path) -> None:
    body = "<!-- 0123456789 -->\n# مال\n\nبلا علامة\n\n<!-- abcdef0123 -->\n\nآخر\n"
    text = f"---\ntranslated_by: computer\n---\n\n{body}"
    page = read(tmp_path, text, TranslatedFront, "ar")
    assert [block.made_from for block in page.blocks] == ["0123456789", "", "abcdef0123"]
    assert page.by_english_hash["0123456789"].text == "# مال"
    assert page.by_english_hash["abcdef0123"].text == "آخر"


def test_the_mark_of_english_is_its_hash_wherever_it_stands() -> None:
    assert Block("Ask.", 7).hash == Block("Ask.", 70).hash == sha256(b"Ask.").hexdigest()[:10]
    assert Block("Ask.", 7).hash != Block("Ask!", 7).hash


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# Money", "#"),
        ("## How much {#much}", "##"),
        ("### Small", "###"),
        ("> A box", ">"),
        ("- a list", "-"),
        ("1. first", "1."),
        ("12. twelfth", "1."),
        ("{offers: clothing}", "{"),
        ("{helpers: become}", "{"),
        ("{council_short} pays.", ""),
        ("#tag and > that", ""),
        ("**Bold** words", ""),
    ],
)
def test_what_a_block_is_shows_in_what_it_begins_with(text: str, kind: str) -> None:
    assert Block(text, 1).kind == kind


def test_a_fault_is_told_with_the_line_of_its_block(tmp_path: Path) -> None:
    page = read(tmp_path, f"{FRONT}\n# Money\n\nWords.\n")
    assert str(page.fault(page.blocks[1], "Mend this.")) == "pages/en/money.md:11: Mend this."


@pytest.mark.parametrize("text", ["# Money\n", "---\nowner: Somebody\n\n# Money\n", f"# Money\n{FRONT}"])
def test_a_page_without_its_front_is_refused(tmp_path: Path, text: str) -> None:
    assert fault(tmp_path, text).startswith("pages/en/money.md:1: The page begins with a line ---")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("icon: coins", "icons: coins", ":6: There is no field of the name “icons”."),
        ("owner: Somebody\n", "", ":2: “owner” is missing."),
        ("2027-05-22", "2027-02-30", ":5: Write a day that exists"),
        ("owner: Some", "owner: [Some", ":3: Put quotes around words that begin with a bracket"),
    ],
)
def test_a_fault_in_the_front_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert told in fault(tmp_path, f"{FRONT}\n# Money\n".replace(old, new))


def test_three_dashes_in_the_text_end_nothing(tmp_path: Path) -> None:
    page = read(tmp_path, f"{FRONT}\n# Money\n\nBefore\n\n---\n\nAfter\n")
    assert [block.text for block in page.blocks] == ["# Money", "Before", "---", "After"]


def test_a_translation_says_who_made_it(tmp_path: Path) -> None:
    text = "---\ntranslated_by: computer\nchecked_by: Zoë\nchecked_on: 2026-11-22\nkeywords: [مال]\n---\n"
    front = read(tmp_path, text, TranslatedFront, "ar").front
    assert front == TranslatedFront("computer", "Zoë", date(2026, 11, 22), ["مال"])


def test_a_mark_that_an_editor_puts_before_the_first_letter_is_passed_over(tmp_path: Path) -> None:
    assert read(tmp_path, f"{FRONT}\n# Money\n".encode("utf-8-sig")).blocks[0].text == "# Money"


def test_a_page_that_a_windows_editor_saved_is_read_all_the_same(tmp_path: Path) -> None:
    """As a file of figures is. Its marks are the same too, or every translation of it would be lost."""
    text = f"{FRONT}\n# Money\n\nOne\ntwo.\n"
    here = read(tmp_path, text).blocks
    there = read(tmp_path, text.replace("\n", "\r\n")).blocks
    assert [block.hash for block in there] == [block.hash for block in here]
