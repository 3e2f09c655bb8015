"""How an arrangement begins, goes on at another level of support, and ends."""

from datetime import date
from typing import Any

from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from kentcare.hosting.arrangements import labels
from kentcare.hosting.arrangements.rules import Level, Wrong
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm
from kentcare.web.rough_date import RoughDate, RoughDateField, printable

_LONGEST, _LONGEST_NUMBER = 2000, 30


class DayForm(PostForm):
    """One with a day."""

    day: RoughDateField

    @property
    def whole_day(self) -> date:
        """Once the form is valid."""
        typed: RoughDate = self.day.data
        return typed.last_day()

    def refuse(self, wrong: Wrong) -> None:
        """What only the record can say is wrong."""
        self._field_of(wrong).errors = [labels.wrong_words(wrong)]

    def _field_of(self, wrong: Wrong) -> Field:
        return self.day


def _level_field() -> RadioField:
    """One for each form that has it: the fields of a form stand in the order in which they were made."""
    return RadioField(_l("Level of support"), validators=[InputRequired(_l("Choose a level"))])


class _WithLevel(DayForm):
    level: RadioField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.level.choices = [(one.value, labels.level_words(one)) for one in Level]

    def _field_of(self, wrong: Wrong) -> Field:
        return self.level if wrong is Wrong.SAME_LEVEL else super()._field_of(wrong)


class BeginForm(_WithLevel):
    """Who, at which level of support, since when."""

    case_number = StringField(
        _l("Their number in the case system"),
        filters=[printable],
        validators=[
            # Not InputRequired: spaces are no number.
            DataRequired(_l("Write their number in the case system")),
            Length(max=_LONGEST_NUMBER, message=_l("Write it in 30 letters or fewer")),
        ],
        render_kw={"autocomplete": "off", "spellcheck": False, "dir": "ltr"},
    )
    level = _level_field()
    day = RoughDateField(_l("The first day"), [InputRequired(_l("Write the first day"))])

    def _field_of(self, wrong: Wrong) -> Field:
        return self.case_number if wrong is Wrong.NO_SUCH_NUMBER else super()._field_of(wrong)


class FirstDayForm(DayForm):
    """When it really began."""

    day = RoughDateField(_l("The first day"), [InputRequired(_l("Write the first day"))])


class LevelForm(_WithLevel):
    """Another level, from a day on."""

    level = _level_field()
    day = RoughDateField(_l("The first day at this level"), [InputRequired(_l("Write the first day"))])


class EndForm(DayForm):
    """The last day, whether it was planned, and why."""

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
        self.how.choices = labels.choices_of_ending()
