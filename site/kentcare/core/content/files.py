"""One YAML file of content/, read strictly; a fault names the file, the line and what to mend."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from kentcare.core.content import error_messages

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
T = TypeVar("T")
_PARTS_OF_A_PAGE = 3  # what stands before the first line ---, the front matter, and the words


@dataclass(frozen=True, order=True)
class ContentFault:
    """Something in a content file that has to be mended before the site can be built."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class ContentError(ValueError):
    """The content cannot be used. `faults` says why, in the order of files and lines."""

    def __init__(self, faults: list[ContentFault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(map(str, self.faults)))


def text_of(path: Path, root: Path) -> str:
    """The text of a file in UTF-8. Raises ContentError where it is missing or in another encoding."""
    name = path.relative_to(root).as_posix()
    try:
        raw = path.read_bytes()
        return raw.decode("utf-8-sig")
    except FileNotFoundError:
        raise ContentError([ContentFault(name, 1, "This file is missing.")]) from None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = "A letter here cannot be read. Save the file with the encoding UTF-8."
        raise ContentError([ContentFault(name, line, what)]) from None


class ContentFile:
    """The data of one file, and the line on which each part of it stands.

    `text` is the part of the file that is YAML, its lines where they are in the file; without it, all of it.
    Raises ContentError where it cannot be read.
    """

    def __init__(self, path: Path, root: Path, text: str | None = None) -> None:
        self.name = path.relative_to(root).as_posix()
        self.stem = path.stem
        self._text = text_of(path, root) if text is None else text
        self.data, faults = _parsed(self._text)
        if faults:
            raise ContentError([ContentFault(self.name, line, what) for line, what in faults])

    @cached_property
    def _node(self) -> Any:
        """The text with its lines, which only a fault asks for."""
        return Loader(self._text).get_single_node()

    def fault(self, where: str, what: str) -> ContentFault:
        """A fault at the line of a path such as `values[0].from`."""
        return ContentFault(self.name, self._find(where)[0], what)

    def into(self, kind: type[T]) -> T:
        """The file's data as an object of the type `kind`. Raises ContentError with the first fault."""
        try:
            return msgspec.convert(self.data, kind)
        except msgspec.ValidationError as error:
            problem, _, path = str(error).partition(" - at `$")
            where = self._named(path.rstrip("`").removeprefix("."), kind, str(error))
            if unknown := re.match(r"Object contains unknown field `(.*)`", problem):
                where = f"{where}.{unknown[1]}"
            line, node = self._find(where)
            missing = re.match(r"Object missing required field `(.*)`", problem)
            value_at = f"{where}.{missing[1]}" if missing else where
            allowed = error_messages.allowed_words(kind, [key or index for key, index in _steps(value_at)])
            what = error_messages.value_message(problem, str(node.value), allowed)
            raise ContentError([ContentFault(self.name, line, what)]) from None

    def _named(self, where: str, kind: type[T], problem: str) -> str:
        """The path with its key, where msgspec writes [...] for any key of a mapping."""
        owner, anything, rest = where.partition("[...]")
        for key, value in (self.data[owner] if owner else self.data).items() if anything else ():
            try:
                msgspec.convert({**self.data, owner: {key: value}} if owner else {key: value}, kind)
            except msgspec.ValidationError as error:
                if str(error) == problem:
                    return f"{owner}.{key}{rest}"
        return where

    def _find(self, where: str) -> tuple[int, Any]:
        """The line and the node at a path, or at as much of the path as there is."""
        line, node = self._node.start_mark.line, self._node
        for key, index in _steps(where):
            if index and isinstance(node, yaml.SequenceNode):
                node = node.value[int(index)]
                line = node.start_mark.line
                continue
            pairs = node.value if isinstance(node, yaml.MappingNode) else ()
            found = next((pair for pair in pairs if pair[0].value == key), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
        return line + 1, node


@lru_cache(maxsize=512)
def _parsed(text: str) -> tuple[Any, tuple[tuple[int, str], ...]]:
    """The data of a YAML text, which nobody may change, and its faults by line.

    Most files are read by several parts of the site, and are the same when another has changed.
    """
    try:
        loader = Loader(text)
        node = loader.get_single_node()
        if node is None:
            return None, ((1, "This file is empty."),)
        if faults := tuple(_faults_under(node, set())):
            return None, faults
        return loader.construct_document(node), ()
    except yaml.YAMLError as error:
        return None, (error_messages.syntax_message(error, text),)


def front_matter(path: Path, root: Path) -> tuple[ContentFile, str, int]:
    """The front matter of a page, the Markdown below it, and the line on which that begins.

    Raises ContentError.
    """
    # Some editors end a line with two signs.
    text = text_of(path, root).replace("\r\n", "\n")
    parts = re.split(r"^---\n", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != _PARTS_OF_A_PAGE or parts[0].strip():
        what = "The page begins with a line ---, its fields, and a line --- again."
        raise ContentError([ContentFault(path.relative_to(root).as_posix(), 1, what)])
    _, front, body = parts
    first_line = text[: len(text) - len(body)].count("\n") + 1
    return ContentFile(path, root, "\n" + front), body, first_line


def _steps(where: str) -> list[tuple[str, str]]:
    """The steps of a path: each is a key and "", or "" and the index of an item."""
    return re.findall(r"([^.\[\]]+)|\[(\d+)\]", where)


def _faults_under(node: Any, seen: set[int]) -> Iterator[tuple[int, str]]:
    """What the YAML library accepts or crashes on: keys written twice, days that do not exist."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        keys = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.tag != "tag:yaml.org,2002:str":
                yield line, "Put quotes around the name before the colon."
            elif key.value in keys:
                yield line, f"“{key.value}” is written twice."
            keys.add(str(key.value))
            yield from _faults_under(value, seen)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _faults_under(item, seen)
    elif node.tag == "tag:yaml.org,2002:timestamp":
        try:
            date.fromisoformat(node.value)
        except ValueError:
            yield node.start_mark.line + 1, error_messages.NOT_A_DAY
