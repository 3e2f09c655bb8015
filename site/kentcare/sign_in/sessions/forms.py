"""The forms of signing in with a code: the address, the code and the date of birth."""

from typing import Any

from wtforms import Field, StringField
from wtforms.validators import InputRequired, ValidationError

from kentcare.accounts.accounts.addresses import Address, cannot_get_texts, read_address
from kentcare.sign_in.codes.rules import CODE_DIGITS, find_code
from kentcare.web.language import gettext as _
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm
from kentcare.web.rough_date import RoughDateField, printable


class AddressForm(PostForm):
    """Asks for a mobile number or an e-mail address: either alone is enough. `found` is what was read."""

    address = StringField(
        _l("Your mobile number or e-mail address"),
        filters=[printable],
        validators=[InputRequired(_l("Write your mobile number or your e-mail address"))],
        render_kw={"autocomplete": "username", "spellcheck": False},
    )
    found: Address

    def validate_address(self, field: Field) -> None:
        address = read_address(field.data)
        if address is None:
            if cannot_get_texts(field.data):
                raise ValidationError(
                    _("This number cannot get texts. Write a mobile number or an e-mail address")
                )
            raise ValidationError(
                _("This is no mobile number and no e-mail address. Check each number and letter")
            )
        self.found = address


class CodeForm(PostForm):
    """Asks for the code that was sent."""

    code = StringField(
        _l("Your code"),
        description=_l("Six numbers. It can take a minute to come."),
        filters=[printable],
        validators=[InputRequired(_l("Write the code that we sent you"))],
        render_kw={
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "classes": "govuk-input--width-10",
            "spellcheck": False,
        },
    )

    def validate_code(self, field: Field) -> None:
        code = find_code(field.data)
        if len(code) != CODE_DIGITS or not code.isdecimal():
            raise ValidationError(_("The code has six numbers"))


class BirthdayForm(PostForm):
    """Asks a young person for their date of birth, once, when they first sign in."""

    born = RoughDateField(
        _l("When were you born?"),
        [InputRequired(_l("Write the day you were born"))],
        description=_l("We ask after an invitation, to be sure that it is you. For example, 27 3 2007"),
    )


def refuse(form: Any, field: Field, words: str) -> None:
    """Add an error that only the records can know of to a field of a form."""
    field.errors = [*field.errors, words]
