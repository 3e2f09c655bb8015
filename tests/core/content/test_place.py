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


def test_a_number_without_a_source_is_a_fault(sources: Sources, tmp_path: Path) -> None:
    text = (CONTENT / "place.yaml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.strip().startswith("source:"))
    (tmp_path / "place.yaml").write_text(text.replace(f"{line}\n", "", 1), encoding="utf-8")
    with pytest.raises(ContentError, match="needs the source that it was read in"):
        Place.load(tmp_path, sources)


def test_a_contact_is_reached_by_its_number_or_else_on_the_web(sources: Sources) -> None:
    place = Place.load(CONTENT, sources)
    assert place.contacts["become"].reached_at == "0800 023 2033"
    assert place.contacts["citizens_advice"].reached_at == "www.citizensadvice.org.uk"


def test_a_contact_that_nobody_can_reach_is_a_fault(sources: Sources, tmp_path: Path) -> None:
    text = (CONTENT / "place.yaml").read_text(encoding="utf-8")
    line = "    web: www.citizensadvice.org.uk\n"
    assert line in text
    (tmp_path / "place.yaml").write_text(text.replace(line, "", 1), encoding="utf-8")
    with pytest.raises(ContentError, match="needs a number or an address"):
        Place.load(tmp_path, sources)
