"""The place that the site serves: its names stay, and each telephone number has its source."""

from pathlib import Path

import pytest

from kentcare.core.content.files import ContentError
from kentcare.core.content.place import Place
from kentcare.core.content.sources import Sources
from kentcare.paths import CONTENT


@pytest.fixture
def sources() -> Sources:
    return Sources.load(CONTENT)


def test_each_contact_has_the_document_that_its_number_was_read_in(sources: Sources) -> None:
    place = Place.load(CONTENT, sources)
    assert place.contacts
    without = [key for key, contact in place.contacts.items() if contact.document is None]
    assert {place.contacts[key].telephone for key in without} <= {"999"}


def test_in_another_language_contacts_are_translated_and_names_stay(sources: Sources) -> None:
    place = Place.load(CONTENT, sources)
    loud = place.in_language(lambda text, where: text.upper())
    assert (loud.council, loud.service) == (place.council, place.service)
    for key, contact in place.contacts.items():
        assert loud.contacts[key].why == contact.why.upper()
        assert loud.contacts[key].telephone == contact.telephone
        assert loud.contacts[key].web == contact.web


def test_a_number_without_a_source_is_a_fault(sources: Sources, tmp_path: Path) -> None:
    text = (CONTENT / "place.yaml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.strip().startswith("source:"))
    (tmp_path / "place.yaml").write_text(text.replace(f"{line}\n", "", 1), encoding="utf-8")
    with pytest.raises(ContentError, match="needs the source that it was read in"):
        Place.load(tmp_path, sources)


@pytest.mark.parametrize(
    ("instead", "reach"),
    [("telephone: 0300 123 4567", "0300 123 4567"), ("web: https://a.example", "https://a.example")],
)
def test_somebody_is_reached_by_their_number_or_else_by_their_page(
    sources: Sources, tmp_path: Path, instead: str, reach: str
) -> None:
    _with_become(tmp_path, instead)
    assert Place.load(tmp_path, sources).contacts["become"].reach == reach


@pytest.mark.parametrize("instead", ["", "web: http://a.example", "telephone: soon"])
def test_somebody_who_cannot_be_reached_is_a_fault(sources: Sources, tmp_path: Path, instead: str) -> None:
    _with_become(tmp_path, instead)
    with pytest.raises(ContentError, match="Give a telephone number, or web"):
        Place.load(tmp_path, sources)


def _with_become(content: Path, reached_by: str) -> None:
    """Writes the site's own place.yaml, with another way to reach Become."""
    text = (CONTENT / "place.yaml").read_text(encoding="utf-8")
    number = "telephone: 0800 023 2033"
    assert number in text
    (content / "place.yaml").write_text(text.replace(number, reached_by), encoding="utf-8")
