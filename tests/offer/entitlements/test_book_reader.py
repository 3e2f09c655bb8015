"""What the engine will ask of content/ has to be there: the check finds a gap before a young person does."""

import shutil
from pathlib import Path

import pytest

from kentcare.core.content.files import ContentError
from kentcare.offer.entitlements.book_reader import load_book
from kentcare.paths import CONTENT

# What is done to a good content folder, where the fault is named, and words of the sentence.
MISSING = [
    ("rates/clothing_year.yaml", None, None, "rates/clothing_year.yaml:1", "a rule needs it"),
    ("answer/law.yaml", "support_to_25:", "support_to_26:", "answer/law.yaml", "“support_to_25”"),
    ("answer/milestones.yaml", "support_ends:", "support_stops:", "answer/milestones.yaml", "“support_ends”"),
    ("answer/status.yaml", "  left_care:\n", "  left:\n", "answer/status.yaml", "“left_care” are missing"),
    ("answer/status.yaml", "  turns_18:", "  turns_19:", "answer/status.yaml", "“turns_18” are missing"),
    ("answer/status.yaml", "{age} years", "{agge} years", "answer/status.yaml:66", "“{agge}”"),
    (
        "answer/status.yaml",
        "You are in care\n",
        "You are in care {\n",
        "answer/status.yaml:5",
        "curly bracket",
    ),
    ("answer/urgent.yaml", "custody:", "prison:", "answer/urgent.yaml", "“custody”"),
    ("answer/urgent.yaml", "coram_voice]", "coram]", "answer/urgent.yaml", "“coram” is not a contact"),
    (
        "answer/urgent.yaml",
        "row: advocate",
        "row: lawyer",
        "answer/urgent.yaml",
        "“lawyer” is not an entitlement",
    ),
    (
        "answer/status.yaml",
        "usual: Kent looks",
        "from_21: Kent looks",
        "answer/status.yaml",
        "“usual” is missing",
    ),
    ("answer/shared.yaml", "  up_to: up", "  upto: up", "answer/shared.yaml", "“up_to” are missing"),
    ("answer/shared.yaml", ", December]", "]", "answer/shared.yaml:2", ""),
    ("answer/shared.yaml", "  panel:", "  panels:", "answer/shared.yaml", "“panel” are missing"),
    ("place.yaml", "signpost_for: [", "signpost_for: [sad, ", "place.yaml:", "“sad” is not a status"),
    ("place.yaml", '    source: "become:care advice line"\n', "", "place.yaml", "needs the source"),
    ("place.yaml", "  shelter:\n", "  shelters:\n", "place.yaml", "“shelter”, which is missing"),
    ("answer/shared.yaml", "  past_25: Ask", "  past_26: Ask", "answer/shared.yaml", "“past_25” are missing"),
    (
        "offer/keep_in_touch.yaml",
        "ring: children",
        "ring: nobody",
        "offer/keep_in_touch.yaml",
        "“nobody” is nobody in place.yaml",
    ),
    (
        "offer/keep_in_touch.yaml",
        "ask_elsewhere:\n  ask:",
        "ask_elsewhere:\n  asked:",
        "offer/keep_in_touch.yaml:",
        "There is no “asked” to replace",
    ),
    ("answer/milestones.yaml", "text: Staying Put ends", 'text: ""', "answer/milestones.yaml", ""),
    ("offer/clothing.yaml", "two parts", "{} parts", "offer/clothing.yaml:15", "the place “{}”"),
    ("offer/clothing.yaml", "twice a year", "{clothing_year}", "offer/clothing.yaml:8", "“{clothing_year}”"),
]


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "words"), MISSING, ids=[row[0] + str(row[2]) for row in MISSING]
)
def test_a_gap_is_named(
    tmp_path: Path, name: str, old: str | None, new: str | None, place: str, words: str
) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    path = content / name
    if old is None or new is None:
        path.unlink()
    else:
        text = path.read_text(encoding="utf-8")
        assert old in text, "the test breaks nothing"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        load_book(content)
    assert any(str(fault).startswith(place) and words in str(fault) for fault in raised.value.faults), (
        raised.value
    )


def test_every_reason_is_one_sentence() -> None:
    """A second sentence is where a reader stops."""
    book = load_book(CONTENT)
    texts = [text for words in book.entitlements.values() for text in words.reasons.values()]
    texts += book.shared.reasons.values()
    assert [text for text in texts if ". " in text or not text.endswith(".")] == []


def test_the_whole_offer_folder_missing_is_named_file_by_file(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    shutil.rmtree(content / "offer")
    with pytest.raises(ContentError) as raised:
        load_book(content)
    assert "offer/advocate.yaml:1: This file is missing." in str(raised.value)
