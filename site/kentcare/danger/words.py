"""content/danger: phrases, a file for each language. All are looked for in every text, as people mix them."""

from pathlib import Path

import msgspec

from kentcare import paths
from kentcare.content.edition import Current
from kentcare.content.files import ContentError, ContentFile, Fault
from kentcare.danger.rules import BadPhrase, Danger, Finder, pattern_of

_FOLDER = "danger"


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    hurt: list[str]
    missing: list[str]
    at_risk: list[str]
    harmless: list[str] = []


def load(content: Path) -> Finder:
    """Read and check the phrases of every language. Raises ContentError."""
    faults: list[Fault] = []
    phrases: list[tuple[Danger, str]] = []
    harmless: list[str] = []
    for path in sorted((content / _FOLDER).glob("*.yaml")):
        try:
            file = ContentFile(path, content)
            written = file.into(_Written)
        except ContentError as error:
            faults += error.faults
            continue
        seen: set[str] = set()
        for key in _Written.__struct_fields__:
            for at, phrase in enumerate(getattr(written, key)):
                where = f"{key}[{at}]"
                try:
                    pattern = pattern_of(phrase)
                except BadPhrase:
                    what = "Write words, with * only before or after one, and ... only between two."
                    faults.append(file.fault(where, what))
                    continue
                if pattern in seen:
                    faults.append(file.fault(where, "This stands here twice."))
                seen.add(pattern)
                if key == "harmless":
                    harmless.append(phrase)
                else:
                    phrases.append((Danger(key.replace("_", " ")), phrase))
    if not phrases and not faults:
        faults.append(Fault(f"{_FOLDER}/en.yaml", 1, "This file is missing."))
    if faults:
        raise ContentError(faults)
    return Finder.of(phrases, harmless)


_current = Current(lambda: load(paths.CONTENT))


def finder() -> Finder:
    """The phrases as content/ is now. Raises ContentError where they were never without a fault."""
    return _current.get()
