"""What the two lock files say, for the tests and for `make lock`."""

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"

_PIN = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*])?==(?P<version>[^ ;\\]+)( ; (?P<condition>[^\\]+?))? *\\?$"
)
_HASH = re.compile("--hash=sha256:([0-9a-f]{64})")


def fingerprint() -> str:
    """A hash of the dependencies in pyproject.toml, which changes when one of them does, and then only."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {
        "python": project["requires-python"],
        "site": sorted(project["dependencies"]),
        "extras": {name: sorted(needs) for name, needs in project["optional-dependencies"].items()},
    }
    return hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Pin:
    """One package at one version, on a condition perhaps: another Python may need another version."""

    name: str
    version: str
    condition: str | None

    def is_for_here(self) -> bool:
        return not self.condition or Marker(self.condition).evaluate()


def pins(lock: Path) -> list[Pin]:
    """What the lock says, a line at a time."""
    found = (_PIN.match(line) for line in lock.read_text().splitlines())
    return [Pin(normal(m["name"]), m["version"], m["condition"]) for m in found if m]


def hashes(lock: Path) -> dict[tuple[str, str], list[str]]:
    """The SHA-256 of each file of each package, by its name and version."""
    found: dict[tuple[str, str], list[str]] = {}
    package = ("", "")
    for line in lock.read_text().splitlines():
        if pin := _PIN.match(line):
            package = normal(pin["name"]), pin["version"]
        if digest := _HASH.search(line):
            found.setdefault(package, []).append(digest[1])
    return found


def installed_here(lock: Path) -> dict[str, str]:
    """The packages that the lock puts on this machine, and their versions."""
    return {pin.name: pin.version for pin in pins(lock) if pin.is_for_here()}


def normal(name: str) -> str:
    """One spelling for each package."""
    return re.sub(r"[-_.]+", "-", name).lower()
