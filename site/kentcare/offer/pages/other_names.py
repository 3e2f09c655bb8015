"""Reads content/search/names: what people call things, and which page, part or tool they mean by it."""

from collections.abc import Mapping
from pathlib import Path

from kentcare.core.content.files import ContentError, ContentFault, ContentFile
from kentcare.core.languages.listed import ENGLISH, every_language
from kentcare.offer.pages.markup import SECTION
from kentcare.offer.pages.page_file import PageFile
from kentcare.offer.pages.tools import TOOLS

# Other names by language, and by page, `page#heading` or tool.
OtherNames = dict[str, dict[str, list[str]]]


def targets_in(english: Mapping[str, PageFile]) -> set[str]:
    """Each page, and each heading as `page#heading`, of these pages by their name."""
    headings = {
        f"{slug}#{found[2]}"
        for slug, page in english.items()
        for block in page.blocks
        if (found := SECTION.match(block.text))
    }
    return {*english, *headings}


def load_names(content: Path, english: Mapping[str, PageFile]) -> OtherNames:
    """Read and check the other names. `english`: the pages by their name.

    Raises ContentError with every fault: a page, a heading, a tool or a language that there is not.
    """
    targets = targets_in(english) | set(TOOLS)
    names: OtherNames = {}
    faults: list[ContentFault] = []
    for path in sorted((content / "search" / "names").glob("*.yaml")):
        try:
            file = ContentFile(path, content)
            names[path.stem] = file.into(dict[str, list[str]])
        except ContentError as error:
            faults += error.faults
            continue
        if path.stem not in every_language():
            faults.append(ContentFault(file.name, 1, f"“{path.stem}” is no language of the site."))
        faults += [
            file.fault(target, f"There is no page or heading “{target}” in pages/en.")
            for target in names[path.stem]
            if target not in targets
        ]
    if faults:
        raise ContentError(faults)
    return names


def names_in(names: OtherNames, tag: str, target: str) -> list[str]:
    """What a page, or a part of it, is called in a language. English names are typed in every language."""
    return [name for one in dict.fromkeys((tag, ENGLISH)) for name in names.get(one, {}).get(target, ())]
