"""Two texts of one form side by side, box by box, in the words that the form shows."""

from dataclasses import dataclass

from wtforms import Field, TextAreaField
from wtforms.fields.choices import SelectFieldBase

from kentcare.services.long_forms.long_form import Boxes
from kentcare.services.long_forms.rules import Words, differing
from kentcare.web.rough_date import RoughDateField


@dataclass(frozen=True, slots=True)
class Row:
    """A box in which two texts differ."""

    name: str
    label: str
    mine: str
    theirs: str
    # Words can stand one below the other; a choice or a number cannot.
    may_take_both: bool


def boxes_of(form: Boxes) -> dict[str, str]:
    """Every box by its name, and what is written above it."""
    return {
        name: str(field.label.text)
        for field in form
        for name in (
            [field.box(part) for part in field.parts] if isinstance(field, RoughDateField) else [field.name]
        )
    }


def rows_of(form: Boxes, mine: Words, theirs: Words) -> list[Row]:
    """Each box that differs, in the order of the form. One that the form has no more comes last."""
    labels = boxes_of(form)
    fields = {field.name: field for field in form}
    order = list(labels)
    names = sorted(
        differing(mine, theirs), key=lambda name: order.index(name) if name in labels else len(order)
    )
    return [
        Row(
            name,
            labels.get(name, name),
            _shown(fields.get(name), mine.get(name, [])),
            _shown(fields.get(name), theirs.get(name, [])),
            isinstance(fields.get(name), TextAreaField) and bool(mine.get(name)) and bool(theirs.get(name)),
        )
        for name in names
    ]


def _shown(field: Field | None, values: list[str]) -> str:
    """What was typed; of a choice, its words."""
    choices = field.iter_choices() if isinstance(field, SelectFieldBase) else ()
    words = {str(choice.value): str(choice.label) for choice in choices}
    return ", ".join(words.get(value, value) for value in values)
