"""The page on which somebody names who has something from now on."""

from werkzeug.wrappers import Response as AnyResponse

from kentcare.portal.forms import NamingForm
from kentcare.portal.page import render_portal


def ask_whom(title: str, form: NamingForm, status: int = 200, **context: object) -> AnyResponse:
    """The page with the form. `of`: what it is about; `now`: who has it today, if anybody."""
    return render_portal("portal/naming.html", status, quick=True, title=title, form=form, **context)
