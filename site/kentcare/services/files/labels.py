"""Why a file was not taken, and what to do."""

from kentcare.services.files.rules import MOST_FILES, MOST_PAGES, Refusal
from kentcare.web.language import gettext as _


def refusal(reason: Refusal) -> str:
    """Why a file was not taken, and what to do, in words for whoever sent it."""
    return {
        Refusal.EMPTY: _("There is nothing in this file. Choose it again."),
        Refusal.TOO_BIG: _("This file is too big. Send one of less than 10 MB, or a photo of it."),
        Refusal.TOO_MANY: _("You can send %(num)s files. Remove one first.", num=MOST_FILES),
        Refusal.TOO_MANY_PAGES: _(
            "This file has more than %(num)s pages. Send only those that we need.", num=MOST_PAGES
        ),
        Refusal.NOT_TAKEN: _("We can take photos and PDF files. Take a photo of it, or save it as a PDF."),
        Refusal.BROKEN: _("We cannot open this file. Take a photo of it, or save it again."),
        Refusal.LOCKED: _("This file has a password. Save it without one, or take a photo of it."),
        Refusal.INFECTED: _("This file may harm a computer, so we did not take it. Send a photo of it."),
        Refusal.UNCHECKED: _("We cannot check files just now. Your answers are kept. Try again later."),
    }[reason]
