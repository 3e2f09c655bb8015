"""Names of people and places, from content/demo/."""

import re
from random import Random
from typing import Self

import msgspec

from kentcare import paths
from kentcare.core.content.files import ContentFile


class _Parts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    first: list[str]
    second: list[str]


class Names(msgspec.Struct, frozen=True):
    """Names to draw from: first and last names by where somebody comes from, and towns by district."""

    parts: dict[str, _Parts]
    towns: dict[str, list[str]]

    @classmethod
    def load(cls) -> Self:
        """Read the names in content/demo/. Raises ContentError."""
        folder = paths.CONTENT / "demo"
        parts = ContentFile(folder / "names.yaml", paths.CONTENT).into(dict[str, _Parts])
        towns = ContentFile(folder / "areas.yaml", paths.CONTENT).into(dict[str, list[str]])
        return cls(parts, towns)

    def one(self, chance: Random, origin: str, *, second: str | None = None) -> str:
        """A full name of somebody of an origin. `second`: the last name of their family, if it is given."""
        parts = self.parts[origin]
        return f"{chance.choice(parts.first)} {second or chance.choice(parts.second)}"

    def area(self, chance: Random) -> str:
        """A town with its district."""
        district = chance.choice(list(self.towns))
        town = chance.choice(self.towns[district])
        return town if town == district else f"{town}, {district}"


def mailbox(name: str, number: int) -> str:
    """An address at which there is nobody: the internet keeps example.org for examples."""
    return f"{re.sub('[^a-z]+', '.', name.lower())}.{number}@example.org"
