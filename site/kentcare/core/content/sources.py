"""The papers, laws and pages that content cites: content/sources.yaml."""

import re
from bisect import bisect_right
from datetime import date
from pathlib import Path

import msgspec

from kentcare.core.content.files import ContentFault, ContentFile

_LINES = re.compile(r"\d{3}:([\d, -]+)")  # 004:1704-1707, 2425


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A paper, law or web page that states a figure or a rule.

    `read_on` is the day on which it was last read. `sections` of a paper that is cited by line: what each is
    called, by the line on which it begins. Before a colon stands which of the papers in it.
    """

    title: str
    published: str
    read_on: date
    address: str | None = None
    sections: dict[str, str] = {}


class Source(msgspec.Struct, frozen=True):
    """A place in a document: the document’s title, and the locator that an answer shows."""

    document: str
    locator: str


class Sources:
    """The documents by identifier; looks up citations such as `004:1704-1707` or `cswa-2017:section 3`."""

    def __init__(self, documents: dict[str, Document]) -> None:
        self.documents = documents
        self._by_title = {document.title: document for document in documents.values()}

    @classmethod
    def load(cls, content: Path) -> "Sources":
        """Read and check content/sources.yaml. Raises ContentError."""
        file = ContentFile(content / "sources.yaml", content)
        return cls(file.into(dict[str, Document]))

    def find(self, citation: str) -> Source:
        """The source that a citation names. Raises KeyError, with what to do, where there is none."""
        identifier, colon, place = citation.partition(":")
        if not colon or not place.strip():
            raise KeyError(f"Say where in the document, as in “{identifier}:section 3”.")
        if identifier not in self.documents:
            raise KeyError(f"“{identifier}” is not a document in sources.yaml.")
        # The papers are numbered, and a line of one is cited with its number: 004:1704.
        locator = f"{identifier}:{place.strip()}" if identifier.isdigit() else place.strip()
        return Source(self.documents[identifier].title, locator)

    def document(self, source: Source) -> Document:
        """The document that a source belongs to."""
        return self._by_title[source.document]

    def section(self, source: Source) -> str:
        """Where in its document a source is, so that somebody finds it who has only the document itself."""
        sections = self.document(source).sections
        cited = _LINES.fullmatch(source.locator)
        if cited is None or not sections:
            return source.locator
        begin = sorted(map(int, sections))
        by_paper: dict[str, list[str]] = {}
        for span in cited[1].split(","):
            lines = map(int, span.split("-"))
            names = dict.fromkeys(
                sections[str(begin[max(0, bisect_right(begin, line) - 1)])] for line in lines
            )
            paper, _, first = next(iter(names)).rpartition(": ")
            last = [*names][-1].rpartition(": ")[2]
            by_paper.setdefault(paper, []).append(first if first == last else f"{first} to {last}")
        return "; ".join(
            ": ".join(filter(None, (paper, ", ".join(dict.fromkeys(found)))))
            for paper, found in by_paper.items()
        )

    def find_all(
        self, file: ContentFile, where: str, citations: list[str], faults: list[ContentFault]
    ) -> list[Source]:
        """The sources of a list of citations at `where` in a file; what is wrong is added to `faults`."""
        found = []
        if not citations:
            faults.append(
                file.fault(
                    where, "A source is needed: the document and the place in it, as in “004:2336-2338”."
                )
            )
        for index, citation in enumerate(citations):
            try:
                found.append(self.find(citation))
            except KeyError as error:
                faults.append(file.fault(f"{where}[{index}]", str(error.args[0])))
        return found
