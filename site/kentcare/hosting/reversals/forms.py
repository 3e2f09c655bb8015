"""The form with which a decision is taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from kentcare.hosting.reversals.rules import Decision
from kentcare.web.language import gettext as _
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm
from kentcare.web.rough_date import printable


@dataclass(frozen=True, slots=True)
class Reversible:
    """A decision that somebody may take back: what it was, when it was made, and how the form calls it."""

    decision: Decision
    at: datetime
    words: str

    @property
    def value(self) -> str:
        """What the form posts. With the moment in it, no later decision is taken back by an old page."""
        return f"{self.decision.value} @ {self.at.isoformat()}"


def _read(value: str) -> tuple[Decision, datetime]:
    """The decision and the moment of a posted value. Raises ValueError where it is none."""
    decision, _at, moment = value.partition(" @ ")
    at = datetime.fromisoformat(moment)
    if at.tzinfo is None:
        raise ValueError(value)
    return Decision(decision), at


class ReversalForm(PostForm):
    """Which decision is taken back, and why, in one line."""

    what = RadioField(
        _l("What do you take back?"),
        [InputRequired(_l("Choose what you take back"))],
        # One that is taken back already is no choice any more: the button was pressed twice.
        validate_choice=False,
    )
    why = StringField(
        _l("Why do you take it back?"),
        description=_l("One line. The Host can read it."),
        validators=[
            DataRequired(_l("Write in one line why you take it back")),
            Length(max=200, message=_l("Write it in 200 letters or fewer")),
        ],
        filters=[printable],
    )

    def __init__(self, reversible: Iterable[Reversible] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.what.choices = [(one.value, one.words) for one in reversible]

    def validate_what(self, field: RadioField) -> None:
        try:
            _read(field.data)
        except ValueError:
            raise ValidationError(_("Choose what you take back")) from None

    @property
    def decision(self) -> Decision:
        """The decision that is taken back, of a valid form."""
        return _read(self.what.data)[0]

    @property
    def decided_at(self) -> datetime:
        """When it was made, of a valid form."""
        return _read(self.what.data)[1]
