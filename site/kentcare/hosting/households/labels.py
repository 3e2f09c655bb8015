"""Words for what is known of a household."""

from datetime import datetime

from kentcare.core.clock import LONDON
from kentcare.web.formats import day_in_words
from kentcare.web.language import gettext as _


def reversible_words(name: str, said_at: datetime) -> str:
    """The words that somebody has left, in the form that takes it back."""
    day = day_in_words(said_at.astimezone(LONDON).date())
    return _("That %(name)s lives there no longer, as was said on %(day)s", name=name, day=day)
