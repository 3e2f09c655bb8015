"""The forms with which colleagues sign in and change their credentials."""

from typing import Any

from wtforms import Field, HiddenField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from kentcare.accounts.accounts.addresses import Address, read_address
from kentcare.accounts.accounts.records import Person
from kentcare.sign_in.codes.rules import normalise_code
from kentcare.sign_in.staff.rules import LONGEST, SHORTEST, PasswordWeakness, is_totp_number, weakness
from kentcare.web.language import gettext as _
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm
from kentcare.web.rough_date import printable

_NARROW = "govuk-input--width-10"


class _StaffForm(PostForm):
    def refuse(self, field: str, words: str) -> None:
        """Add an error that only the records can know of to a field."""
        self[field].errors = [*self[field].errors, words]


class SecretField(StringField):
    """A password field, which never shows again what was typed. `autocomplete` is for password managers."""

    def __init__(self, label: str, *args: Any, autocomplete: str, **more: Any) -> None:
        attributes = {"type": "password", "autocomplete": autocomplete, "spellcheck": False}
        super().__init__(label, *args, render_kw=attributes, **more)

    def _value(self) -> str:
        return ""


class _AddressForm(_StaffForm):
    email = StringField(
        _l("Your work e-mail address"),
        filters=[printable],
        validators=[InputRequired(_l("Write your e-mail address"))],
        render_kw={"type": "email", "autocomplete": "username", "spellcheck": False},
    )
    found: Address

    def validate_email(self, field: Field) -> None:
        address = read_address(field.data)
        if address is None or address.channel != "email":
            raise ValidationError(_("This is no e-mail address. It looks like name@example.org"))
        self.found = address


class PasswordForm(_AddressForm):
    """Asks for the e-mail address and the password: the first factor."""

    password = SecretField(
        _l("Your password"),
        validators=[InputRequired(_l("Write your password"))],
        autocomplete="current-password",
    )


class SecondFactorForm(_StaffForm):
    """Asks for a number of the app or a recovery code, in one field: the second factor."""

    number = StringField(
        _l("The number in your app, or a recovery code"),
        description=_l("The app shows six numbers, and new ones every 30 seconds."),
        filters=[printable],
        validators=[InputRequired(_l("Write the number that your app shows"))],
        render_kw={"autocomplete": "one-time-code", "classes": _NARROW, "spellcheck": False},
    )


class InvitationForm(_AddressForm):
    """Asks for the code of an invitation. It is never part of a link: mail scanners follow each link."""

    code = StringField(
        _l("The code in your invitation"),
        description=_l("It looks like XXXX-XXXX-XXXX."),
        filters=[printable],
        validators=[InputRequired(_l("Write the code in your invitation"))],
        render_kw={"autocomplete": "off", "classes": "govuk-input--width-20", "spellcheck": False},
    )


class ConfirmPasswordForm(_StaffForm):
    """Asks for the present password, unless somebody has just signed in."""

    present = SecretField(
        _l("Your present password"),
        description=_l("So that nobody changes this while you are away from your desk."),
        validators=[InputRequired(_l("Write your present password"))],
        autocomplete="current-password",
    )

    @property
    def asks_for_password(self) -> bool:
        """Whether the form still has the field for the present password."""
        return "present" in self

    def skip_password(self) -> None:
        """Do not ask for the present password: its owner has just signed in."""
        del self.present


class NewPasswordForm(ConfirmPasswordForm):
    """Asks for a new password twice, because nobody sees what they type. Both may be pasted.

    `owner`, whose name and address must not be in it, has to be set before the form is validated.
    """

    password = SecretField(
        _l("A new password"),
        description=_l(
            "At least 12 letters, numbers or signs. Three or four words that have nothing to do with each "
            "other are good. You may paste it."
        ),
        validators=[InputRequired(_l("Choose a password"))],
        autocomplete="new-password",
    )
    again = SecretField(
        _l("The new password again"),
        validators=[
            InputRequired(_l("Write the new password a second time")),
            EqualTo("password", _l("The two are not the same. Write both again")),
        ],
        autocomplete="new-password",
    )
    owner: Person

    def validate_password(self, field: Field) -> None:
        if why := weakness(field.data, [self.owner.name, self.owner.email or ""]):
            raise ValidationError(_message(why))


def _message(why: PasswordWeakness) -> str:
    words = {
        PasswordWeakness.TOO_SHORT: _(
            "This is too short. Use %(number)s letters, numbers or signs, or more", number=SHORTEST
        ),
        PasswordWeakness.TOO_LONG: _(
            "This is too long. Use %(number)s letters, numbers or signs at most", number=LONGEST
        ),
        PasswordWeakness.EASY_TO_GUESS: _(
            "This is easy to guess. Put three or four words together that have nothing to do with each other "
            "or with you"
        ),
    }
    return words[why]


class NewAuthenticatorForm(ConfirmPasswordForm):
    """Asks for a number of a new app, which confirms that it has the secret before anybody depends on it."""

    number = StringField(
        _l("The number that the app shows now"),
        description=_l("Six numbers."),
        filters=[printable],
        validators=[InputRequired(_l("Write the number that the app shows now"))],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "classes": _NARROW},
    )

    def validate_number(self, field: Field) -> None:
        if not is_totp_number(normalise_code(field.data)):
            raise ValidationError(_("The number has six digits"))


class NewPasskeyForm(ConfirmPasswordForm):
    """Asks for a name for a new passkey. `credential` is the device's answer; a script puts it there."""

    name = StringField(
        _l("A name for it"),
        description=_l("Where it is, so that you know it again. For example, my work laptop"),
        filters=[printable],
        validators=[
            InputRequired(_l("Give it a name, such as the device that it is on")),
            Length(max=60, message=_l("Use a name of 60 letters at most")),
        ],
        render_kw={"autocomplete": "off"},
    )
    credential = HiddenField()
