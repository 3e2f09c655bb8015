"""What messages say. No name, no word of care: somebody else may read over a shoulder."""

from kentcare.core.languages.listed import ENGLISH
from kentcare.web import language
from kentcare.web.language import gettext as _


def _in(tag: str) -> str:
    return tag if tag in {one.tag for one in language.offered()} else ENGLISH


def code(tag: str, digits: str) -> str:
    """A code to sign in with, in the language of whoever reads it."""
    with language.speaking(_in(tag)):
        return _("%(code)s is your code. It works for 10 minutes. Never tell it to anybody.", code=digits)


def invitation(tag: str, address: str) -> str:
    """Somebody may sign in now."""
    with language.speaking(_in(tag)):
        return _(
            "You have an account now. Open %(address)s and choose “Sign in”. Use this number or e-mail.",
            address=address,
        )


def address_changed(tag: str) -> str:
    """To the old address, where the person said that this is safe."""
    with language.speaking(_in(tag)):
        return _("Your account now uses another number or e-mail. Was that not you? Tell your adviser.")


# Above an e-mail in English. It says nothing of what is in it, nor from whom.
SUBJECT = "A message for you"


def subject(tag: str) -> str:
    """The same, in the language of whoever reads it."""
    with language.speaking(_in(tag)):
        return _("A message for you")


def staff_code(digits: str, address: str) -> str:
    """An invitation to a colleague."""
    return _(
        "You are invited to work here. Open %(address)s, and write this code: %(code)s. It works for 7 days.",
        address=address,
        code=digits,
    )


def look_at_desk() -> str:
    """To a colleague: something cannot wait. Of whom, is not said: others may see the screen."""
    return _("Something on your desk cannot wait. Sign in and look at it now.")


def something_is_due(tag: str) -> str:
    """To a Host, of a report or a check. What it is stands on their own page."""
    with language.speaking(_in(tag)):
        return _("Something is due on your page. Sign in to see what.")
