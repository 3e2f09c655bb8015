"""What is installed from a wheel is the whole site: code, words, figures, translations and migrations."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.locks import ROOT

_WELSH = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Yes"\nmsgstr "Ie"\n'


def _run(*command: str | Path, cwd: Path, **environment: str) -> str:
    run = subprocess.run(
        command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def _what_git_would_keep() -> Iterator[Path]:
    listed = _run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", cwd=ROOT)
    return (Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file())


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked; built from a copy with one translation more, so that there is one for certain."""
    copy = tmp_path_factory.mktemp("checkout")
    for file in _what_git_would_keep():
        (copy / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / file, copy / file)
    messages = copy / "translations" / "cy" / "LC_MESSAGES"
    messages.mkdir(parents=True, exist_ok=True)
    (messages / "messages.po").write_text(_WELSH)
    pybabel = Path(sys.executable).parent / "pybabel"
    _run(
        pybabel,
        "--quiet",
        "compile",
        "-i",
        messages / "messages.po",
        "-o",
        messages / "messages.mo",
        cwd=copy,
    )
    _run(sys.executable, "-m", "hatchling", "build", "--target=wheel", "--directory=dist", cwd=copy)
    unpacked = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(next((copy / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(unpacked)
    return unpacked


def test_it_holds_every_file_of_the_code_and_the_content(installed: Path) -> None:
    into = {"site/kentcare": "kentcare", "content": "kentcare/_data/content"}
    expected = {
        installed / new / file.relative_to(old)
        for file in _what_git_would_keep()
        for old, new in into.items()
        if file.is_relative_to(old) and not file.is_relative_to("content/demo")
    }
    assert len(expected) > 20
    assert not [file for file in expected if not file.exists()]


def test_it_holds_compiled_translations(installed: Path) -> None:
    assert (installed / "kentcare/_data/translations/cy/LC_MESSAGES/messages.mo").exists()


def test_it_holds_nothing_else(installed: Path) -> None:
    assert {entry.name.partition("-")[0] for entry in installed.iterdir()} == {"kentcare"}


def test_it_holds_nothing_of_the_demonstration(installed: Path) -> None:
    assert not [str(file) for file in installed.rglob("*demo*") if file.name != "demonstration.py"]


def test_it_runs_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = "import kentcare; print(kentcare.__file__); from kentcare.cli import main; main(['db', 'upgrade'])"
    environment = {"PYTHONPATH": str(installed), "KENTCARE_INSTANCE": str(tmp_path), "DATABASE_URL": ""}
    said = _run(sys.executable, "-c", code, cwd=tmp_path, **environment)
    assert said.splitlines() == [
        str(installed / "kentcare" / "__init__.py"),
        "The database is now at 0021.",
    ]
