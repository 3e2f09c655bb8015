"""Words for messages that did not arrive: of what kind, and why."""

from kentcare.services.messages.records import Undelivered
from kentcare.web.language import gettext as _


def kind_words(message: Undelivered) -> str:
    """What kind of message it was, without a word of its content."""
    return {
        "invitation": _("Invitation"),
        "staff invitation": _("Invitation to a colleague"),
        "invited again": _("That somebody was invited again"),
        "sign-in warning": _("Warning that somebody tries to sign in"),
        "address changed": _("That a number or an e-mail was changed"),
    }.get(message.kind, _("Message"))


def why_words(message: Undelivered) -> str:
    """Why sending was given up, and what somebody can do."""
    return {
        "the address was not taken": _(
            "The number or e-mail was not taken. See whether it is right, and invite again."
        ),
        "it cannot be opened": _("It could not be opened: the key has changed. Invite again."),
        "it was of no use any more": _("It waited too long. Invite again."),
        "nobody here sends text messages": _("Nobody here sends text messages. Invite again with an e-mail."),
    }.get(message.failure, _("Whoever carries our messages did not take it for four hours. Invite again."))
