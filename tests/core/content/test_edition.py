"""What changes under content/ and translations/ is seen at the next look; what has a fault is passed over."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from kentcare import paths
from kentcare.core.content import edition
from kentcare.core.content.edition import SECONDS_BETWEEN_LOOKS, Current, look_again
from kentcare.core.content.files import ContentError, ContentFault
from support.patience import PATIENCE


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Two folders with one file each, and a first look at them still to come."""
    folders = {"CONTENT": tmp_path / "content", "TRANSLATIONS": tmp_path / "translations"}
    for name, folder in folders.items():
        folder.mkdir()
        monkeypatch.setattr(paths, name, folder)
    (folders["CONTENT"] / "place.yaml").write_text("one")
    (folders["TRANSLATIONS"] / "words.mo").write_text("one")
    look_again()
    yield folders["CONTENT"]
    # For whoever comes next, with the real folders.
    look_again()


def look() -> edition.Edition:
    look_again()
    return edition.edition()


class Shelf:
    """Something read from place.yaml, that counts how often it is read. The word “fault” is one."""

    def __init__(self, content: Path) -> None:
        self.file = content / "place.yaml"
        self.times = 0
        self.current = Current(self.read)

    def read(self) -> str:
        self.times += 1
        text = self.file.read_text()
        if text == "fault":
            raise ContentError([ContentFault("place.yaml", 7, "Mend this.")])
        return text

    def after(self, text: str) -> str:
        self.file.write_text(text)
        look_again()
        return self.current.get()


def _new_file_in_a_folder(content: Path) -> None:
    (content / "rates").mkdir()
    (content / "rates" / "a.yaml").touch()


CHANGES: dict[str, Callable[[Path], object]] = {
    "a change": lambda content: (content / "place.yaml").write_text("other"),
    "a change that is as long": lambda content: os.utime(content / "place.yaml", ns=(1, 1)),
    "a new page": lambda content: (content / "money.md").write_text("# Money"),
    "a new file in a folder": _new_file_in_a_folder,
    "a file taken away": lambda content: (content / "place.yaml").unlink(),
    "a catalogue": lambda content: (paths.TRANSLATIONS / "words.mo").write_text("other"),
    "the list of languages": lambda content: (paths.TRANSLATIONS / "languages.toml").touch(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_a_file_is_seen(content: Path, change: str) -> None:
    before = look()
    CHANGES[change](content)
    assert look() != before


def test_without_a_change_it_is_the_same_edition(content: Path) -> None:
    """The very same object, because whoever asks compares with `is`."""
    assert look() is look()


def test_what_an_editor_leaves_behind_is_no_change(content: Path) -> None:
    before = look()
    (content / ".place.yaml.swp").touch()
    (content / "place.yaml~").touch()
    assert look() is before


def test_nobody_looks_twice_within_a_second(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(edition, "time", SimpleNamespace(monotonic=lambda: now[0]))
    before = look()
    (content / "place.yaml").write_text("other")
    now[0] += SECONDS_BETWEEN_LOOKS - 0.01
    assert edition.edition() is before
    now[0] += 0.01
    assert edition.edition() != before


def test_what_is_read_is_read_once_until_something_changes(content: Path) -> None:
    shelf = Shelf(content)
    assert [shelf.current.get(), shelf.current.get()] == ["one", "one"]
    assert shelf.times == 1
    assert shelf.after("another") == "another"
    assert shelf.times == 2


def test_a_change_with_a_fault_is_logged_and_passed_over_until_it_is_mended(
    content: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf(content)
    shelf.current.get()
    with caplog.at_level(logging.ERROR):
        assert shelf.after("fault") == "one"
        assert "place.yaml:7: Mend this." in caplog.text
        caplog.clear()
        assert shelf.current.get() == "one"
        assert not caplog.text, "told again for every page"
    assert shelf.after("mended") == "mended"


def test_a_file_that_is_gone_while_it_is_saved_is_passed_over_too(content: Path) -> None:
    shelf = Shelf(content)
    shelf.current.get()
    shelf.file.unlink()
    look_again()
    assert shelf.current.get() == "one"


def test_the_first_reading_raises(content: Path) -> None:
    """A site that never had good content does not start."""
    shelf = Shelf(content)
    shelf.file.write_text("fault")
    for _ in range(2):
        with pytest.raises(ContentError, match=r"place\.yaml:7"):
            shelf.current.get()
    assert shelf.after("good") == "good"


def test_while_one_reads_the_others_go_on_with_what_there_was(content: Path) -> None:
    begun, may_end = threading.Event(), threading.Event()
    times = iter(("old", "new"))

    def read() -> str:
        text = next(times)
        if text == "new":
            begun.set()
            assert may_end.wait(PATIENCE)
        return text

    current = Current(read)
    assert current.get() == "old"
    (content / "place.yaml").write_text("other")
    look_again()
    reader = threading.Thread(target=current.get)
    reader.start()
    assert begun.wait(PATIENCE)
    assert current.get() == "old"
    may_end.set()
    reader.join(PATIENCE)
    assert current.get() == "new"
