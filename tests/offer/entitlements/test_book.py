"""How to ask and the sources of an answer, in the words of its reason and of the reader's language."""

from pathlib import Path

import pytest

from kentcare.offer.entitlements.book import places_in
from kentcare.offer.entitlements.book_reader import load_book
from kentcare.paths import CONTENT
from support.entitlement_content import copied_content
from support.entitlement_people import former_relevant, owed
from support.oracle import Facts

IN_2019 = "2019-06-01"


def test_how_to_ask_and_the_sources_may_differ_by_the_reason_of_an_answer(tmp_path: Path) -> None:
    content = copied_content(
        tmp_path,
        ask_for={"waiting": "Ask at the benefit office first."},
        sources_for={"waiting": ["004:1", "004:2"]},
    )
    waiting = former_relevant(IN_2019, benefit_claim="waiting", benefit_claimed_on=IN_2019)
    own, usual = owed(waiting, "weekly_allowance", content), owed(waiting, "weekly_allowance")
    assert own["how_to_ask"] == "Ask at the benefit office first."
    assert [source["locator"] for source in own["sources"]] == ["004:1", "004:2"]
    assert own | {key: usual[key] for key in ("how_to_ask", "sources")} == usual
    paid = former_relevant(IN_2019, benefit_claim="paid")
    assert owed(paid, "weekly_allowance", content) == owed(paid, "weekly_allowance")


def test_another_language_has_its_own_words_on_how_to_ask_for_a_reason(tmp_path: Path) -> None:
    content = copied_content(tmp_path, ask_for={"waiting": "Ask first."})
    asked: list[str] = []

    def say(text: str, where: str) -> str:
        asked.append(where)
        return text.upper()

    words = load_book(content).in_language(say).entitlements["weekly_allowance"]
    assert words.ask_for == {"waiting": "ASK FIRST."}
    assert "offer/weekly_allowance.yaml: ask_for.waiting" in asked


def test_where_another_council_is_responsible_other_words_replace_those_on_how_to_ask(tmp_path: Path) -> None:
    content = copied_content(
        tmp_path,
        ask_for={"no_benefits": "Ask Kent first."},
        ask_elsewhere={"ask": "Ask there.", "no_benefits": "Ask there first."},
    )
    usual = load_book(content).entitlements["weekly_allowance"].ask
    written: list[tuple[Facts, str, str]] = [
        ({"immigration": "waiting"}, "Ask Kent first.", "Ask there first."),
        ({"immigration": "pre_settled"}, usual, "Ask there."),
    ]
    for facts, here, there in written:
        for authority, asked in (("kent", here), ("other", there)):
            person = former_relevant(IN_2019, authority=authority, **facts)
            assert owed(person, "weekly_allowance", content)["how_to_ask"] == asked
    words = load_book(content).in_language(lambda text, _: text.upper()).entitlements["weekly_allowance"]
    assert words.ask_elsewhere["ask"] == "ASK THERE."


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("No place", []),
        ("{age} years, up to {clothing_year}", ["age", "clothing_year"]),
        ("{{age}} {}", [""]),
    ],
)
def test_the_places_of_a_text_are_found(text: str, places: list[str]) -> None:
    assert places_in(text) == places


@pytest.mark.parametrize("text", ["{", "one } alone", "{age"])
def test_a_lone_brace_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        places_in(text)


def test_whoever_is_told_to_ring_is_given_the_number() -> None:
    book = load_book(CONTENT)
    assert book.usually_asked("personal_adviser").endswith(book.place.contacts["children"].reach)
