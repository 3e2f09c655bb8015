"""How an arrangement ended."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from kentcare.arrangements import wording
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.rough_date import RoughDate, RoughDateField

_LONGEST = 2000


class EndForm(FlaskForm):
    """The last day, whether it was planned, and why."""

    class Meta:
        # The token of every post is looked at before any view: see web/origin.py.
        csrf = False

    day = RoughDateField(_l("The last day"), [InputRequired(_l("Write the last day"))])
    how = RadioField(_l("Was it planned?"), validators=[InputRequired(_l("Choose one"))])
    why = TextAreaField(
        _l("Why did it end?"),
        description=_l("It is locked. Whoever looks after the home and the young person’s adviser read it."),
        validators=[Length(max=_LONGEST, message=_l("Write it in 2,000 letters or fewer"))],
        render_kw={"rows": 4},
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.how.choices = [(one.value, words) for one, words in wording.ending_words().items()]

    @property
    def last_day(self) -> date:
        """Once the form is valid."""
        typed: RoughDate = self.day.data
        return typed.last_day()

    def refuse(self, words: str) -> None:
        """What only the record can say is wrong."""
        self.day.errors = [words]
