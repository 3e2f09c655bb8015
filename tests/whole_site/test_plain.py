"""The English of the site is plain.

See plain.py for the formula. What is not plain is listed with its place.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kentcare import paths
from kentcare.operations.translate.units import PAGES, Unit, every_unit
from support.plain import HIGHEST_GRADE, MOST_WORDS, MOST_WORDS_IN_THE_MIDDLE, measure, paragraphs_of

PAGE_FILES = sorted((paths.CONTENT / "pages" / "en").glob("*.md"))


def _texts() -> dict[str, list[str]]:
    """The words in the code, and the words of content/ by file."""
    found: dict[str, list[str]] = {}
    for unit in every_unit():
        if not unit.part.startswith(PAGES) and not _is_for_a_list(unit):
            found.setdefault(unit.where.partition(":")[0] or unit.part, []).append(
                unit.plural or unit.english
            )
    return found


def _is_for_a_list(unit: Unit) -> bool:
    """Names and titles are no sentences: a glossary's terms, what a figure or a number is of."""
    return unit.where.endswith(
        (": what", ": term", ": meaning", ": name", ": title")
    ) and not unit.english.endswith(".")


@pytest.mark.parametrize("page", PAGE_FILES, ids=lambda page: page.stem)
def test_a_page_is_plain(page: Path) -> None:
    assert measure(paragraphs_of(page.read_text(encoding="utf-8"))).faults == []


def test_every_other_word_of_the_site_is_plain() -> None:
    """No sentence is long in any file.

    The middle and the grade are those of all sentences of a kind together.
    """
    kinds: dict[str, list[str]] = {}
    long = []
    for where, texts in _texts().items():
        kinds.setdefault(where.partition("/")[0], []).extend(texts)
        long += [f"{where}: {fault}" for fault in measure(texts).long_sentences]
    assert not long
    assert not [f"{kind}: {fault}" for kind, texts in kinds.items() for fault in measure(texts).faults]


def _hard() -> Iterator[tuple[str, str]]:
    yield "a sentence that goes on", " ".join(["word"] * (MOST_WORDS + 1)) + "."
    yield (
        "sentences that are all long",
        " ".join((" ".join(["word"] * (MOST_WORDS_IN_THE_MIDDLE + 1)) + ". ") * 3 for _ in "a"),
    )
    yield "hard words", "Organisational representatives coordinate accommodation opportunities."


@pytest.mark.parametrize(("why", "text"), list(_hard()))
def test_what_is_not_plain_is_found(why: str, text: str) -> None:
    assert measure([text]).faults, why


def test_a_fault_says_which_sentence_it_is_and_what_to_do() -> None:
    long = " ".join(["word"] * (MOST_WORDS + 1)) + "."
    hard = "Organisational representatives coordinate accommodation opportunities."
    (of_one,) = measure([long, "Short one.", "Short too."]).faults
    assert of_one == f"This sentence has 26 words, and 25 is the most. Split it into two: “{long}”"
    (of_all,) = measure([hard]).faults
    assert "Use shorter words than “organisational”" in of_all
    assert f"split or shorten the hardest sentences: “{hard}”" in of_all


def test_a_word_that_the_glossary_explains_counts_as_a_short_one() -> None:
    hard = measure(["Ask your Independent Reviewing Officer about your pathway plan."])
    assert hard.grade < HIGHEST_GRADE
    assert hard.faults == []
