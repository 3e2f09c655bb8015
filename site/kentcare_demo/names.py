"""What the people and places of a demonstration are called: content/demo/."""

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
    """The parts of names by where somebody comes from, and the towns by district."""

    parts: dict[str, _Parts]
    towns: dict[str, list[str]]

    @classmethod
    def load(cls) -> Self:
        """Raises ContentError."""
        folder = paths.CONTENT / "demo"
        parts = ContentFile(folder / "names.yaml", paths.CONTENT).into(dict[str, _Parts])
        towns = ContentFile(folder / "areas.yaml", paths.CONTENT).into(dict[str, list[str]])
        return cls(parts, towns)

    def one(self, chance: Random, origin: str, *, second: str | None = None) -> str:
        """A name of somebody from there. `second` is that of somebody whom they belong to."""
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
