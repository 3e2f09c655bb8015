"""What messages say: no name, and no word of care, because somebody else may read over a shoulder.

`tag` is the tag of the language that the reader prefers; English where that one is not offered.
"""

from kentcare.core.languages.listed import ENGLISH
from kentcare.web import language
from kentcare.web.language import gettext as _


def _offered(tag: str) -> str:
    return tag if tag in {one.tag for one in language.offered()} else ENGLISH


def code(tag: str, digits: str) -> str:
    """To whoever signs in: the code that they need."""
    with language.speaking(_offered(tag)):
        return _("%(code)s is your code. It works for 10 minutes. Never tell it to anybody.", code=digits)


def invitation(tag: str, address: str) -> str:
    """To somebody who has an account from now on. `address`: the absolute URL at which they sign in."""
    with language.speaking(_offered(tag)):
        return _(
            "You have an account now. Open %(address)s and choose “Sign in”. Use this number or e-mail.",
            address=address,
        )


def address_changed(tag: str) -> str:
    """To an old address, where the person has said that this is safe: the account uses another now."""
    with language.speaking(_offered(tag)):
        return _("Your account now uses another number or e-mail. Was that not you? Tell your adviser.")


# The subject of every e-mail, in English. It says neither what is in the e-mail nor who sent it.
SUBJECT = "A message for you"


def subject(tag: str) -> str:
    """SUBJECT in the language of whoever reads it."""
    with language.speaking(_offered(tag)):
        return _("A message for you")


def staff_code(digits: str, address: str) -> str:
    """To a new colleague: where they sign in, and the code that they do it with. Always in English."""
    return _(
        "You are invited to work here. Open %(address)s, and write this code: %(code)s. It works for 7 days.",
        address=address,
        code=digits,
    )


def look_at_desk() -> str:
    """To a colleague: something cannot wait. It does not say of whom, because others may see the screen."""
    return _("Something on your desk cannot wait. Sign in and look at it now.")


def something_is_due(tag: str) -> str:
    """To a Host: a report or a check is due. Which one stands on their own page."""
    with language.speaking(_offered(tag)):
        return _("Something is due on your page. Sign in to see what.")
