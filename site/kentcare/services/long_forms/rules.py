"""What is kept of a form, and how two versions of its text, or of the form itself, are brought together."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

# Every value that was posted under the name of a field, just as it was typed.
Words = dict[str, list[str]]
Upgrade = Callable[[Words], Words]

# How the names of fields begin that only the page needs, and that nobody typed into.
_CONTROL = "_"
_TOKEN = "csrf_token"  # noqa: S105  # the name of a field
# Much longer than anybody writes by hand; what is longer stays in the browser, and the page says so.
MOST_LETTERS = 100_000
BROWSER_DRAFT_LASTS = timedelta(hours=24)

# The letters of a reference: without those that are mistaken for one another when they are read out.
_LETTERS = "ACDEFHJKMNPQRTUVWXY34679"


def as_typed(posted: Iterable[tuple[str, list[str]]]) -> Words:
    """What somebody typed, of everything that was posted. An empty field is left out, as one never posted."""
    return {
        name: [_normalised(value) for value in values]
        for name, values in posted
        if name != _TOKEN and not name.startswith(_CONTROL) and any(values)
    }


def is_too_long(words: Words) -> bool:
    """Whether this is more than MOST_LETTERS, which is more than is kept."""
    return sum(len(value) for values in words.values() for value in values) > MOST_LETTERS


def _normalised(value: str) -> str:
    """A value as it is compared and stored: a browser posts each end of a line as two characters."""
    return value.replace("\r\n", "\n").replace("\x00", "")


def differing(mine: Words, theirs: Words) -> list[str]:
    """The names of the fields in which two texts differ."""
    return [name for name in {**mine, **theirs} if mine.get(name, []) != theirs.get(name, [])]


def merged(mine: Words, theirs: Words, choices: Mapping[str, str]) -> Words:
    """One text of two. `choices` says of each field that differs: "mine", "theirs", or "both".

    Raises KeyError where a choice is missing or is none of the three.
    """
    chosen = {**theirs, **mine}
    for name in differing(mine, theirs):
        first, second = mine.get(name, []), theirs.get(name, [])
        both = ["\n\n".join(filter(None, [*first[:1], *second[:1]]))]
        chosen[name] = {"mine": first, "theirs": second, "both": both}[choices[name]]
    return {name: values for name, values in chosen.items() if any(values)}


def upgraded(words: Words, made_for: int, now: int, upgrades: Mapping[int, Upgrade]) -> Words:
    """What was typed into version `made_for` of a form, in the fields of version `now`.

    `upgrades`: by the version that each starts from. Where there is none, the fields are the same.
    """
    for version in range(made_for, now):
        words = upgrades.get(version, dict)(words)
    return words


def left_over(words: Words, fields: Iterable[str]) -> Words:
    """What was typed into fields that the form no longer has. The page shows it, so that it can be moved."""
    known = set(fields)
    return {name: values for name, values in words.items() if name not in known}


def new_reference() -> str:
    """A random reference of eight letters and figures that can be read out, such as "KFTE-97QA"."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
