"""Why a file was not taken, and what to do."""

from kentcare.services.files.rules import MOST_A_DAY, MOST_FILES, MOST_PAGES, Refusal
from kentcare.web.language import gettext as _


def refusal(reason: Refusal) -> str:
    """Why a file was not taken, and what to do, in words for whoever sent it."""
    return {
        Refusal.EMPTY: _("There is nothing in this file. Choose it again."),
        Refusal.TOO_BIG: _(
            "This file is too big. Send one of less than 10 MB. "
            "To make it smaller, open it, take a screenshot of it, and send that."
        ),
        Refusal.TOO_MANY: _("You can send %(num)s files. Remove one first.", num=MOST_FILES),
        Refusal.TOO_MANY_PAGES: _(
            "This file has more than %(num)s pages. Send only those that we need.", num=MOST_PAGES
        ),
        Refusal.NOT_TAKEN: _("We can take photos and PDF files. Take a photo of it, or save it as a PDF."),
        Refusal.BROKEN: _("We cannot open this file. Take a photo of it, or save it again."),
        Refusal.LOCKED: _("This file has a password. Save it without one, or take a photo of it."),
        Refusal.INFECTED: _("This file may harm a computer, so we did not take it. Send a photo of it."),
        Refusal.TOO_DETAILED: _("This file is too big for us to keep. Send fewer pages, or a photo of each."),
        Refusal.TOO_SLOW: _("This file takes too long to open. Take a photo of it, and send that."),
        Refusal.TOO_MUCH: _("Your files are too big together. Remove one, or send this one as a photo."),
        Refusal.TOO_OFTEN: _(
            "You can send %(num)s files in one day. Your answers are kept. Send more tomorrow.",
            num=MOST_A_DAY,
        ),
        Refusal.NOT_DRAWN: _(
            "We tried several times and could not open this file. That may be our fault. "
            "Send it again tomorrow, or send a photo of it."
        ),
        Refusal.NOT_STORED: _(
            "We could not keep this file just now. That is our fault. Your answers are kept. "
            "Send it again in a minute."
        ),
    }[reason]
