"""Which files are not taken, and what the process that opens a file is given."""

import subprocess
from typing import Any

import pytest

from kentcare.services.files.cleaning import cleaned
from kentcare.services.files.rules import (
    MOST_BYTES,
    MOST_PAGES,
    FileRefused,
    Refusal,
)
from support.pictures import (
    archive,
    document,
    many_pages,
    photograph,
    picture_bomb,
)

BAD = {
    "empty": (b"", Refusal.EMPTY),
    "of another kind": (b"MZ\x90\x00 a program", Refusal.NOT_TAKEN),
    "wrong magic": (b"\xff\xd8\xff\xe0 but no photograph", Refusal.BROKEN),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', Refusal.NOT_TAKEN),
    "html": (b"<!DOCTYPE html><script>1</script>", Refusal.NOT_TAKEN),
    "zip bomb": (archive(), Refusal.NOT_TAKEN),
    "picture bomb": (picture_bomb(), Refusal.TOO_BIG),
    "over size": (b"%PDF-" + bytes(MOST_BYTES), Refusal.TOO_BIG),
    "half a photograph": (photograph()[:-200], Refusal.BROKEN),
    "half a pdf": (b"%PDF-1.7 and no more", Refusal.BROKEN),
    "more pages than anybody reads": (many_pages(MOST_PAGES + 1), Refusal.TOO_MANY_PAGES),
    "a pdf with a password": (document(password="secret"), Refusal.LOCKED),  # noqa: S106  # of a test
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_taken(name: str) -> None:
    content, reason = BAD[name]
    with pytest.raises(FileRefused) as refused:
        cleaned(content)
    assert refused.value.reason is reason


def test_what_opens_it_may_write_nothing_and_sees_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it is started with has none of the site's secrets."""
    monkeypatch.setenv("SECRET_KEY", "of a test")
    seen: dict[str, Any] = {}

    def look(command: object, **options: Any) -> Any:
        seen.update(options)
        return subprocess.CompletedProcess((), 22, b"", b"")

    monkeypatch.setattr("kentcare.services.files.cleaning.subprocess.run", look)
    with pytest.raises(FileRefused):
        cleaned(photograph())
    assert "SECRET_KEY" not in seen["env"]
