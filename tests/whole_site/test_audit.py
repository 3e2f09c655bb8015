"""No package that we install has a known weakness, and none went unlooked at."""

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from support.locks import TEST_LOCK, installed_here, normal

# pip-audit succeeds when it could look nothing up at all, so its own word is not enough.
SERVICES = {"pypi": "pypi.org", "osv": "api.osv.dev"}
_CONNECT = "import socket, sys; socket.create_connection((sys.argv[1], 443), 10).close()"


def _ask(service: str) -> list[dict[str, Any]]:
    """What the service said of each package; nothing, if it did not answer or knows none of them."""
    # To begin with the program takes seconds, so that it is not asked in vain.
    if subprocess.run(
        [sys.executable, "-c", _CONNECT, SERVICES[service]], stderr=subprocess.DEVNULL
    ).returncode:
        return []
    with TemporaryDirectory() as folder:
        # A service that knows nothing of one package is not asked about a hundred.
        one = Path(folder) / "one.txt"
        one.write_text(f"flask=={version('flask')}\n", encoding="utf-8")
        return _audited(service, one) and _audited(service, TEST_LOCK)


def _audited(service: str, requirements: Path) -> list[dict[str, Any]]:
    """What the service said of each of these packages; nothing if it knows none of them."""
    run = subprocess.run(
        [
            *(Path(sys.executable).parent / "pip-audit", f"--vulnerability-service={service}"),
            *("--no-deps", "--disable-pip", "--progress-spinner=off", "--format=json"),
            *("--timeout=10", f"--requirement={requirements}"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    packages: list[dict[str, Any]] = json.loads(run.stdout)["dependencies"] if run.stdout else []
    return packages if any("skip_reason" not in package for package in packages) else []


def _unaudited(packages: list[dict[str, Any]]) -> set[str]:
    audited = {normal(package["name"]) for package in packages if "skip_reason" not in package}
    return installed_here(TEST_LOCK).keys() - audited


def _weaknesses(packages: list[dict[str, Any]]) -> list[str]:
    return [
        f"{package['name']} {package['version']}: {weakness['id']}, mended in {weakness['fix_versions']}"
        for package in packages
        for weakness in package.get("vulns", ())
    ]


def test_every_package_was_audited_and_none_has_a_known_weakness() -> None:
    packages = next((answer for service in SERVICES if (answer := _ask(service))), None)
    if packages is None:
        pytest.skip("not run: the dependency audit, as no advisory service answers from here")
    assert not _unaudited(packages)
    assert not _weaknesses(packages)


def test_a_package_that_was_skipped_counts_as_unaudited() -> None:
    names = sorted(installed_here(TEST_LOCK))
    looked_at: list[dict[str, Any]] = [{"name": name, "version": "1", "vulns": []} for name in names]
    assert not _unaudited(looked_at)
    looked_at[names.index("flask")] = {"name": "flask", "skip_reason": "not found"}
    assert _unaudited(looked_at) == {"flask"}


def test_a_weakness_is_reported_with_the_version_that_mends_it() -> None:
    found = {"name": "flask", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
    assert _weaknesses([found]) == ["flask 1.0: PYSEC-1, mended in ['1.1']"]
