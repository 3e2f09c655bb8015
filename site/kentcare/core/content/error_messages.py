"""Messages about faults in a content file, for somebody who knows nothing of YAML or Python."""

import re
from typing import Any

import msgspec
import yaml
from yaml.reader import Reader

_ADDRESS = "Write a whole address that begins with https:// and has no space in it."
_AMOUNT = 'Write an amount in quotes with two decimals, as "120.00".'
NOT_A_DAY = "Write a day that exists as 2017-04-01."

# Words of the parser's message, whether the fault is where it began to read, and what to do about it.
_SYNTAX = (
    (
        "mapping values",
        False,
        "Put quotes around words with a colon in them, or mend the spaces before them.",
    ),
    ("could not find expected ':'", True, "A colon and a space are missing after the name of the field."),
    ("start any token", False, "Put quotes around words that begin with a sign such as @, %, & or *."),
    ("alphabetic", False, "Put quotes around words that begin with a sign such as @, %, & or *."),
    ("alias", False, "Put quotes around words that begin with a sign such as @, %, & or *."),
    ("','", True, "Put quotes around words that begin with a bracket, or close the bracket."),
    ("another document", False, "A line of three dashes may not stand here."),
    (
        "",
        False,
        "Mend the spaces at the beginning of this line, or the quotes in it: it does not fit the others.",
    ),
)


def syntax_message(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The line to mend, counted from 1, and what to do, where a file cannot be read as YAML."""
    mark: Any = getattr(error, "problem_mark", None)
    if mark is None:
        unseen = Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, unseen.start()) + 1 if unseen else 1
        return line, "There is a sign here that cannot be seen. Delete this line and write it again."
    lines = text.splitlines()[: mark.line + 1]
    # The parser sees a missing quote only when it meets the next one, which may be many lines on.
    for number, words in enumerate(lines, 1):
        if words.replace('\\"', "").count('"') % 2 and not words.lstrip().startswith("#"):
            return number, 'A quote " is missing in this line. They stand before and after the words.'
    if mark.line < len(lines) and lines[mark.line][: mark.column + 1].strip(" ").startswith("\t"):
        return mark.line + 1, "There is a tab at the beginning of this line. Use spaces."
    problem = str(getattr(error, "problem", None))
    began, what = next((began, what) for part, began, what in _SYNTAX if part in problem)
    begun_at: Any = getattr(error, "context_mark", None) or mark
    return (begun_at if began else mark).line + 1, what


def value_message(problem: str, written: str, allowed: list[str]) -> str:
    """What to do about a value of the wrong type.

    `problem` is the message of msgspec, `allowed` the words that may stand there, where they are a fixed set.
    """
    if named := re.match(r"Object contains unknown field `(.*)`", problem):
        return f"There is no field of the name “{named[1]}”."
    if named := re.match(r"Object missing required field `(.*)`", problem):
        return f"“{named[1]}” is missing." + (f" Write one of: {', '.join(allowed)}." if allowed else "")
    if problem.endswith("got `null`"):
        return "Nothing is written here, and something is needed."
    if allowed:
        return f"“{written}” may not stand here. Write one of: {', '.join(allowed)}."
    if "matching regex" in problem:
        return _ADDRESS if "https" in problem else _AMOUNT
    if re.search(r"Expected `str`, got `(float|int|bool|date|datetime)`", problem):
        amount = (
            ' An amount has two decimals, as "120.00".'
            if "got `int`" in problem or "`float`" in problem
            else ""
        )
        return f'Put quotes around this: "{written}".{amount}'
    if "`bool`" in problem:
        return "Write true or false."
    if "date" in problem:
        return NOT_A_DAY
    if "Expected `array`" in problem:
        return "This is a list: write each item on a line of its own that begins with a dash."
    if "Expected `object`" in problem:
        return "Fields with names stand here, each on a line of its own, as in “name: words”."
    if "Expected `str`" in problem:
        return "One text stands here, not a list or several fields."
    return f"{problem.replace('`', '')}."


def allowed_words(kind: Any, path: list[str]) -> list[str]:
    """The words that may stand at a path of a type, where they are a fixed set; otherwise none."""
    info: Any = msgspec.inspect.type_info(kind)
    for step in path:
        if isinstance(info, msgspec.inspect.StructType):
            info = next((field.type for field in info.fields if field.encode_name == step), None)
        else:
            info = getattr(info, "value_type", None) or getattr(info, "item_type", None)
    return [str(word) for word in info.values] if isinstance(info, msgspec.inspect.LiteralType) else []
