"""What pages refer to: numbers, hard words, links to other sites and the menu, each fault of them named."""

import shutil
from pathlib import Path

import pytest

from kentcare import paths
from kentcare.core.content.files import ContentError
from kentcare.core.content.sources import Sources
from kentcare.offer.pages.references import References
from support import small_site
from support.small_site import change

NUMBERS, LINKS = "numbers/small.yaml", "links.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copy(paths.CONTENT / "sources.yaml", tmp_path)
    small_site.write_pages(tmp_path)
    return tmp_path


def load(content: Path) -> References:
    return References.load(content, Sources.load(content))


def faults(content: Path) -> list[str]:
    with pytest.raises(ContentError) as raised:
        load(content)
    return list(map(str, raised.value.faults))


def test_they_are_read_with_the_sources_of_each_number(content: Path) -> None:
    found = load(content)
    assert found.numbers["small_days"].value == 28
    (source,) = found.numbers_written["small_days"]
    assert source.locator == "004:2119"
    assert found.glossary["panel"].also == ["panels"]
    assert found.menu[0].pages == ["clothes"]


def test_in_another_language_the_title_of_another_site_stays(content: Path) -> None:
    found = load(content).in_language(lambda text, where: text.upper())
    assert found.glossary["panel"].meaning == "MANAGERS WHO DECIDE"
    assert found.numbers["small_days"].what == "DAYS TO ASK IN"
    assert found.menu[0].title == "MONEY"
    assert found.links["elsewhere"].title == "Another site"


def test_a_number_that_stands_in_two_files_is_named(content: Path) -> None:
    shutil.copy(content / NUMBERS, content / "numbers" / "zoo.yaml")
    assert faults(content) == ["numbers/zoo.yaml:1: “small_days” stands in another file of numbers too."]


def test_a_link_that_is_not_https_is_named(content: Path) -> None:
    change(content, LINKS, "https:", "http:")
    (found,) = faults(content)
    assert found.startswith("links.yaml:3: ")


def test_an_address_that_is_not_https_is_told_so(content: Path) -> None:
    change(content, LINKS, "https:", "http:")
    assert "amount" not in faults(content)[0]
