"""The sentences of the site that say what it does, who reads what, and how long something stays."""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from babel.messages.pofile import read_po

from support.locks import ROOT

# Pages that are about this site alone; on the others most of what is said is about the council and the law.
OWN_PAGES = frozenset({"accessibility", "cookies", "privacy"})
_PAGES = ROOT / "content" / "pages" / "en"
# The words that a promise has: who does something, to whom it goes, what happens to it, and when.
_PROMISE = re.compile(
    r"\b(we|our|us|nobody|nothing|within|at once|until|removed?|removes|goes|kept|keeps?|stays?|saved?"
    r"|sent|sends?|tells?|told|reads?|sees?|looks? (?:at|after|into)|looked for|you can|they can"
    r"|can read|locked|shows?|shown|signed out|written down|works? for|opens?|counts?|begins?|waits?"
    r"|asked again|hears?|answered|never|always|each|every|only|not in|they go|stops?|stopped|lasts?"
    r"|forgets?|ends?|deletes?|deleted|cannot be|by itself|reminds?|rings?|comes? here|private|secret"
    r"|safe|whoever|everybody|takes? (?:over|away|out|off)|taken (?:out|off)|put right"
    r"|before anything|once you|as soon as|stands? (?:here|beside)|they get|tries|not listed|on this site"
    r"|cannot ask|no names?|still (?:on|in|here)|go with|comes? from|is refused|has forgotten|with a code"
    r"|they write|decide it|not watched|counted|done here)\b",
    re.IGNORECASE,
)
_ABOUT_THE_SITE = re.compile(r"\b(we|our|us|this site|this page|checker)\b", re.IGNORECASE)
# What the reader is asked to do promises nothing, unless it says what we do.
_TO_DO = re.compile(
    r"^(?:Then |Or |So |Please )?(add|answer|ask|become|begin|bring|call|change|check|choose|close|come|copy"
    r"|do not|end|fill|find|get|give|go|invite|keep|leave|load|look|make|mend|name|need|never|open|press"
    r"|print|put|reach|read|remove|ring|save|say|scan|see|send|set|show|sign|start|stay|stop|take|tell|tick|try|turn"
    r"|use|wait|write)\b(?!.*\bwe\b)",
    re.IGNORECASE,
)
_END_OF_SENTENCE = re.compile(r"(?<=[.!?:])[\"”’)]?\s+")


def promising() -> set[str]:
    """Every sentence of the site with the words of a promise."""
    found = {one for text in _interface_texts() for one in _sentences(text) if _PROMISE.search(one)}
    for text in _texts_of("content"):
        found |= {one for one in _sentences(text) if _ABOUT_THE_SITE.search(one)}
    for name, text in _page_texts():
        found |= {one for one in _sentences(text) if name in OWN_PAGES or _ABOUT_THE_SITE.search(one)}
    return found


def is_promising(text: str) -> bool:
    """Whether a text of the interface has a sentence with the words of a promise."""
    return any(_PROMISE.search(one) for one in _sentences(text))


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text, without headings, labels, questions and what the reader is to do."""
    plain = re.sub(r"<[^>]+>", "", text)
    for part in _END_OF_SENTENCE.split(plain):
        one = " ".join(part.split())
        if one.endswith((".", "!", ":", ".”")) and len(one.split()) > 2 and not _TO_DO.search(one):
            yield one


def _interface_texts() -> Iterator[str]:
    """Every text of templates, labels, forms and messages in English, of retention and requirements."""
    yield from _texts_of("messages")
    yield from _texts_of("desk")
    for row in _content("retention.yaml").values():
        yield row["says"]
    for row in _content("hosting/requirements.yaml")["requirements"].values():
        yield row.get("hint", "")


def _texts_of(catalogue: str) -> Iterator[str]:
    with (ROOT / "translations" / f"{catalogue}.pot").open("rb") as lines:
        for message in read_po(lines):
            # Of a text that counts, its plural.
            yield message.id if isinstance(message.id, str) else message.id[-1]


def _content(name: str) -> Any:
    return yaml.safe_load((ROOT / "content" / name).read_text())


def _page_texts() -> Iterator[tuple[str, str]]:
    """Each line of each public page in English, as a reader sees it, with the name of the page."""
    for file in sorted(_PAGES.glob("*.md")):
        for line in file.read_text().split("---", 2)[2].splitlines():
            text = re.sub(r"^\s*(?:[-#>]+|[0-9]+\.)\s+", "", line).replace("**", "")
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
            yield file.stem, text
