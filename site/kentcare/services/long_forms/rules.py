"""What is kept of a form, and what becomes of it when the form changes or two people's hands meet."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

# Of each box, every value that was posted under its name, just as it was typed.
Words = dict[str, list[str]]
Upgrade = Callable[[Words], Words]

# What a page itself needs to post, and nobody typed.
_CONTROL = "_"
_TOKEN = "csrf_token"  # noqa: S105  # the name of a field
# Much longer than anybody writes by hand; what is longer stays in the browser, and the page says so.
MOST_LETTERS = 100_000
BROWSER_DRAFT_LASTS = timedelta(hours=24)

# Without those that are taken for one another when they are read out on the telephone.
_LETTERS = "ACDEFHJKMNPQRTUVWXY34679"


def as_typed(posted: Iterable[tuple[str, list[str]]]) -> Words:
    """What somebody typed, without what only the page needs. An empty box is the same as none."""
    return {
        name: [_same_lines(value) for value in values]
        for name, values in posted
        if name != _TOKEN and not name.startswith(_CONTROL) and any(values)
    }


def is_too_long(words: Words) -> bool:
    """More than is kept."""
    return sum(len(value) for values in words.values() for value in values) > MOST_LETTERS


def _same_lines(value: str) -> str:
    """A browser sends each end of a line as two signs, and shows it as one."""
    return value.replace("\r\n", "\n").replace("\x00", "")


def differing(mine: Words, theirs: Words) -> list[str]:
    """The boxes in which two texts are not the same."""
    return [name for name in {**mine, **theirs} if mine.get(name, []) != theirs.get(name, [])]


def together(mine: Words, theirs: Words, taken: Mapping[str, str]) -> Words:
    """One text of two. `taken` says of each box that differs: "mine", "theirs", or "both".

    Raises KeyError where a choice is missing.
    """
    chosen = {**theirs, **mine}
    for name in differing(mine, theirs):
        first, second = mine.get(name, []), theirs.get(name, [])
        both = ["\n\n".join(filter(None, [*first[:1], *second[:1]]))]
        chosen[name] = {"mine": first, "theirs": second, "both": both}[taken[name]]
    return {name: values for name, values in chosen.items() if any(values)}


def brought_up(words: Words, made_for: int, now: int, upgrades: Mapping[int, Upgrade]) -> Words:
    """What was typed into an older version of a form, in the boxes of today's.

    `upgrades`: by the version that they start from. Where there is none, the boxes are the same.
    """
    for version in range(made_for, now):
        words = upgrades.get(version, dict)(words)
    return words


def left_over(words: Words, boxes: Iterable[str]) -> Words:
    """What was typed into boxes that the form has no more. It is shown, so that it can be moved."""
    known = set(boxes)
    return {name: values for name, values in words.items() if name not in known}


def new_reference() -> str:
    """Eight letters to read out, as in "KFTE-97QA"."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
