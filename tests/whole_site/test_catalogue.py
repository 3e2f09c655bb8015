"""The list of strings to translate is the list of strings that the site has."""

import os
import subprocess
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from support.locks import ROOT

KEPT = ROOT / "translations" / "messages.pot"


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    fresh = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    command = ["make", "--silent", "catalogues", f"POT={fresh}"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"MAKEFLAGS": ""}, check=True)
    return fresh


def _catalogue(file: Path) -> Catalog:
    with file.open("rb") as lines:
        return read_po(lines)


def test_the_catalogue_is_fresh(extracted: Path) -> None:
    assert KEPT.read_text() == extracted.read_text(), "run: make catalogues"
    content = KEPT.with_name("content.pot").read_text()
    assert content == extracted.with_name("content.pot").read_text(), "run: make catalogues"


def test_strings_are_found_in_code_and_in_templates(extracted: Path) -> None:
    """A pattern that matches nothing gives an empty catalogue, which is always fresh."""
    found = {message.id for message in _catalogue(extracted) if message.id}
    assert len(found) > 20
