"""The book of all pages in all languages, read together and checked against each other."""

from dataclasses import dataclass
from pathlib import Path

from kentcare.core.content.files import ContentError, ContentFault
from kentcare.core.content.place import Place
from kentcare.core.content.sources import Source, Sources
from kentcare.core.languages.english import in_english
from kentcare.core.languages.listed import ENGLISH, every_language
from kentcare.core.languages.pseudo import pseudo_translate
from kentcare.offer.entitlements.book import OfferBook
from kentcare.offer.pages.checks import PageChecker
from kentcare.offer.pages.other_names import OtherNames, load_names
from kentcare.offer.pages.page_file import Block, Front, PageFile, TranslatedFront, read_page
from kentcare.offer.pages.references import References

HOME = "home"


@dataclass(frozen=True)
class PageBook:
    """Every page, with what pages refer to.

    `english` holds each page by its name, `translated` each translation by its language and name, `written`
    the sources in a page's front matter by its name, `names` what else people call it when they search.
    """

    offer: OfferBook
    place: Place
    references: References
    english: dict[str, PageFile]
    translated: dict[str, dict[str, PageFile]]
    written: dict[str, tuple[Source, ...]]
    names: OtherNames

    @classmethod
    def load(cls, content: Path, offer: OfferBook) -> "PageBook":
        """Read and check all pages. Raises ContentError with every fault of every page."""
        sources = Sources.load(content)
        references = References.load(content, sources)
        faults: list[ContentFault] = []
        english = _pages(content, ENGLISH, Front, faults)
        translated = {
            folder.name: _pages(content, folder.name, TranslatedFront, faults)
            for folder in sorted((content / "pages").iterdir())
            if folder.is_dir() and folder.name != ENGLISH
        }
        if faults:
            # A page that cannot be read would be missed by the menu, by links and by its translations too.
            raise ContentError(faults)
        written = {
            slug: tuple(sources.find_all(page.file, "sources", page.front.sources, faults))
            for slug, page in english.items()
            if isinstance(page.front, Front) and page.front.sources
        }
        names: OtherNames = {}
        try:
            names = load_names(content, english)
        except ContentError as error:
            faults += error.faults
        book = cls(offer, offer.place, references, english, translated, written, names)
        faults += PageChecker(offer, references, english).faults(translated)
        if faults:
            raise ContentError(faults)
        return book

    @property
    def slugs(self) -> list[str]:
        """The name of every page but the home page, in the order of the menu."""
        return [slug for group in self.references.menu for slug in group.pages]

    def title(self, slug: str, tag: str) -> str:
        """The title of a page in a language; in English, and marked so, where it has no translation."""
        block = self.english[slug].blocks[0]
        own = self.translation(slug, tag, block)
        title = (own or block.text).removeprefix("# ")
        return title if own or tag == ENGLISH else in_english(title)

    def icon(self, slug: str) -> str:
        """The name of the icon of a page."""
        front = self.english[slug].front
        return front.icon if isinstance(front, Front) else ""

    def translation(self, slug: str, tag: str, block: Block) -> str | None:
        """The translation of an English block as it now is; None where there is none."""
        if every_language()[tag].is_pseudo:
            return pseudo_translate(block.text)
        page = self.translated.get(tag, {}).get(slug)
        found = page and page.by_english_hash.get(block.hash)
        return found.text if found else None


def _pages(
    content: Path, tag: str, kind: type[Front] | type[TranslatedFront], faults: list[ContentFault]
) -> dict[str, PageFile]:
    found = {}
    for path in sorted((content / "pages" / tag).glob("*")):
        if path.suffix != ".md":
            faults.append(
                ContentFault(path.relative_to(content).as_posix(), 1, "The name of a page ends in “.md”.")
            )
            continue
        try:
            found[path.stem] = read_page(path, content, kind)
        except ContentError as error:
            faults += error.faults
    return found
