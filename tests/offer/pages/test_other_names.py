"""What people call things: a fault is named by file and line, and English names count in every language."""

from pathlib import Path

import pytest

from kentcare.core.content.files import ContentError
from kentcare.offer.entitlements.book_reader import load_book
from kentcare.offer.pages.book import PageBook
from kentcare.offer.pages.other_names import load_names, names_in
from kentcare.paths import CONTENT
from support import small_site


@pytest.fixture(scope="module")
def book() -> PageBook:
    return PageBook.load(CONTENT, load_book(CONTENT))


def write(root: Path, **files: str) -> Path:
    folder = root / "search" / "names"
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def test_names_are_read_by_language(tmp_path: Path, book: PageBook) -> None:
    content = write(tmp_path, en="money: [skint]\nmoney#travel: [tram]\n", ar="money: [دين]\n")
    names = load_names(content, book.english)
    assert names_in(names, "en", "money") == ["skint"]
    assert names_in(names, "en", "money#travel") == ["tram"]
    assert names_in(names, "ar", "money") == ["دين", "skint"]
    assert names_in(names, "ti", "health") == []


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"en": "hats: [cap]\n"}, "search/names/en.yaml:1: There is no page or heading “hats” in pages/en."),
        (
            {"en": "money: [cash]\nmoney#hats: [cap]\n"},
            "search/names/en.yaml:2: There is no page or heading “money#hats” in pages/en.",
        ),
        ({"xx": "money: [cash]\n"}, "search/names/xx.yaml:1: “xx” is no language of the site."),
    ],
)
def test_a_fault_is_named(tmp_path: Path, book: PageBook, files: dict[str, str], told: str) -> None:
    with pytest.raises(ContentError) as fault:
        load_names(write(tmp_path, **files), book.english)
    assert str(fault.value) == told


def test_a_fault_in_them_is_a_fault_of_the_pages(tmp_path: Path) -> None:
    content = small_site.make(tmp_path)
    (content / "search" / "names").mkdir()
    (content / "search" / "names" / "en.yaml").write_text("hats: [cap]\n")
    with pytest.raises(ContentError, match=r"search/names/en\.yaml:1"):
        PageBook.load(content, load_book(content))
