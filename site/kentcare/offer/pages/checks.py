"""Checks of pages and their translations. Each fault names its file, its line and what to do."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from kentcare.core.content.files import ContentFault
from kentcare.offer.entitlements.book import OfferBook
from kentcare.offer.pages.markup import BUTTON, LINK, LIST, SECTION, WAYS, words_of
from kentcare.offer.pages.page_file import Block, Front, PageFile, PageKind
from kentcare.offer.pages.placeholders import OLDEST, PLACEHOLDER
from kentcare.offer.pages.references import References
from kentcare.web.icons import ICON_NAMES, WINDOW_NAMES

# The ids of the headings that a page of each kind must have, in this order, whatever else stands between.
# `entitlement`: something that people can get; `guide`: what to do; `about`: this site, contacts. They are
# few, for a page begins with what its reader came for and says nothing twice.
REQUIRED_HEADINGS: dict[PageKind, tuple[str, ...]] = {
    "entitlement": ("much", "ask"),
    "guide": ("ask",),
    "about": (),
}
# Addresses of the site that are not pages of content/.
OTHER_ADDRESSES = {"checker", "home", "search"}
LISTS = {"offers", "helpers"}
NAMES = {
    *("council", "council_short", "service", "county", "standard"),
    *("cookie", "language_cookie", "session_cookie"),
}


class PageChecker:
    """Checks pages against each other and against what they refer to."""

    def __init__(self, offer: OfferBook, references: References, english: dict[str, PageFile]) -> None:
        self._references = references
        self._english = english
        self._keys = {
            "rate": set(offer.rates),
            "number": set(references.numbers),
            "term": set(references.glossary),
            "who": set(offer.place.contacts),
            "tel": {key for key, contact in offer.place.contacts.items() if contact.telephone},
            "offers": set(offer.entitlements),
            "helpers": set(offer.place.contacts),
        }
        self._anchors = {
            slug: {found[2] for block in page.blocks if (found := SECTION.match(block.text))}
            for slug, page in english.items()
        }
        self._terms = {
            key: re.compile(rf"\b(?:{'|'.join(map(re.escape, (term.term, *term.also)))})\b", re.IGNORECASE)
            for key, term in references.glossary.items()
        }

    def faults(self, translated: dict[str, dict[str, PageFile]]) -> list[ContentFault]:
        """Every fault of the English pages, of the menu, and of the translations by language and name."""
        found = [*self._menu()]
        for page in self._english.values():
            found += [*self._page(page), *self._blocks(page), *self._explained(page)]
        for pages in translated.values():
            for page in pages.values():
                found += self._translation(page)
        return found

    def _menu(self) -> Iterator[ContentFault]:
        listed = [slug for group in self._references.menu for slug in group.pages]
        for slug, times in Counter(listed).items():
            if slug not in self._english:
                yield ContentFault("pages/menu.yaml", 1, f"There is no page “{slug}” in pages/en.")
            elif times > 1:
                yield ContentFault("pages/menu.yaml", 1, f"“{slug}” is listed twice.")
        for group in self._references.menu:
            if group.window and group.window not in WINDOW_NAMES:
                yield ContentFault("pages/menu.yaml", 1, f"There is no window “{group.window}”.")
        for slug in sorted(set(self._english) - set(listed) - {"home"}):
            yield ContentFault(
                "pages/menu.yaml", 1, f"The page “{slug}” is not listed, so nobody would find it."
            )

    def _page(self, page: PageFile) -> Iterator[ContentFault]:
        first = page.blocks[0] if page.blocks else Block("", 1)
        if first.kind != "#" or sum(block.kind == "#" for block in page.blocks) != 1:
            yield page.fault(first, "A page begins with its title, as “# Money”, and has no other.")
        if isinstance(page.front, Front) and page.front.icon not in ICON_NAMES:
            yield page.file.fault("icon", f"There is no icon “{page.front.icon}”.")
        if isinstance(page.front, Front):
            yield from self._of_its_kind(page, page.front)

    def _of_its_kind(self, page: PageFile, front: Front) -> Iterator[ContentFault]:
        """What a page of its kind must have and this one has not."""
        needed = REQUIRED_HEADINGS[front.kind]
        ids = [found[2] for block in page.blocks if (found := SECTION.match(block.text))]
        for name in front.closed:
            if name not in ids:
                yield page.file.fault("closed", f"There is no heading {{#{name}}} on this page.")
        present = [name for name in ids if name in needed]
        if present != list(needed):
            missing = ", ".join(f"{{#{name}}}" for name in needed if name not in present)
            yield page.file.fault(
                "kind",
                f"A page of the kind “{front.kind}” needs the headings "
                f"{', '.join(f'{{#{name}}}' for name in needed)}, in this order. "
                + (f"Missing: {missing}." if missing else "Put them in this order."),
            )
        if needed and not front.sources:
            where = "sources" if "sources" in page.file.data else "kind"
            yield page.file.fault(
                where, f"A page of the kind “{front.kind}” needs “sources”: the places where it is written."
            )

    def _blocks(self, page: PageFile) -> Iterator[ContentFault]:
        seen: set[str] = set()
        for block in page.blocks:
            if block.kind == "##":
                heading = SECTION.match(block.text)
                if heading is None:
                    yield page.fault(block, "A heading has an id, as in “## How much {#much}”.")
                    continue
                if heading[2] in seen:
                    yield page.fault(block, f"The id “{heading[2]}” stands twice on this page.")
                seen.add(heading[2])
            elif re.search(r"<[a-z/!]", block.text):
                yield page.fault(block, "No HTML may stand in a page.")
            yield from self._places(page, block)
            yield from self._links(page, block)
            bare = LINK.sub("", PLACEHOLDER.sub("", LIST.sub("", _words_to_fill(block))))
            if re.search("[0-9]", re.sub(r"^1\. |\n[0-9]+\. ", "", bare)):
                yield page.fault(
                    block, "A number stands in the words. Give it a place, as {age:18} or {number:…}."
                )

    def _places(self, page: PageFile, block: Block) -> Iterator[ContentFault]:
        if found := LIST.match(block.text):
            for key in map(str.strip, found[2].split(",")):
                if key not in self._keys[found[1]]:
                    yield page.fault(block, f"There is no “{key}” for {found[1]}.")
            return
        text = _words_to_fill(block)
        if PLACEHOLDER.search(text) and (block.kind == "#" or BUTTON.match(block.text)):
            yield page.fault(block, "No place is filled in a title or in a button. Use words.")
        for kind, key, _shown in PLACEHOLDER.findall(text):
            if kind in LISTS:
                yield page.fault(block, f"{{{kind}: …}} stands on a line of its own.")
                continue
            if problem := _problem_of(kind, key):
                yield page.fault(block, problem)
                continue
            known = self._keys.get(kind)
            if (known is not None and key not in known) or (not key and kind not in NAMES):
                yield page.fault(block, f"Nothing can be put in the place “{kind}:{key}”.")
            elif known is None and key and kind not in ("age", "day"):
                yield page.fault(block, f"“{kind}” is no kind of place.")
        if re.search("[{}]", PLACEHOLDER.sub("", text)):
            yield page.fault(block, "A curly bracket is open or closed without the other.")

    def _links(self, page: PageFile, block: Block) -> Iterator[ContentFault]:
        for target in LINK.findall(block.text):
            kind, _, rest = target.partition(":")
            slug, _, anchor = rest.partition("#")
            if kind == "out":
                if rest not in self._references.links:
                    yield page.fault(block, f"There is no “{rest}” in links.yaml.")
            elif kind != "page":
                yield page.fault(block, "A link leads to page:name or to out:name, a name in links.yaml.")
            elif slug not in self._english and slug not in OTHER_ADDRESSES:
                yield page.fault(block, f"There is no page “{slug}”.")
            elif anchor and anchor not in self._anchors.get(slug, ()):
                yield page.fault(block, f"The page “{slug}” has no heading “{anchor}”.")

    def _explained(self, page: PageFile) -> Iterator[ContentFault]:
        """A hard word is explained where it first stands in the text of a page."""
        explained: set[str] = set()
        told: set[str] = set()
        for block in page.blocks:
            if block.kind.startswith("#") or LIST.match(block.text) or WAYS.fullmatch(block.text):
                continue
            explaining = re.sub(r"\{term:([a-z_]+)(?:\|[^}]*)?\}", r" \1@ ", block.text)
            text = words_of(PLACEHOLDER.sub(" ", explaining))
            for key, pattern in self._terms.items():
                if key in explained or key in told:
                    continue
                mark, word = text.find(f"{key}@"), pattern.search(text)
                if mark >= 0 and (word is None or mark <= word.start()):
                    explained.add(key)
                elif word is not None:
                    told.add(key)
                    yield page.fault(block, f"Explain “{word[0]}” where it first stands: {{term:{key}}}.")

    def _translation(self, page: PageFile) -> Iterator[ContentFault]:
        """Placeholders, links and marks have to be those of the English that a block was made from.

        A block made from English that has changed since is passed over: it is not shown.
        """
        source = self._english.get(page.slug)
        if source is None:
            yield ContentFault(page.name, 1, "There is no English page of this name.")
            return
        english = {block.hash: block for block in source.blocks}
        for block in page.blocks:
            if not block.made_from:
                yield page.fault(block, "The mark of the English is missing before this block.")
            elif block.made_from in english:
                yield from (
                    page.fault(block, what) for what in differences(english[block.made_from].text, block.text)
                )


def _words_to_fill(block: Block) -> str:
    """The text of a block in which placeholders may stand: of a heading, without its id and icon."""
    heading = SECTION.match(block.text)
    return heading[1] if heading else block.text


def _problem_of(kind: str, key: str) -> str | None:
    """What is wrong with the placeholder of an age or a day; None where it can be filled."""
    if kind == "age" and not (key.isdigit() and int(key) <= OLDEST):
        return f"“{key}” is no age."
    if kind == "day":
        try:
            date.fromisoformat(key)
        except ValueError:
            return f"“{key}” is no day. Write it as 2026-03-02."
    return None


def differences(english: str, translated: str) -> Iterator[str]:
    """Each thing that a translation of a block changed and may not: placeholders, links, marks, digits."""
    for what, pattern in (
        ("place", re.compile(r"\{term:[a-z_]+|\{[^{}|]*\}")),
        ("link", LINK),
        ("heading, list or box", re.compile(r"(?m)^(?:#{1,3}|>|-|[0-9]+\.)(?= )")),
        ("bold mark", re.compile(r"\*\*")),
    ):
        before, after = Counter(pattern.findall(english)), Counter(pattern.findall(translated))
        for lost in sorted((before - after).elements()):
            yield f"This {what} of the English is missing: {lost}"
        for new in sorted((after - before).elements()):
            yield f"This {what} is not in the English: {new}"
    bare = LINK.sub("", re.sub(r"\{[^{}|]*[|}]", "", translated))
    if re.search(r"\d", re.sub(r"(?m)^[0-9]+\. ", "", bare)):
        yield "A number stands in the words. Only its place may."
    if re.search(r"<[a-z/!]", translated):
        yield "No HTML may stand in a page."
