"""The form to name who is responsible from now on: an adviser, an officer or an advocate."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from kentcare.accounts.accounts.records import Person
from kentcare.web.language import gettext as _
from kentcare.web.post_form import PostForm


def to_choose(people: Sequence[Person]) -> list[tuple[str, str]]:
    """The choices of a list of people, by their ref; the first chooses nobody."""
    nobody = _("Choose somebody") if people else _("Nobody yet: there is nobody else")
    return [("", nobody), *((one.ref, one.name) for one in people)]


class NamingForm(PostForm):
    """Names one colleague out of a list that is too long for radios."""

    who = SelectField(validate_choice=False)  # in words of our own, below

    def __init__(self, *, words: str, people: list[Person], now: int | None = None, **kwargs: Any) -> None:
        """Make the form. `words`: the label of the list. `now`: the id of whoever is responsible today."""
        current = next((one.ref for one in people if one.id == now), "")
        super().__init__(data={"who": current}, **kwargs)
        self.people = {one.ref: one for one in people}
        self.who.label.text = words
        self.who.choices = to_choose(people)

    @property
    def chosen(self) -> Person:
        """The colleague who was chosen. Only after the form was valid."""
        return self.people[self.who.data]

    def validate_who(self, field: Field) -> None:
        if field.data not in self.people:
            raise ValidationError(_not_one_of_them())

    def refuse(self) -> None:
        """Add the error for somebody who was chosen and has left meanwhile."""
        self.who.errors = [_not_one_of_them()]


def _not_one_of_them() -> str:
    return _("Choose somebody from the list")
