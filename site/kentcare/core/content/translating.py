"""Content in another language: the same objects, with other words in the fields that readers see."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
# Given an English text, and the file and field where it stands; returns the text in a language.
Translate = Callable[[str, str], str]


def translate_fields(thing: T, where: str, translate: Translate, fields: Collection[str]) -> T:
    """A copy in which the texts of these fields, at any depth, are translated.

    `where` names the file, and is handed to `translate` with the field's name.
    """
    copy: Any = thing
    if isinstance(thing, msgspec.Struct):
        changed = {
            name: _translated(value, f"{where}: {name}", translate)
            if name in fields
            else translate_fields(value, where, translate, fields)
            for name in thing.__struct_fields__
            if isinstance(value := getattr(thing, name), str | dict | list | tuple | msgspec.Struct)
        }
        copy = msgspec.structs.replace(thing, **changed)
    elif isinstance(thing, dict):
        copy = {
            key: translate_fields(value, f"{where}: {key}", translate, fields) for key, value in thing.items()
        }
    elif isinstance(thing, list | tuple):
        copy = type(thing)(translate_fields(value, where, translate, fields) for value in thing)
    return copy  # type: ignore[no-any-return]  # of the type of `thing`, in every branch


def _translated(value: Any, where: str, translate: Translate) -> Any:
    """The value of a translated field: each text in it, whether in a list or in a mapping."""
    if isinstance(value, str):
        return translate(value, where)
    if isinstance(value, dict):
        return {key: _translated(inner, f"{where}.{key}", translate) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_translated(inner, where, translate) for inner in value)
    return value
