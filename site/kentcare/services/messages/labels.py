"""What messages say: no name, and no word of care, because somebody else may read over a shoulder.

`tag` is the tag of the language that the reader prefers; English where that one is not offered.
"""

from kentcare.core.languages.listed import ENGLISH
from kentcare.web import language
from kentcare.web.language import gettext as _


def _offered(tag: str) -> str:
    return tag if tag in {one.tag for one in language.offered()} else ENGLISH


def code(tag: str, digits: str) -> str:
    """The message with the code that somebody needs to sign in."""
    with language.speaking(_offered(tag)):
        return _("%(code)s is your code. It works for 10 minutes. Never tell it to anybody.", code=digits)


def invitation(tag: str, address: str) -> str:
    """The message to somebody who has just got an account. `address`: the absolute URL where they sign in."""
    with language.speaking(_offered(tag)):
        return _(
            "You have an account now. Open %(address)s and choose “Sign in”. Use this number or e-mail.",
            address=address,
        )


def address_changed(tag: str) -> str:
    """The message to an old address that the account uses another now. Sent only where that is safe."""
    with language.speaking(_offered(tag)):
        return _("Your account now uses another number or e-mail. Was that not you? Tell your adviser.")


# The subject of every e-mail, in English. It says neither what is in the e-mail nor who sent it.
SUBJECT = "A message for you"


def subject(tag: str) -> str:
    """The subject of every e-mail, in the language of its reader."""
    with language.speaking(_offered(tag)):
        return _("A message for you")


def staff_code(digits: str, address: str) -> str:
    """The message to a new colleague: where they sign in, and with which code. Always in English."""
    return _(
        "You are invited to work here. Open %(address)s, and write this code: %(code)s. It works for 7 days.",
        address=address,
        code=digits,
    )


def passwords_guessed() -> str:
    """The message to a colleague whose password somebody guesses. Always in English."""
    return _(
        "Somebody has tried many wrong passwords for your account. They are not in. Was it not you? "
        "Then there is nothing to do, if nobody else could know your password."
    )


def numbers_guessed() -> str:
    """The message to a colleague whose password somebody has. Always in English."""
    return _(
        "Somebody gave your right password, and then many wrong numbers of your app. They are not in. Was it "
        "not you? Then sign in now and choose another password."
    )


def invited_again() -> str:
    """The message to a service manager that somebody was invited again. It names nobody."""
    return _("Somebody was invited again, to a new number or e-mail or the same. Sign in, and speak to them.")


def look_at_desk() -> str:
    """The message to a colleague that something cannot wait. It names nobody: others may see the screen."""
    return _("Something on your desk cannot wait. Sign in and look at it now.")


def something_is_due(tag: str) -> str:
    """The message to a Host that a report or a check is due. Their own page says which."""
    with language.speaking(_offered(tag)):
        return _("Something is due on your page. Sign in to see what.")


def somebody_answered(tag: str) -> str:
    """The message to a Host that an officer has answered. Their own page says what."""
    with language.speaking(_offered(tag)):
        return _("Somebody has answered you. Sign in to read it.")
