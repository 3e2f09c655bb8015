"""What a colleague types to come in, and to change what they come in with."""

from typing import Any

from wtforms import Field, HiddenField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from kentcare.accounts.accounts.addresses import Address, read_address
from kentcare.accounts.accounts.records import Person
from kentcare.sign_in.codes.rules import digits
from kentcare.sign_in.staff.rules import LONGEST, SHORTEST, Weak, is_app_number, weakness
from kentcare.web.language import gettext as _
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm
from kentcare.web.rough_date import printable

_NARROW = "govuk-input--width-10"


class _Form(PostForm):
    def refuse(self, field: str, words: str) -> None:
        """What only the records can say is wrong."""
        self[field].errors = [*self[field].errors, words]


class SecretField(StringField):
    """A box that never shows again what was typed into it, with a name for the browser's own keeper."""

    def __init__(self, label: str, *args: Any, keeper: str, **more: Any) -> None:
        kept = {"type": "password", "autocomplete": keeper, "spellcheck": False}
        super().__init__(label, *args, render_kw=kept, **more)

    def _value(self) -> str:
        return ""


class _AddressForm(_Form):
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
    """The first proof."""

    password = SecretField(
        _l("Your password"),
        validators=[InputRequired(_l("Write your password"))],
        keeper="current-password",
    )


class SecondForm(_Form):
    """The second proof: either of two, in one box."""

    number = StringField(
        _l("The number in your app, or a recovery code"),
        description=_l("The app shows six numbers, and new ones every 30 seconds."),
        filters=[printable],
        validators=[InputRequired(_l("Write the number that your app shows"))],
        render_kw={"autocomplete": "one-time-code", "classes": _NARROW, "spellcheck": False},
    )


class InvitationForm(_AddressForm):
    """Typed, never in an address: what reads everybody's mail for viruses follows each link."""

    code = StringField(
        _l("The code in your invitation"),
        description=_l("It looks like XXXX-XXXX-XXXX."),
        filters=[printable],
        validators=[InputRequired(_l("Write the code in your invitation"))],
        render_kw={"autocomplete": "off", "classes": "govuk-input--width-20", "spellcheck": False},
    )


class PresentForm(_Form):
    """Asks for the password, too, unless somebody has just signed in."""

    present = SecretField(
        _l("Your present password"),
        description=_l("So that nobody changes this while you are away from your desk."),
        validators=[InputRequired(_l("Write your present password"))],
        keeper="current-password",
    )

    @property
    def asks_for_password(self) -> bool:
        return "present" in self

    def trust(self) -> None:
        """They have just proved who they are."""
        del self.present


class NewPasswordForm(PresentForm):
    """Twice, because nobody sees what they type. Both may be pasted."""

    password = SecretField(
        _l("A new password"),
        description=_l(
            "At least 12 letters, numbers or signs. Three or four words that have nothing to do with each "
            "other are good. You may paste it."
        ),
        validators=[InputRequired(_l("Choose a password"))],
        keeper="new-password",
    )
    again = SecretField(
        _l("The new password again"),
        validators=[
            InputRequired(_l("Write the new password a second time")),
            EqualTo("password", _l("The two are not the same. Write both again")),
        ],
        keeper="new-password",
    )
    whose: Person

    def validate_password(self, field: Field) -> None:
        if why := weakness(field.data, [self.whose.name, self.whose.email or ""]):
            raise ValidationError(_why(why))


def _why(weak: Weak) -> str:
    words = {
        Weak.TOO_SHORT: _(
            "This is too short. Use %(number)s letters, numbers or signs, or more", number=SHORTEST
        ),
        Weak.TOO_LONG: _(
            "This is too long. Use %(number)s letters, numbers or signs at most", number=LONGEST
        ),
        Weak.EASY_TO_GUESS: _(
            "This is easy to guess. Put three or four words together that have nothing to do with each other "
            "or with you"
        ),
    }
    return words[weak]


class NewAppForm(PresentForm):
    """Proves that the app has the secret, before anybody depends on it."""

    number = StringField(
        _l("The number that the app shows now"),
        description=_l("Six numbers."),
        filters=[printable],
        validators=[InputRequired(_l("Write the number that the app shows now"))],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "classes": _NARROW},
    )

    def validate_number(self, field: Field) -> None:
        if not is_app_number(digits(field.data)):
            raise ValidationError(_("The number has six digits"))


class NewPasskeyForm(PresentForm):
    """`credential` is what the device answers; a script puts it there."""

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
