"""The files of translations: for each language two gettext catalogues, and a file for each page."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from kentcare import paths
from kentcare.core.languages.catalogue import CONTENT, INTERFACE, file_of
from kentcare.core.languages.listed import Language
from kentcare.offer.pages.page_file import Block, TranslatedFront, read_page
from kentcare.operations.translate.units import PAGES, Unit, hash_of, ids_of

Translations = dict[tuple[str, str | None], list[str]]
COMPUTER = "computer"


def load(language: Language, units: list[Unit]) -> dict[str, Translations]:
    """The translations of a language by part, of English as it is and of English that has changed."""
    found = {domain: _read_catalogue(language, domain) for domain in (INTERFACE, CONTENT)}
    by_hash = {Block(unit.english, 0).hash: unit for unit in units if unit.part.startswith(PAGES)}
    for path in sorted((paths.CONTENT / "pages" / language.tag).glob("*.md")):
        page = read_page(path, paths.CONTENT, TranslatedFront)
        found[f"{PAGES}{path.stem}"] = {
            # What was made from English that has changed is kept under its hash, so that it is counted.
            (by_hash[block.made_from].key if block.made_from in by_hash else (block.made_from, None)): [
                block.text
            ]
            for block in page.blocks
        }
    return found


def save(
    language: Language, units: list[Unit], translations: Mapping[tuple[str, str | None], list[str]]
) -> None:
    """Write every file of a language. What has no translation is left out, and so shown in English."""
    for domain in (INTERFACE, CONTENT):
        _write_catalogue(language, domain, [unit for unit in units if unit.part == domain], translations)
    for part in sorted({unit.part for unit in units if unit.part.startswith(PAGES)}):
        _write_page(language, part, [unit for unit in units if unit.part == part], translations)


def po_of(
    language: Language, units: list[Unit], translations: Mapping[tuple[str, str | None], list[str]]
) -> bytes:
    """A gettext file of some units, with the translations that there are."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    # Without this header two plural forms are written, however many the language has.
    catalogue.mime_headers = [("Plural-Forms", language.plural)]
    for unit in units:
        ids = (unit.english, unit.plural) if unit.plural else unit.english
        given = translations.get(unit.key, [])
        string = tuple(given) if unit.plural else "".join(given)
        catalogue.add(ids, string, auto_comments=[unit.where] if unit.where else ())
    header = {
        "Language": language.tag,
        "Plural-Forms": language.plural,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Translated-By": language.translated_by or "nobody yet",
        "X-Checked-By": language.checked_by or "nobody yet",
        "X-Made-From": hash_of(units),
    }
    return _as_bytes(catalogue, header)


def read(po: bytes) -> Translations:
    """The translations of a gettext file; what is empty or not sure (fuzzy) is not one.

    Where a plural lacks some of its forms, the others are returned, so that the fault is noticed.
    """
    found: Translations = {}
    for message in read_po(BytesIO(po)):
        if not message.id or message.fuzzy:
            continue
        given = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if any(given):
            found[ids_of(message)] = [text for text in given if text]
    return found


def front_of(language: Language, part: str) -> TranslatedFront | None:
    """Who translated and checked a page; None for a catalogue, and where there is no such page yet."""
    path = paths.CONTENT / f"{PAGES}{language.tag}" / f"{part.removeprefix(PAGES)}.md"
    if not part.startswith(PAGES) or not path.exists():
        return None
    front = read_page(path, paths.CONTENT, TranslatedFront).front
    return front if isinstance(front, TranslatedFront) else None


def _as_bytes(catalogue: Catalog, header: dict[str, str]) -> bytes:
    out = BytesIO()
    write_po(out, catalogue, width=0, omit_header=True, no_location=True)
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in header.items())
    return f'msgid ""\nmsgstr ""\n{lines}\n'.encode() + out.getvalue()


def _source_of(language: Language, domain: str) -> Path:
    return file_of(language, domain).with_suffix(".po")


def _read_catalogue(language: Language, domain: str) -> Translations:
    path = _source_of(language, domain)
    return read(path.read_bytes()) if path.exists() else {}


def _write_catalogue(
    language: Language,
    domain: str,
    units: list[Unit],
    translations: Mapping[tuple[str, str | None], list[str]],
) -> None:
    path = _source_of(language, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    translated = [unit for unit in units if unit.key in translations]
    path.write_bytes(po_of(language, sorted(translated, key=lambda unit: unit.english), translations))


def _write_page(
    language: Language, part: str, units: list[Unit], translations: Mapping[tuple[str, str | None], list[str]]
) -> None:
    path = paths.CONTENT / f"{PAGES}{language.tag}" / f"{part.removeprefix(PAGES)}.md"
    blocks = [
        f"<!-- {Block(unit.english, 0).hash} -->\n{translations[unit.key][0]}\n"
        for unit in units
        if unit.key in translations
    ]
    if not blocks and not path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    front = _front_of(path) or {"translated_by": language.translated_by or COMPUTER}
    written = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)
    path.write_text(f"---\n{written}---\n\n" + "\n".join(blocks), encoding="utf-8")


def _front_of(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    found = re.match(r"---\n(.*?)^---\n", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    front = yaml.safe_load(found[1]) if found else None
    return front if isinstance(front, dict) else {}
