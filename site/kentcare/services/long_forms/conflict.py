"""Two texts of one form side by side, field by field, with the labels that the form shows."""

from dataclasses import dataclass

from wtforms import Field, TextAreaField
from wtforms.fields.choices import SelectFieldBase

from kentcare.services.long_forms.long_form import LongFormFields
from kentcare.services.long_forms.rules import Words, differing
from kentcare.web.rough_date import RoughDateField


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two texts differ. `mine` and `theirs` are shown as they are: a choice by its label."""

    name: str
    label: str
    mine: str
    theirs: str
    # Words can stand one below the other; a choice or a number cannot.
    may_take_both: bool


def field_labels(form: LongFormFields) -> dict[str, str]:
    """The label of every field, by the name under which it is posted. A date has three names."""
    return {
        name: str(field.label.text)
        for field in form
        for name in (
            [field.box(part) for part in field.parts] if isinstance(field, RoughDateField) else [field.name]
        )
    }


def differences(form: LongFormFields, mine: Words, theirs: Words) -> list[Difference]:
    """Every field in which two texts differ, in the order of the form. Fields it no longer has come last."""
    labels = field_labels(form)
    fields = {field.name: field for field in form}
    order = list(labels)
    names = sorted(
        differing(mine, theirs), key=lambda name: order.index(name) if name in labels else len(order)
    )
    return [
        Difference(
            name=name,
            label=labels.get(name, name),
            mine=_shown(fields.get(name), mine.get(name, [])),
            theirs=_shown(fields.get(name), theirs.get(name, [])),
            may_take_both=isinstance(fields.get(name), TextAreaField)
            and bool(mine.get(name))
            and bool(theirs.get(name)),
        )
        for name in names
    ]


def _shown(field: Field | None, values: list[str]) -> str:
    """What was typed into a field; of a choice, its label."""
    choices = field.iter_choices() if isinstance(field, SelectFieldBase) else ()
    words = {str(choice.value): str(choice.label) for choice in choices}
    return ", ".join(words.get(value, value) for value in values)
