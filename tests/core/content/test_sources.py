"""A citation is a document and a place in it, and what is wrong with one is said in a sentence."""

from pathlib import Path

import pytest

from kentcare.core.content.files import ContentFault, ContentFile
from kentcare.core.content.sources import Source, Sources

WRITTEN = """\
"004":
  title: The policy pack
  published: "2017"
  read_on: 2026-11-22
  sections:
    "1": the cover
    "1700": "The report: section 3"
    "1710": "The report: section 4"
    "2400": "The policy: section 1"
cswa-2017:
  title: An act
  published: "2017"
  read_on: 2026-11-22
"""


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    (tmp_path / "sources.yaml").write_text(WRITTEN)
    return Sources.load(tmp_path)


def test_a_place_in_a_numbered_paper_is_cited_with_its_number(sources: Sources) -> None:
    assert sources.find("004:1704-1707") == Source("The policy pack", "004:1704-1707")
    assert sources.find("cswa-2017: section 3 ") == Source("An act", "section 3")


def test_the_document_of_a_source_is_found(sources: Sources) -> None:
    assert sources.document(sources.find("cswa-2017:section 3")) is sources.documents["cswa-2017"]


@pytest.mark.parametrize(
    ("citation", "shown"),
    [
        ("004:1704-1707", "The report: section 3"),
        ("004:1704, 1709", "The report: section 3"),
        ("004:1704-1711", "The report: section 3 to section 4"),
        ("004:1704, 1711, 2500", "The report: section 3, section 4; The policy: section 1"),
        ("004:12", "the cover"),
        ("cswa-2017:section 3", "section 3"),
    ],
)
def test_a_line_is_in_the_last_section_that_begins_before_it(
    sources: Sources, citation: str, shown: str
) -> None:
    assert sources.section(sources.find(citation)) == shown


@pytest.mark.parametrize(
    ("citation", "told"),
    [
        ("004", "Say where in the document, as in “004:section 3”."),
        ("004: ", "Say where in the document, as in “004:section 3”."),
        ("909:1", "“909” is not a document in sources.yaml."),
    ],
)
def test_a_citation_of_nothing_is_told(sources: Sources, citation: str, told: str) -> None:
    with pytest.raises(KeyError) as raised:
        sources.find(citation)
    assert raised.value.args == (told,)


def test_of_a_list_the_good_ones_are_found_and_each_bad_one_named(sources: Sources, tmp_path: Path) -> None:
    (tmp_path / "page.yaml").write_text('cites:\n  - "004:1"\n  - "909:1"\nnone: []\n')
    file, faults = ContentFile(tmp_path / "page.yaml", tmp_path), list[ContentFault]()
    assert sources.find_all(file, "cites", ["004:1", "909:1"], faults) == [sources.find("004:1")]
    assert sources.find_all(file, "none", [], faults) == []
    assert [fault.line for fault in faults] == [3, 4]
