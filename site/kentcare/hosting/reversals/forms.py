"""The form with which a decision is taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from kentcare.hosting.reversals.rules import TOLD_TO_HOST, Decided, Decision
from kentcare.web.formats import day_and_time
from kentcare.web.language import gettext as _
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm
from kentcare.web.rough_date import printable


@dataclass(frozen=True, slots=True)
class Reversible:
    """A decision that somebody may take back, and how the form calls it."""

    decided: Decided
    words: str

    @property
    def value(self) -> str:
        """What the form posts. With the moment in it, no later decision is taken back by an old page."""
        return f"{self.decided.decision.value} @ {self.decided.at.isoformat()}"

    @property
    def hint(self) -> str:
        """What to know before choosing it: whether a Host has read its words. Empty where it has none."""
        if self.decided.decision not in TOLD_TO_HOST:
            return ""
        done = _("Taken back already. Tick the box below to hide its words too.")
        return f"{done} {self._opened}" if self.decided.is_taken_back else self._opened

    @property
    def _opened(self) -> str:
        if self.decided.opened_at is None:
            return _("We have no record that a Host opened it.")
        return _("A Host opened it on %(day)s at %(time)s.", **day_and_time(self.decided.opened_at))


def named(found: Iterable[Decided], words: Mapping[Decision, str]) -> list[Reversible]:
    """Decisions with what the form calls each kind. `words`: by kind, with places for a day and a time."""
    return [Reversible(one, words[one.decision] % day_and_time(one.at)) for one in found]


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
        description=_l("One line. The Host can read it. Name nobody from another home."),
        validators=[
            DataRequired(_l("Write in one line why you take it back")),
            Length(max=200, message=_l("Write it in 200 letters or fewer")),
        ],
        filters=[printable],
    )
    kept_from_host = SelectMultipleField(
        _l("Was it meant for another home?"),
        [Optional()],
        description=_l(
            "Then the Host sees when and why you took it back, and not the words. If a Host has opened it, "
            "this may be a breach of personal data. Tell the service manager and the council’s data "
            "protection officer today."
        ),
        choices=[SelectChoice("yes", _l("Yes: hide its words from the Host"))],
    )

    def __init__(self, reversible: Iterable[Reversible] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        found = list(reversible)
        self.what.choices = [
            SelectChoice(one.value, one.words, {"hint": one.hint} if one.hint else {}) for one in found
        ]
        # Where nothing on the page was told to a Host, nobody is asked whether it was meant for another.
        self.has_words_for_host = any(one.decided.decision in TOLD_TO_HOST for one in found)

    def validate_what(self, field: RadioField) -> None:
        try:
            _read(field.data)
        except ValueError:
            raise ValidationError(_("Choose what you take back")) from None

    def validate_kept_from_host(self, field: SelectMultipleField) -> None:
        if field.data and not self.what.errors and self.decision not in TOLD_TO_HOST:
            raise ValidationError(_("Choose above the words that were meant for another home"))

    @property
    def decision(self) -> Decision:
        """The decision that is taken back, of a valid form."""
        return _read(self.what.data)[0]

    @property
    def decided_at(self) -> datetime:
        """When it was made, of a valid form."""
        return _read(self.what.data)[1]

    @property
    def is_misdirected(self) -> bool:
        """Whether its words were meant for another home."""
        return bool(self.kept_from_host.data)
