"""All pages in all languages, read together: what belongs to which page, and what cannot be read."""

import shutil
from pathlib import Path

import pytest

from kentcare.core.content.files import ContentError
from kentcare.core.languages.english import in_english
from kentcare.offer.entitlements.book import OfferBook
from kentcare.offer.entitlements.book_reader import load_book
from kentcare.offer.pages.book import PageBook
from support import small_site
from support.small_site import ARABIC_PAGE, PAGE, change


@pytest.fixture(scope="module")
def small_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_site.make(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def offer(small_content: Path) -> OfferBook:
    return load_book(small_content)


@pytest.fixture
def content(tmp_path: Path, small_content: Path) -> Path:
    shutil.copy(small_content / "sources.yaml", tmp_path)
    small_site.write_pages(tmp_path)
    return tmp_path


def faults(content: Path, offer: OfferBook) -> list[str]:
    with pytest.raises(ContentError) as raised:
        PageBook.load(content, offer)
    return list(map(str, raised.value.faults))


def test_a_block_is_found_in_a_language_by_its_english_alone(content: Path, offer: OfferBook) -> None:
    book = PageBook.load(content, offer)
    title, first, *_ = book.english["clothes"].blocks
    assert book.translation("clothes", "ar", title) == "# ملابس"
    assert book.translation("clothes", "ti", title) is None
    assert book.title("clothes", "ar") == "ملابس"
    assert book.title("clothes", "ti") == in_english("Clothes")
    change(content, PAGE, "about clothes.", "about shoes.")
    changed = PageBook.load(content, offer).english["clothes"].blocks[1]
    assert changed.text != first.text
    assert book.translation("clothes", "ar", changed) is None


def test_pages_stand_in_the_order_of_the_menu_with_their_sources(content: Path, offer: OfferBook) -> None:
    book = PageBook.load(content, offer)
    assert book.slugs == ["clothes", "contact", "no-home", "privacy", "cookies", "accessibility"]
    assert [source.locator for source in book.written["clothes"]] == ["004:2336-2338"]


def test_a_file_that_is_no_page_is_named(content: Path, offer: OfferBook) -> None:
    (content / "pages" / "en" / "notes.txt").write_text("to do")
    assert faults(content, offer) == ["pages/en/notes.txt:1: The name of a page ends in “.md”."]


def test_a_translation_of_no_page_is_named(content: Path, offer: OfferBook) -> None:
    (content / ARABIC_PAGE).rename(content / "pages" / "ar" / "hats.md")
    assert faults(content, offer) == ["pages/ar/hats.md:1: There is no English page of this name."]


def test_a_page_that_cannot_be_read_is_named_alone(content: Path, offer: OfferBook) -> None:
    """Not also as missing from the menu, from each link to it and from under its translation."""
    change(content, PAGE, "owner: Somebody in Kent\n", "")
    assert faults(content, offer) == [f"{PAGE}:2: “owner” is missing."]
