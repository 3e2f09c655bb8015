"""One YAML file of content/, read strictly; a fault names the file, the line and what to mend."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
T = TypeVar("T")


@dataclass(frozen=True, order=True)
class Fault:
    """Something in a content file that has to be mended before the site can be built."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class ContentError(ValueError):
    """The content cannot be used. `faults` says why, in the order of files and lines."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(map(str, self.faults)))


class ContentFile:
    """The data of one file, and the line on which each part of it stands."""

    def __init__(self, path: Path, root: Path) -> None:
        self.name = path.relative_to(root).as_posix()
        self.stem = path.stem
        try:
            loader = Loader(path.read_text(encoding="utf-8"))
            self._node = loader.get_single_node()
            self.data = loader.construct_document(self._node) if self._node else None
        except FileNotFoundError:
            raise ContentError([Fault(self.name, 1, "This file is missing.")]) from None
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or str(error)
            raise ContentError([Fault(self.name, mark.line + 1 if mark else 1, f"{problem}.")]) from None
        except (UnicodeDecodeError, ValueError) as error:
            raise ContentError([Fault(self.name, 1, f"This cannot be read: {error}.")]) from None
        if twice := list(_written_twice(self._node)):
            raise ContentError([Fault(self.name, line, f"“{key}” is written twice.") for line, key in twice])

    def fault(self, where: str, what: str) -> Fault:
        """A fault at a path such as `values[0].from`."""
        return Fault(self.name, self._line(where), what)

    def into(self, kind: type[T]) -> T:
        """The file's data as `kind`. Raises ContentError."""
        try:
            return msgspec.convert(self.data, kind)
        except msgspec.ValidationError as error:
            what, _, path = str(error).partition(" - at `$")
            raise ContentError([self.fault(path.rstrip("`").removeprefix("."), _plain(what))]) from None

    def _line(self, where: str) -> int:
        node = self._node
        for key, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", where):
            step = _child(node, key, index)
            if step is None:
                break
            node = step
        return int(node.start_mark.line) + 1 if node is not None else 1


def _child(node: Any, key: str, index: str) -> Any:
    if index and isinstance(node, yaml.SequenceNode) and int(index) < len(node.value):
        return node.value[int(index)]
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == key), None)
    return None


def _written_twice(node: Any) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.start_mark.line + 1, key.value
            seen.add(key.value)
            yield from _written_twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _written_twice(item)


def _plain(what: str) -> str:
    """The library's message as a sentence for a content officer."""
    if named := re.match(r"Object contains unknown field `(.*)`", what):
        return f"There is no field of the name “{named[1]}”."
    if named := re.match(r"Object missing required field `(.*)`", what):
        return f"“{named[1]}” is missing."
    if named := re.match(r"Invalid enum value '(.*)'", what):
        return f"“{named[1]}” is not one of the words that may stand here."
    if "matching regex" in what:
        return 'Write an amount in quotes with two decimals, as "120.00".'
    if "Expected `str`, got `float`" in what or "Expected `str`, got `int`" in what:
        return 'Put quotes around this, as "120.00".'
    if "`date`" in what or "date" in what.lower():
        return "Write a day that exists as 2017-04-01."
    return what.replace("`", "") + "."
