"""Words for decisions that were taken back."""

from kentcare.hosting.reversals.rules import Decision
from kentcare.web.language import gettext as _


def decision_words() -> dict[Decision, str]:
    """The name of each decision, as the button or the page calls it."""
    return {
        Decision.READ: _("I have read it"),
        Decision.ANSWER: _("Answer of the officer"),
        Decision.QUESTION: _("The officer asks"),
        Decision.COUNTS: _("It counts"),
        Decision.DOES_NOT_COUNT: _("It does not count"),
        Decision.SEEN: _("I have seen it"),
        Decision.LEFT: _("Lives there no longer"),
    }
