"""What is translated, in English, and what a translator may not change in it."""

import re
from pathlib import Path

import pytest

from kentcare.core.languages.catalogue import CONTENT, INTERFACE
from kentcare.operations.translate.units import PAGES, Unit, every_unit, hash_of

PAGE = f"{PAGES}clothes"


def of(part: str) -> list[Unit]:
    return [unit for unit in every_unit() if unit.part == part]


def test_the_words_of_the_layout_are_units_with_their_plurals_and_notes(data: Path) -> None:
    assert {unit.key for unit in of(INTERFACE)} == {
        ("Search", None),
        ("Read on %(date)s.", None),
        ("<strong>Ask</strong> today", None),
        ("%(num)s page", "%(num)s pages"),
    }
    assert [unit.where for unit in of(INTERFACE) if unit.where] == ["translators: the name of a day"]


def test_a_text_of_content_is_a_unit_without_its_numbers_and_says_where_it_stands(data: Path) -> None:
    found = {unit.english: unit.where for unit in of(CONTENT)}
    assert found["NHS {1}"] == "place.yaml: nhs_111: name"
    assert found["managers who decide"] == "glossary.yaml: panel: meaning"
    assert found["Money for shoes"].startswith("rates")
    assert not [english for english in found if re.search(r"\d", re.sub(r"\{[^}]*\}", "", english))]


def test_the_same_english_is_one_unit_of_a_part(data: Path) -> None:
    for part in {unit.part for unit in every_unit()}:
        keys = [unit.key for unit in of(part)]
        assert len(keys) == len(set(keys)), part


def test_names_of_the_place_are_not_translated(data: Path) -> None:
    assert not [unit for unit in of(CONTENT) if unit.english in ("Kent", "Kent County Council")]


def test_each_block_of_a_page_is_a_unit_but_the_lists_that_we_make(data: Path) -> None:
    blocks = [unit.english for unit in of(PAGE)]
    assert blocks[:3] == ["# Clothes", "This page is about clothes.", "## What it is {#what}"]
    assert not [block for block in blocks if block.startswith(("{offers", "{helpers"))]
    assert {unit.where for unit in of(PAGE)} == {"pages/en/clothes.md"}


def test_what_a_reader_meets_first_comes_first(data: Path) -> None:
    parts = list(dict.fromkeys(unit.part for unit in every_unit()))
    assert parts[:2] == [INTERFACE, CONTENT]
    assert set(parts[2:]) == {
        f"{PAGES}{slug}"
        for slug in ("accessibility", "clothes", "contact", "cookies", "home", "no-home", "privacy")
    }


def test_the_hash_is_another_as_soon_as_any_english_is() -> None:
    one, two = Unit(INTERFACE, "Ask"), Unit(INTERFACE, "page", "pages")
    assert len(hash_of([one, two])) == 12
    assert hash_of([one, two]) == hash_of([two, one])
    others = ([one], [one, Unit(INTERFACE, "page", "leaves")], [Unit(INTERFACE, "Ask!"), two])
    assert len({hash_of(units) for units in ([one, two], *others)}) == 4


GOOD = [
    ("Read on %(date)s.", None, ["%(date)s قرئ"]),
    ("{1} for {2} weeks", None, ["{2} أسابيع {1}"]),
    ("<strong>Ask</strong> today", None, ["اليوم <strong>اسأل</strong>"]),
    ("Wait 30 minutes", None, ["انتظر 30 دقيقة"]),
    ("%(num)s page", "%(num)s pages", ["صفحة واحدة", "صفحتان", "%(num)s صفحات"]),
    ("one page", "%(num)s pages", ["%(num)s صفحة", "%(num)s صفحات"]),
    ("Nothing", None, []),
]
BAD = [
    ("Read on %(date)s.", None, ["قرئ"], "places differ"),
    ("Read on %(date)s.", None, ["%(day)s قرئ"], "places differ"),
    ("Read on %(date)s.", None, ["%(date)s %(date)s قرئ"], "places differ"),
    ("{1} for {2} weeks", None, ["{1} أسابيع"], "places differ"),
    ("Kent pays {clothing_year}.", None, ["{clothing}"], "places differ"),
    ("%(num)s page", "%(num)s pages", ["%(number)s صفحات"], "places differ"),
    ("<strong>Ask</strong> today", None, ["اسأل"], "elements"),
    ("<strong>Ask</strong> today", None, ["<b>اسأل</b>"], "elements"),
    ("Ask today", None, ["<strong>اسأل</strong>"], "elements"),
    ("Ask today", None, ["اسأل 24"], "A number stands"),
    ("Ask today", None, ["اسأل ٢٤"], "A number stands"),
]


@pytest.mark.parametrize(("english", "plural", "translated"), GOOD)
def test_a_translation_may_move_what_it_keeps(
    english: str, plural: str | None, translated: list[str]
) -> None:
    assert list(Unit(CONTENT, english, plural).faults(translated)) == []


@pytest.mark.parametrize(("english", "plural", "translated", "says"), BAD)
def test_a_translation_may_not_change_what_is_for_machines(
    english: str, plural: str | None, translated: list[str], says: str
) -> None:
    faults = list(Unit(CONTENT, english, plural).faults(translated))
    assert faults
    assert says in faults[0]


def test_a_block_of_a_page_is_held_to_the_rules_of_pages() -> None:
    unit = Unit(PAGE, "Read [others](out:elsewhere).")
    assert list(unit.faults(["[هنا](out:elsewhere)"])) == []
    assert list(unit.faults(["هنا"])) == ["This link of the English is missing: out:elsewhere"]
