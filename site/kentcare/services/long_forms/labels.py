"""What a long form says of itself: that it is saved, that it is not, and why."""

from datetime import datetime

from markupsafe import Markup

from kentcare.web.formats import clock, local_day
from kentcare.web.language import gettext as _


def saved_at(moment: datetime) -> str:
    """When the form was saved, as plain text: a script puts it on the page."""
    words = _("Saved on %(day)s at %(time)s", day=local_day(moment), time=clock(moment))
    return Markup(words).striptags()  # noqa: S704  # nothing in it comes from a person


def not_saved() -> str:
    """The message that nothing was saved, because the database was busy, full or away."""
    return _("Not saved, and not sent. Your words are still on this page. Wait a minute and try again.")


def page_was_old() -> str:
    """The message that nothing was saved, because the page is from before somebody signed in again."""
    return _(
        "This page was old, so nothing was sent yet. Your words are all here. Look at them and try again."
    )


def too_long() -> str:
    """The message that nothing was saved, because the text is longer than is kept."""
    return _("This is longer than we can keep. Your words are still on this page. Make it shorter.")


def changed_elsewhere() -> str:
    """The message that nothing was saved, because another window or device saved something else."""
    return _(
        "Something else was saved in another window. Press “Save and go on later” to see both and choose."
    )


def sent_before() -> str:
    """The message that nothing was saved, because the form was sent in another window."""
    return _("This form was sent already. Press “Save and go on later” to see what was not sent.")


def halted() -> str:
    """The form was saved, and something in it cannot wait for a form."""
    return _("Saved. Is somebody hurt, missing or at risk? Touch here: it says whom to ring now.")


def kept_signed_out() -> str:
    """The form was saved although the session is over."""
    return _("You were signed out because nothing was done. Your words are saved. Sign in to go on.")


def somebody_else() -> str:
    """The message that nothing was saved, because another person has signed in with this browser since."""
    return _("Somebody else is signed in now. Nothing of this page was saved.")


def kept_for_later() -> str:
    """The form was saved by “Save and go on later”. Shown above the form to which that leads back."""
    return _("What you wrote is saved. You can go on later.")
