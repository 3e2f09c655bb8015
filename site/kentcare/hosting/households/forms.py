"""The forms of what is known of a household."""

from datetime import date, timedelta
from typing import Any

from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from kentcare.hosting.households.records import KnownHousehold
from kentcare.web.language import gettext as _
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm
from kentcare.web.rough_date import HasCome, RoughDate, RoughDateField, printable

_MOST_LETTERS = 120


def _choice(label: Any) -> RadioField:
    return RadioField(label, validators=[InputRequired(_l("Choose one"))])


class HouseholdForm(PostForm):
    """What decides which training and checks a household needs, and from which day."""

    day = RoughDateField(
        _l("When were they approved?"),
        [Optional(), HasCome(timedelta(days=365 * 40))],
        description=_l("The day of the decision. Leave it empty if you do not know it yet."),
    )
    gas = _choice(_l("Is there gas in the home?"))
    drives = _choice(_l("Do they drive young people in a car?"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for field in (self.gas, self.drives):
            field.choices = [("yes", _("Yes")), ("no", _("No"))]

    @classmethod
    def of(cls, known: KnownHousehold) -> "HouseholdForm":
        """The form filled with what is known now."""
        day = known.approved_on
        data = {
            "day": RoughDate(day.year, day.month, day.day) if day else None,
            "gas": "yes" if known.has_gas else "no",
            "drives": "yes" if known.drives else "no",
        }
        return cls(formdata=None, data=data)

    @property
    def approved_on(self) -> date | None:
        """The day that was typed into the valid form; None where it was left empty."""
        typed: RoughDate | None = self.day.data
        return typed.last_day() if typed else None


class AdultForm(PostForm):
    """The form to add another adult who lives in a home."""

    name = StringField(
        _l("Who else from 16 lives there?"),
        description=_l(
            "Not the Hosts, and no young person who lives there through us. Each needs a DBS check. "
            "Have two of them the same name? Write which is which, as in “the elder”."
        ),
        filters=[printable],
        validators=[
            # Not InputRequired: spaces are no name.
            DataRequired(_l("Write their name")),
            Length(max=_MOST_LETTERS, message=_l("Write a shorter name")),
        ],
        render_kw={"autocomplete": "off", "spellcheck": False},
    )
