"""The form by which a service manager sets a legal hold."""

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from kentcare.operations.holds.labels import kind_words
from kentcare.operations.holds.records import HOLDABLE
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm
from kentcare.web.rough_date import printable

_LONGEST_NUMBER, _LONGEST_REASON = 254, 1000


class HoldForm(PostForm):
    """The record to hold, by the number or address that staff know it by, and why."""

    kind = RadioField(_l("What do you want to hold?"), validators=[InputRequired(_l("Choose one"))])
    number = StringField(
        _l("Its number"),
        description=_l("The number of the case or the home; for an account, its mobile number or e-mail."),
        filters=[printable],
        validators=[
            DataRequired(_l("Write the number")),
            Length(max=_LONGEST_NUMBER, message=_l("Write a shorter number")),
        ],
        render_kw={"autocomplete": "off", "spellcheck": False},
    )
    reason = TextAreaField(
        _l("Why?"),
        description=_l("It is locked. Only a service manager reads it, here."),
        validators=[
            DataRequired(_l("Write why")),
            Length(max=_LONGEST_REASON, message=_l("Write it in 1,000 letters or fewer")),
        ],
    )

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.kind.choices = [(kind, kind_words(kind)) for kind in HOLDABLE]

    def refuse(self, words: str) -> None:
        """Show an error at the number: one that only the database can know."""
        self.number.errors = [words]
