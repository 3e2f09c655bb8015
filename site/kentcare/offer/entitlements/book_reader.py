"""Reads and checks what content/ says to the engine, and gathers every fault before it refuses.

A fault anywhere stops the loading, so that no answer is ever made from half a book. Whatever a rule or a page
will ask for has to be there, and nothing that nobody asks for may be: an officer would think that it has an
effect.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar, cast, get_args

from kentcare.core.content.files import ContentError, ContentFault, ContentFile
from kentcare.core.content.place import Place
from kentcare.core.content.sources import Sources
from kentcare.offer.entitlements.book import (
    EntitlementWords,
    LawDay,
    MilestoneWords,
    OfferBook,
    SharedWords,
    StatusFile,
    UrgentWords,
    places_in,
)
from kentcare.offer.entitlements.reasons import PLACES, SENTENCES
from kentcare.offer.entitlements.signposts import SIGNPOSTS
from kentcare.offer.entitlements.status import EVENTS, Status
from kentcare.offer.entitlements.table import ROWS
from kentcare.offer.entitlements.timeline import MILESTONES
from kentcare.offer.entitlements.urgent import URGENT
from kentcare.offer.entitlements.verdict import (
    LAW_DAYS,
    SHARED_ASKS,
    SHARED_CHANGES,
    SHARED_REASONS,
    Decider,
    EntitlementRow,
)
from kentcare.offer.rates.book import Cap, Per, Rates

T = TypeVar("T")
Keys = dict[str, set[str]]

_ROWS = {f"offer/{row.id}.yaml": row for row in ROWS}

# The keys that must stand in a part of a file, no more and no fewer; "" is the file itself.
_KEYS: dict[str, Keys] = {
    "answer/status.yaml": {
        "statuses": set(get_args(Status)),
        "because": SENTENCES,
        "events": set(EVENTS),
    },
    "answer/law.yaml": {"": set(LAW_DAYS)},
    "answer/milestones.yaml": {"": set(MILESTONES)},
    "answer/urgent.yaml": {"": {one.key for one in URGENT}},
    "answer/shared.yaml": {
        "reasons": SHARED_REASONS,
        "changes": {*get_args(Decider), *SHARED_CHANGES},
        "ask_for": SHARED_ASKS,
        "notes": {"no_figure", "last_known", "not_confirmed"},
        "caps": set(get_args(Cap)),
        "per": set(get_args(Per)),
    },
}

# The places that a text may have, by the part of the file that it stands in. Elsewhere there may be none.
_PLACES: dict[str, Keys] = {
    "answer/status.yaml": {"because": PLACES},
    "answer/urgent.yaml": {
        f"{key}.told": {"leave_to"}
        for key in ("permission_ends", "permission_ended", "permission_ended_care_leaver")
    },
    "answer/shared.yaml": {
        "notes.last_known": {"year"},
        "caps": {"money"},
        "per": {"amount"},
        "in_year": {"amount", "year"},
    },
}


def load_book(content: Path) -> OfferBook:
    """Read and check the words and figures of the offer under `content`, in English.

    Raises ContentError with every fault that was found in any of the files.
    """
    sources = Sources.load(content)
    reader = _Reader(content, sources)
    rates = reader.rates()
    place = reader.place()
    entitlements = {row.id: reader.read(f"offer/{row.id}.yaml", EntitlementWords) for row in ROWS}
    reader.nothing_else("offer", {f"{row.id}.yaml" for row in ROWS})
    shared = reader.read("answer/shared.yaml", SharedWords)
    status = reader.read("answer/status.yaml", StatusFile)
    reader.usual_headlines(status)
    law = reader.read("answer/law.yaml", dict[str, LawDay])
    milestones = reader.read("answer/milestones.yaml", dict[str, MilestoneWords])
    urgent = reader.urgent(place)
    reader.known_contacts(entitlements, place)
    if reader.faults:
        raise ContentError(reader.faults)
    return OfferBook(
        sources=sources,
        rates=rates,
        entitlements=entitlements,
        shared=shared,
        status=status,
        because={key: (why.text, sources.find(why.source)) for key, why in status.because.items()},
        law={name: law_day.day.toordinal() for name, law_day in law.items()},
        milestones=milestones,
        urgent=urgent,
        said_in_english={key: words.say for key, words in urgent.items()},
        place=place,
    )


class _Reader:
    """Reads files of a content folder one by one; `faults` grows with what is wrong."""

    def __init__(self, content: Path, sources: Sources) -> None:
        self.content = content
        self.sources = sources
        self.faults: list[ContentFault] = []
        self._rate_ids = {path.stem for path in (content / "rates").glob("*.yaml")}
        # None while place.yaml cannot be read: then nobody can say which contacts there are.
        self._contacts: set[str] | None = None

    def rates(self) -> Rates:
        """Every figure of content/rates, or none where a file has a fault."""
        needed = {verdict.figure for row in ROWS for verdict in row.verdicts if verdict.figure}
        for missing in sorted(needed - self._rate_ids):
            self.faults.append(
                ContentFault(f"rates/{missing}.yaml", 1, "This file is missing; a rule needs it.")
            )
        try:
            return Rates.load(self.content, self.sources)
        except ContentError as error:
            self.faults += error.faults
            return Rates()

    def place(self) -> Place:
        """The names and telephone numbers of place.yaml.

        Where there is a fault it is kept, and what comes back must not be used.
        """
        try:
            file = ContentFile(self.content / "place.yaml", self.content)
            self._contacts = set(file.data.get("contacts", {}))
            found = Place.read(file, self.sources)
        except ContentError as error:
            self.faults += error.faults
            return cast(Place, None)
        for key, contact in found.contacts.items():
            for unknown in sorted(set(contact.signpost_for) - set(get_args(Status))):
                self.faults.append(
                    file.fault(f"contacts.{key}.signpost_for", f"“{unknown}” is not a status.")
                )
        for missing in sorted(set(SIGNPOSTS) - set(found.contacts)):
            self.faults.append(file.fault("contacts", f"An answer names “{missing}”, which is missing."))
        return found

    def usual_headlines(self, status: StatusFile | None) -> None:
        """Keep a fault for each status that has no headline for most people."""
        for key, words in status.statuses.items() if status else ():
            if "usual" not in words.headlines:
                where = f"statuses.{key}.headlines"
                self._keep_fault("answer/status.yaml", where, "The headline “usual” is missing.")

    def known_contacts(
        self, entitlements: Mapping[str, EntitlementWords | None], place: Place | None
    ) -> None:
        """Whoever is to be rung about an entitlement must stand in place.yaml."""
        for name, words in entitlements.items():
            if place and words and words.ring and words.ring not in place.contacts:
                self._keep_fault(f"offer/{name}.yaml", "ring", f"“{words.ring}” is nobody in place.yaml.")

    def urgent(self, place: Place | None) -> dict[str, UrgentWords]:
        """content/answer/urgent.yaml, in which each contact and each entitlement that is named must exist."""
        name = "answer/urgent.yaml"
        found = self.read(name, dict[str, UrgentWords])
        if found is None or place is None:
            return found
        for key, words in found.items():
            for unknown in sorted(set(words.ring) - set(place.contacts)):
                self._keep_fault(name, f"{key}.ring", f"“{unknown}” is not a contact in place.yaml.")
            if words.row not in {row.id for row in ROWS}:
                self._keep_fault(name, f"{key}.row", f"“{words.row}” is not an entitlement.")
        return found

    def _keep_fault(self, name: str, where: str, words: str) -> None:
        """Keep a fault at a place in a file that was read before, and is read again to find the line."""
        self.faults.append(ContentFile(self.content / name, self.content).fault(where, words))

    def read(self, name: str, kind: type[T]) -> T:
        """One file as `kind`. Where there is a fault it is kept, and what comes back must not be used."""
        try:
            file = ContentFile(self.content / name, self.content)
            found = file.into(kind)
        except ContentError as error:
            self.faults += error.faults
            return cast(T, None)
        self.faults += _bad_citations(file, self.sources)
        row = _ROWS.get(name)
        if row is not None:
            self.faults += _bad_keys(file, _keys_of_row(row))
            self.faults += _unused_overrides(file, row)
            self.faults += _bad_places(file, {"notes": self._rate_ids, "ask_alone": self._contacts})
            if file.data["id"] != row.id:
                self.faults.append(file.fault("id", f"The id must be the name of the file: “{row.id}”."))
        else:
            self.faults += _bad_keys(file, _KEYS.get(name, {}))
            self.faults += _bad_places(file, _PLACES.get(name, {}))
        return found

    def nothing_else(self, folder: str, expected: set[str]) -> None:
        """Keep a fault for each file of a folder that no rule asks for."""
        for path in sorted((self.content / folder).glob("*")):
            if path.name not in expected:
                self.faults.append(
                    ContentFault(f"{folder}/{path.name}", 1, "No rule of the engine has this name.")
                )


def _keys_of_row(row: EntitlementRow) -> Keys:
    """The keys of the words that the verdicts of a row need, by part of its file."""
    return {
        "reasons": {verdict.reason for verdict in row.verdicts} - SHARED_REASONS,
        "changes": {verdict.change for verdict in row.verdicts if verdict.change} - SHARED_CHANGES,
        "notes": {note for verdict in row.verdicts for note in verdict.notes},
    }


def _unused_overrides(file: ContentFile, row: EntitlementRow) -> Iterator[ContentFault]:
    """Words or sources for a reason that no answer can have, or in place of words that are not there."""
    reasons = {verdict.reason for verdict in row.verdicts} | (SHARED_REASONS - SHARED_ASKS)
    for part in ("ask_for", "sources_for"):
        for unused in sorted(set(file.data.get(part, {})) - reasons):
            yield file.fault(f"{part}.{unused}", f"Nothing uses “{unused}” under “{part}”.")
    for part in ("ask_elsewhere", "ask_alone"):
        for unused in sorted(set(file.data.get(part, {})) - {"ask", *file.data.get("ask_for", {})}):
            yield file.fault(f"{part}.{unused}", f"There is no “{unused}” to replace under “{part}”.")


def _bad_keys(file: ContentFile, expected: Keys) -> Iterator[ContentFault]:
    for part, keys in expected.items():
        given = file.data.get(part, {}) if part else file.data
        # What would change a `may` has words in answer/shared.yaml, so that a file need not have its own.
        optional = {"may"} if part == "changes" and file.name in _ROWS else set()
        where = f" under “{part}”" if part else ""
        for missing in sorted(keys - set(given) - optional):
            yield file.fault(part, f"Words for “{missing}” are missing{where}.")
        for unused in sorted(set(given) - keys):
            yield file.fault(f"{part}.{unused}" if part else unused, f"Nothing uses “{unused}”{where}.")


def _bad_places(file: ContentFile, allowed: Mapping[str, set[str] | None]) -> Iterator[ContentFault]:
    for where, _key, text in _walk(file.data, ""):
        if not isinstance(text, str):
            continue
        names = next((keys for part, keys in allowed.items() if f"{where}.".startswith(f"{part}.")), set())
        try:
            places = places_in(text)
        except ValueError:
            yield file.fault(where, "A curly bracket is open or closed without the other.")
            continue
        for place in places:
            if names is not None and place not in names:
                yield file.fault(where, f"Nothing can be put in the place “{{{place}}}” here.")


def _bad_citations(file: ContentFile, sources: Sources) -> list[ContentFault]:
    """A fault for each citation in a file that leads nowhere."""
    faults: list[ContentFault] = []
    for where, key, value in _walk(file.data, ""):
        if key == "sources_for" and isinstance(value, dict):
            for reason, citations in value.items():
                sources.find_all(file, f"{where}.{reason}", citations, faults)
        if key == "source" and isinstance(value, str):
            sources.find_all(file, where, [value], faults)
        if key == "sources":
            sources.find_all(file, where, value if isinstance(value, list) else [], faults)
    return faults


def _walk(value: object, where: str) -> Iterator[tuple[str, str, object]]:
    """Every part of a file's data: its path, its own key (empty in a list), and what it holds."""
    if isinstance(value, dict):
        for key, inner in value.items():
            path = f"{where}.{key}" if where else str(key)
            yield path, str(key), inner
            yield from _walk(inner, path)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield f"{where}[{index}]", "", inner
            yield from _walk(inner, f"{where}[{index}]")
