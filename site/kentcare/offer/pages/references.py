"""What pages refer to: hard words, numbers, links to other sites, and the order in which pages are listed."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec

from kentcare.core.content.files import ContentError, ContentFault, ContentFile
from kentcare.core.content.sources import Source, Sources
from kentcare.core.content.translating import Translate, translate_fields

Https = Annotated[str, msgspec.Meta(pattern=r"^https://[a-z0-9.-]+\.[a-z]{2,}(/[^\s{}]*)?$")]


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A hard word that offices use, with its meaning as a part of a sentence.

    `also` are its other forms in English.
    """

    term: str
    meaning: str
    also: list[str] = []


class Number(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number that is not money: days, weeks, hours, how many. `what` says of what, and in which unit."""

    value: int
    what: str
    sources: list[str]

    @property
    def shown(self) -> str:
        """The number as a page writes it: 1,000."""
        return f"{self.value:,}"


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page of another site. `seen_on` is the day on which it was last seen to be there, `seen_as` how."""

    title: str
    address: Https
    seen_on: date
    seen_as: str


class MenuGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Pages that belong together in the menu, in order.

    `window` is the name of its drawn window, where it is a theme of its own.
    """

    title: str
    pages: list[str]
    window: str = ""


@dataclass(frozen=True)
class References:
    """Everything that pages refer to, in one language. `numbers_written`: where each number is written."""

    glossary: dict[str, Term]
    numbers: dict[str, Number]
    numbers_written: dict[str, tuple[Source, ...]]
    links: dict[str, Link]
    menu: list[MenuGroup]

    @classmethod
    def load(cls, content: Path, sources: Sources) -> "References":
        """Read and check them. Raises ContentError with every fault."""
        faults: list[ContentFault] = []
        numbers: dict[str, Number] = {}
        written: dict[str, tuple[Source, ...]] = {}
        for path in sorted((content / "numbers").glob("*.yaml")):
            try:
                file = ContentFile(path, content)
                found = file.into(dict[str, Number])
            except ContentError as error:
                faults += error.faults
                continue
            for key, number in found.items():
                if key in numbers:
                    faults.append(file.fault(key, f"“{key}” stands in another file of numbers too."))
                written[key] = tuple(sources.find_all(file, f"{key}.sources", number.sources, faults))
            numbers |= found
        if faults:
            raise ContentError(faults)
        return cls(
            glossary=ContentFile(content / "glossary.yaml", content).into(dict[str, Term]),
            numbers=numbers,
            numbers_written=written,
            links=ContentFile(content / "links.yaml", content).into(dict[str, Link]),
            menu=ContentFile(content / "pages" / "menu.yaml", content).into(list[MenuGroup]),
        )

    def in_language(self, translate: Translate) -> "References":
        """What pages refer to, translated. The title of another site's page stays as it is."""
        return replace(
            self,
            glossary=translate_fields(self.glossary, "glossary.yaml", translate, ("term", "meaning")),
            numbers=translate_fields(self.numbers, "numbers", translate, ("what",)),
            menu=translate_fields(self.menu, "pages/menu.yaml", translate, ("title",)),
        )
