"""Where content and translations are looked for, and what is said where they are missing."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from kentcare import paths
from kentcare.operator_error import OperatorError

ROOT = Path(__file__).resolve().parents[1]


def read_anew() -> dict[str, Any]:
    """The names of the module as it would be read in a new process."""
    return runpy.run_path(str(paths.__file__))


def test_in_a_checkout_they_are_beside_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KENTCARE_DATA", raising=False)
    monkeypatch.delenv("KENTCARE_INSTANCE", raising=False)
    found = read_anew()
    assert (found["CONTENT"], found["TRANSLATIONS"]) == (ROOT / "content", ROOT / "translations")
    assert found["instance"]() == ROOT / ".instance"


def test_another_council_has_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "translations").mkdir()
    monkeypatch.setenv("KENTCARE_DATA", str(tmp_path))
    monkeypatch.setenv("KENTCARE_INSTANCE", str(tmp_path / "kept"))
    found = read_anew()
    assert (found["CONTENT"], found["TRANSLATIONS"]) == (tmp_path / "content", tmp_path / "translations")
    assert found["instance"]() == tmp_path / "kept"


@pytest.mark.parametrize("missing", ["content", "translations"])
def test_a_folder_that_is_missing_is_named_with_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    for name in {"content", "translations"} - {missing}:
        (tmp_path / name).mkdir()
    monkeypatch.setenv("KENTCARE_DATA", str(tmp_path))
    with pytest.raises(OperatorError, match=rf"KENTCARE_DATA is {tmp_path}, and \S+/{missing} is missing"):
        read_anew()
