"""The place this site serves: its names and telephone numbers, and where the exit leads."""

from pathlib import Path

import msgspec

from kentcare.core.content.files import ContentError, ContentFault, ContentFile
from kentcare.core.content.sources import Document, Sources
from kentcare.core.content.translating import Translate, translate_fields


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody to ring or to text, and the source of the number.

    `web` is the address of their own page, for those whose number nobody has checked. `text` is the word to
    text, where the number is there to be texted.
    `signpost_for`: the statuses whose answer names them.
    """

    name: str
    why: str
    telephone: str = ""
    web: str = ""
    text: str = ""
    when: str | None = None
    source: str | None = None
    signpost_for: list[str] = []
    document: Document | None = None

    @property
    def reach(self) -> str:
        """How to reach them: the number, or else the address of their page."""
        return self.telephone or self.web


class Exit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where "Exit this page" leads, and what the tab is called on the way."""

    to: str
    title: str


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The council and its county, services and contacts: the whole of content/place.yaml."""

    service: str
    council: str
    council_short: str
    county: str
    hosts_service: str
    exit: Exit
    contacts: dict[str, Contact]

    def in_language(self, translate: Translate) -> "Place":
        """The place with its contacts translated.

        The names of the council and its services stay as they are.
        """
        contacts = translate_fields(self.contacts, "place.yaml", translate, ("name", "why", "when"))
        return msgspec.structs.replace(self, contacts=contacts)

    @classmethod
    def load(cls, content: Path, sources: Sources) -> "Place":
        """Read and check content/place.yaml. Raises ContentError."""
        return cls.read(ContentFile(content / "place.yaml", content), sources)

    @classmethod
    def read(cls, file: ContentFile, sources: Sources) -> "Place":
        """The place from its file, each number with the paper that it was read in. Raises ContentError."""
        place = file.into(cls)
        faults: list[ContentFault] = []
        contacts = {}
        for key, contact in place.contacts.items():
            where = f"contacts.{key}"
            if not contact.reach.startswith(("https://", *"0123456789")):
                faults.append(file.fault(where, "Give a telephone number, or web: with an address."))
            elif contact.source is None and contact.telephone != "999":
                faults.append(file.fault(where, "A number needs the source that it was read in."))
            cited = [contact.source] if contact.source else []
            found = sources.find_all(file, f"{where}.source", cited, faults) if cited else []
            document = sources.document(found[0]) if found else None
            contacts[key] = msgspec.structs.replace(contact, document=document)
        if faults:
            raise ContentError(faults)
        return msgspec.structs.replace(place, contacts=contacts)
