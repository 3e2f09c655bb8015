"""A form to name who has something from now on: an adviser, an officer, an advocate."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from kentcare.accounts.accounts.records import Person
from kentcare.web.language import gettext as _
from kentcare.web.post_form import PostForm


def to_choose(people: Sequence[Person]) -> list[tuple[str, str]]:
    """Somebody of several, by their ref. Nobody is chosen at first."""
    nobody = _("Choose somebody") if people else _("Nobody yet: there is nobody else")
    return [("", nobody), *((one.ref, one.name) for one in people)]


class NamingForm(PostForm):
    """One colleague of several. The list is too long for radios."""

    who = SelectField(validate_choice=False)  # in words of our own, below

    def __init__(self, *, words: str, people: list[Person], now: int | None = None, **kwargs: Any) -> None:
        """`now`: the id of who has it today. They stand in the list, and are chosen at first."""
        has_it = next((one.ref for one in people if one.id == now), "")
        super().__init__(data={"who": has_it}, **kwargs)
        self.people = {one.ref: one for one in people}
        self.who.label.text = words
        self.who.choices = to_choose(people)

    @property
    def chosen(self) -> Person:
        return self.people[self.who.data]

    def validate_who(self, field: Field) -> None:
        if field.data not in self.people:
            raise ValidationError(_not_one_of_them())

    def refuse(self) -> None:
        """Whoever was chosen has left since."""
        self.who.errors = [_not_one_of_them()]


def _not_one_of_them() -> str:
    return _("Choose somebody from the list")
