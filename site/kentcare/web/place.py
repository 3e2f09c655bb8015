"""The place this site serves, from content/place.yaml: its names, whom to ring, where its exit leads."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import yaml

from kentcare import paths


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ring, and how we know the number."""

    name: str
    why: str
    telephone: str
    source: str | None = None
    read_on: date | None = None
    address: str | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Exit:
    """Where "Exit this page" leads, and what the tab is called on the way."""

    to: str
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """content/place.yaml, whole."""

    service: str
    council: str
    council_short: str
    county: str
    hosts_service: str
    exit: Exit
    contacts: dict[str, Contact]


@cache
def place() -> Place:
    # The C reader is ten times as fast, and a start is measured in seconds.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    written = yaml.load((paths.CONTENT / "place.yaml").read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    written["exit"] = Exit(**written["exit"])
    written["contacts"] = {key: Contact(**row) for key, row in written["contacts"].items()}
    return Place(**written)
