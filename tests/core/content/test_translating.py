"""A copy of content in another language: the fields that readers see, at any depth, and no other."""

from datetime import date

import msgspec

from kentcare.core.content.translating import translate_fields


class Inner(msgspec.Struct, frozen=True):
    name: str
    key: str


class Outer(msgspec.Struct, frozen=True):
    name: str
    on: date
    inner: dict[str, Inner]
    reasons: dict[str, str]
    notes: tuple[str, ...] = ()
    amount: int = 0


THING = Outer(
    "one", date(2026, 1, 1), {"a": Inner("two", "kept")}, {"yes": "three"}, ("four", "five"), amount=6
)


def loud(text: str, where: str) -> str:
    return f"{text.upper()} ({where})"


def test_the_fields_are_translated_with_where_they_stand() -> None:
    translated = translate_fields(THING, "file.yaml", loud, ("name", "reasons", "notes"))
    assert translated.name == "ONE (file.yaml: name)"
    assert translated.inner["a"].name == "TWO (file.yaml: a: name)"
    assert translated.reasons == {"yes": "THREE (file.yaml: reasons.yes)"}
    assert translated.notes == ("FOUR (file.yaml: notes)", "FIVE (file.yaml: notes)")


def test_all_else_stays_and_the_original_too() -> None:
    translated = translate_fields(THING, "file.yaml", loud, ("name",))
    assert (translated.on, translated.amount, translated.reasons) == (THING.on, 6, {"yes": "three"})
    assert translated.inner["a"].key == "kept"
    assert THING.name == "one"
