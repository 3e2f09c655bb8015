"""What may be changed of a young person's record, and whom to invite with which number or e-mail."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from kentcare.accounts.addresses import Address, read_address
from kentcare.accounts.records import Person
from kentcare.caseload.wording import choices_of_language, language_name
from kentcare.web.language import gettext as _
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.rough_date import printable

_MOST_LETTERS = 120
_OF_SOMEBODY_ELSE = {"autocomplete": "off", "spellcheck": False}
NEW = "new"


class _Form(FlaskForm):
    class Meta:
        # The token of every post is looked at before any view: see web/origin.py.
        csrf = False


class ChangeForm(_Form):
    """Everything else comes from the case system."""

    name = StringField(
        _l("Name"),
        description=_l("What they want to be called, in full."),
        filters=[printable],
        validators=[
            # Not InputRequired: spaces are no name.
            DataRequired(_l("Write their name")),
            Length(max=_MOST_LETTERS, message=_l("Write a shorter name")),
        ],
        render_kw=_OF_SOMEBODY_ELSE,
    )
    language = RadioField(
        _l("Which language do they read?"),
        validators=[InputRequired(_l("Choose a language"))],
    )

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        """`now`: the language of the record, which may be one that this site is not in yet."""
        super().__init__(*args, **kwargs)
        choices = dict(choices_of_language())
        self.language.choices = list(({now: language_name(now)} | choices).items())


class _WithAddress(_Form):
    found: Address

    def validate_address(self, field: Field) -> None:
        address = read_address(field.data)
        if address is None:
            raise ValidationError(
                _("This is no mobile number and no e-mail address. Check each number and letter")
            )
        self.found = address


def _address() -> StringField:
    return StringField(
        _l("Their mobile number or e-mail address"),
        description=_l("It must be theirs alone. Whoever reads its messages can sign in."),
        filters=[printable],
        validators=[InputRequired(_l("Write their mobile number or e-mail address"))],
        render_kw=_OF_SOMEBODY_ELSE,
    )


class InviteForm(_WithAddress):
    """A mobile number or an e-mail address: either alone is enough."""

    address = _address()


class InviteHostForm(_WithAddress):
    """Somebody new, or somebody who has an account already."""

    who = RadioField(_l("Who is it?"), validators=[InputRequired(_l("Choose who it is"))], default=NEW)
    name = StringField(
        _l("Their name"),
        description=_l("Only for somebody new."),
        filters=[printable],
        validators=[Length(max=_MOST_LETTERS, message=_l("Write a shorter name"))],
        render_kw=_OF_SOMEBODY_ELSE,
    )
    address = _address()

    def __init__(self, *args: Any, hosts: list[Person], **kwargs: Any) -> None:
        """`hosts`: those of the home who may be invited again."""
        super().__init__(*args, **kwargs)
        again = [(host.ref, host.name) for host in hosts]
        self.who.choices = [*again, (NEW, _("Somebody new"))]

    @property
    def chosen(self) -> str | None:
        """The ref of who is invited again; None for somebody new."""
        return None if self.who.data == NEW else str(self.who.data)

    def validate_name(self, field: Field) -> None:
        if self.who.data == NEW and not field.data:
            raise ValidationError(_("Write their name"))
