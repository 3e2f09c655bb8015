"""What the pages of the caseload share."""

from werkzeug.wrappers import Response as AnyResponse

from kentcare.cases.young_people.record import Record
from kentcare.core.clock import today
from kentcare.desk.caseload import labels
from kentcare.offer.entitlements.days import age_on
from kentcare.sign_in.portal.listing import PAGE
from kentcare.sign_in.portal.page import render_portal
from kentcare.web.language import gettext as _

# How many stops that were looked into stand on the page of a home, or of a young person.
MOST_STOPS = 10


def render_caseload(template: str, status: int = 200, **context: object) -> AnyResponse:
    """A page of this room. `template`: its file name without folder and ending."""
    words = {"age_of": _age_of, "labels": labels}
    return render_portal(f"caseload/{template}.html", status, quick=True, **words, **context)


def _age_of(record: Record) -> int:
    return age_on(record.born.toordinal(), today().toordinal())


def skipped(page: int) -> int:
    """How many rows stand on the pages of a list before this one."""
    return (max(page, 1) - 1) * PAGE


def cannot_be_used() -> str:
    """The message that a number or e-mail address belongs to another account, without saying whose."""
    return _("This number or e-mail cannot be used for this account. Check it, or ask for another")
