"""Content in another language: the same things, with other words in the fields that readers see."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
# Given a text, and the file and field where it stands; gives the words of a language.
Translate = Callable[[str, str], str]


def translate_fields(thing: T, where: str, say: Translate, fields: Collection[str]) -> T:
    """A copy in which the texts of these fields, at any depth, are what `say` makes of them."""
    said: Any = thing
    if isinstance(thing, msgspec.Struct):
        changed = {
            name: _said(value, f"{where}: {name}", say)
            if name in fields
            else translate_fields(value, where, say, fields)
            for name in thing.__struct_fields__
            if isinstance(value := getattr(thing, name), str | dict | list | tuple | msgspec.Struct)
        }
        said = msgspec.structs.replace(thing, **changed)
    elif isinstance(thing, dict):
        said = {key: translate_fields(value, f"{where}: {key}", say, fields) for key, value in thing.items()}
    elif isinstance(thing, list | tuple):
        said = type(thing)(translate_fields(value, where, say, fields) for value in thing)
    return said  # type: ignore[no-any-return]  # of the type of `thing`, in every branch


def _said(value: Any, where: str, say: Translate) -> Any:
    if isinstance(value, str):
        return say(value, where)
    if isinstance(value, dict):
        return {key: _said(inner, f"{where}.{key}", say) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_said(inner, where, say) for inner in value)
    return value
