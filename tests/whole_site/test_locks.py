"""The locks say exactly what is installed, from anywhere, on every Python that we promise."""

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from support.locks import LOCK, ROOT, TEST_LOCK, fingerprint, installed_here, normal, pins

BOTH = pytest.mark.parametrize("lock", [LOCK, TEST_LOCK], ids=lambda lock: lock.name)
UNREACHABLE = re.compile(
    r"dns error|client error \(Connect\)|Connection refused|timed out|Network is unreachable"
)


@BOTH
def test_a_lock_is_made_again_when_a_dependency_changes(lock: Path) -> None:
    assert fingerprint() in lock.read_text().splitlines()[0], "run: make lock"


@BOTH
def test_each_line_of_a_lock_was_understood_and_has_a_hash(lock: Path) -> None:
    lines = lock.read_text().splitlines()[1:]
    starts = [number for number, line in enumerate(lines) if not line.startswith(" ")]
    assert len(starts) == len(pins(lock)) > 20
    assert all("--hash=sha256:" in lines[number + 1] for number in starts)


@BOTH
def test_a_lock_names_no_address(lock: Path) -> None:
    """A package may come from anywhere: its hash says that it is the right one."""
    assert "://" not in lock.read_text()


def test_every_dependency_is_locked_at_a_version_that_it_allows() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    for lock, needs in (
        (LOCK, [*project["dependencies"], *extras["build"]]),
        (TEST_LOCK, [*project["dependencies"], *extras["build"], *extras["test"]]),
    ):
        locked = installed_here(lock)
        for need in map(Requirement, needs):
            assert need.specifier.contains(locked[normal(need.name)]), f"{need} in {lock.name}"


def test_the_tests_run_with_the_versions_that_the_site_runs_with() -> None:
    assert not set(pins(LOCK)) - set(pins(TEST_LOCK))


def test_what_is_installed_here_is_what_is_locked() -> None:
    locked = installed_here(TEST_LOCK)
    assert {name: metadata.version(name) for name in locked} == locked, "run: make test"


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_the_site_installs_on(python: str, tmp_path: Path) -> None:
    """Every package has a ready-made file for that Python, with the hash that we expect.

    But for docopt, a single file that the client of GOV.UK Notify asks for and never uses: it has none.
    """
    run = subprocess.run(
        [
            *(Path(sys.executable).parent / "uv", "pip", "install", "--dry-run", "--no-cache"),
            *("--only-binary=:all:", "--no-binary=docopt", "--require-hashes", f"--python-version={python}"),
            *(f"--target={tmp_path}", f"--requirement={LOCK}"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode and UNREACHABLE.search(run.stderr):
        pytest.skip(f"not run: whether the site installs on Python {python}, as no package index answers")
    assert run.returncode == 0, run.stderr
