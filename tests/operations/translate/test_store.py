"""The files of translations: what is written is read again, and what is unsure or empty is no translation."""

from pathlib import Path

from kentcare.core.languages.catalogue import INTERFACE
from kentcare.core.languages.listed import every_language
from kentcare.operations.translate import store
from kentcare.operations.translate.units import PAGES, Unit, every_unit
from support.small_site import ARABIC, PAGE, change

ARABIC_ROW = every_language()["ar"]
SEARCH, DAYS = Unit(INTERFACE, "Search"), Unit(INTERFACE, "%(num)s day", "%(num)s days")


def test_a_gettext_file_is_read_as_it_was_written() -> None:
    given = {SEARCH.key: ["بحث"], DAYS.key: [f"{form} %(num)s" for form in "abcdef"]}
    assert store.read(store.po_of(ARABIC_ROW, [SEARCH, DAYS], given)) == given


def test_an_empty_or_unsure_entry_is_no_translation() -> None:
    head = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    assert store.read(head + b'msgid "Search"\nmsgstr ""\n') == {}
    assert store.read(head + b'#, fuzzy\nmsgid "Search"\nmsgstr "Suche"\n') == {}


def test_what_is_loaded_and_saved_is_the_same_again(data: Path) -> None:
    units = every_unit()
    before = store.load(ARABIC_ROW, units)
    store.save(ARABIC_ROW, units, {key: texts for part in before.values() for key, texts in part.items()})
    assert store.load(ARABIC_ROW, units) == before
    assert len(before[f"{PAGES}clothes"]) == len(ARABIC)


def test_a_translation_of_changed_english_is_loaded_under_its_hash(data: Path) -> None:
    change(data / "content", PAGE, "# Clothes", "# Your clothes")
    loaded = store.load(ARABIC_ROW, every_unit())[f"{PAGES}clothes"]
    assert ("# Your clothes", None) not in loaded
    assert ["# ملابس"] in loaded.values()


def test_who_translated_a_page_is_read_and_of_a_catalogue_nobody(data: Path) -> None:
    front = store.front_of(ARABIC_ROW, f"{PAGES}clothes")
    assert front is not None
    assert front.translated_by == "computer"
    assert store.front_of(ARABIC_ROW, INTERFACE) is None
    assert store.front_of(ARABIC_ROW, f"{PAGES}home") is None
