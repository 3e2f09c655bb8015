"""What waits for somebody who works here. Each part that has work adds its question."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from kentcare.accounts import records as accounts
from kentcare.accounts.rules import Role
from kentcare.accounts.viewer import Viewer
from kentcare.web.language import ngettext


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line on the first page: its words, and where it is done."""

    words: str
    address: str


def waiting_for(viewer: Viewer, today: date) -> list[Waiting]:
    """The most urgent first; nothing where nothing waits."""
    found = []
    if viewer.has(Role.ADMINISTRATOR, Role.ADVOCACY_LEAD) and (late := accounts.to_review(viewer, today)):
        words = ngettext("%(num)s account to look at again", "%(num)s accounts to look at again", late)
        found.append(Waiting(words, url_for("directory.list_colleagues", order="review", page=1)))
    return found
