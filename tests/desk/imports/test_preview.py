"""What a checked list would change, row by row, and the fingerprint of what was shown."""

from dataclasses import dataclass

from kentcare.desk.imports.preview import FieldChange, RowChange, RowKind, fingerprint, row_changes
from kentcare.desk.imports.rules import CheckedList


@dataclass(frozen=True)
class Cat:
    """Something that a list could be about."""

    name: str
    colour: str


def changes(
    new: tuple[Cat, ...], changed: tuple[Cat, ...], before: tuple[tuple[Cat, ...], ...]
) -> list[RowChange]:
    checked = CheckedList(new=new, changed=changed, before=before, unchanged=0, unlisted=0, faults=())
    return row_changes(
        checked, who=lambda cat: cat.name, fields=lambda cat: [("name", cat.name), ("colour", cat.colour)]
    )


def test_what_changes_comes_first_with_the_fields_that_differ_alone() -> None:
    black, white, red = Cat("Tom", "black"), Cat("Tom", "white"), Cat("Ann", "red")
    assert changes((red,), (white,), ((black,),)) == [
        RowChange(RowKind.CHANGED, "Tom", (FieldChange("colour", ("black",), "white"),)),
        RowChange(RowKind.NEW, "Ann", (FieldChange("name", (), "Ann"), FieldChange("colour", (), "red"))),
    ]


def test_parts_that_become_one_are_each_shown() -> None:
    parts = (Cat("Tom", "black"), Cat("Tom", "white"))
    (row,) = changes((), (Cat("Tom", "black"),), (parts,))
    assert row.kind is RowKind.MERGED
    assert row.fields == (FieldChange("colour", ("black", "white"), "black"),)


def test_a_fingerprint_is_the_same_in_whatever_order_a_set_comes() -> None:
    assert fingerprint([frozenset("abcdef")]) == fingerprint([frozenset("fedcba")])
    assert fingerprint(["a", "b"]) != fingerprint(["b", "a"])
