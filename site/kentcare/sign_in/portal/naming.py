"""The page on which somebody names who is responsible from now on: an adviser, an officer, an advocate."""

from collections.abc import Callable

from flask import redirect
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.records import NotTheirs
from kentcare.sign_in.portal.forms import NamingForm
from kentcare.sign_in.portal.page import render_portal


def show_naming_form(title: str, form: NamingForm, status: int = 200, **context: object) -> AnyResponse:
    """The page with the form. Of the context, `of` is what it is about and `now` who is responsible today."""
    return render_portal("portal/naming.html", status, quick=True, title=title, form=form, **context)


def take_naming_form(
    form: NamingForm, save: Callable[[int], None], show: Callable[[int], AnyResponse], *, then: str
) -> AnyResponse:
    """Save who was chosen and redirect to `then`, or show the page again with status 422.

    `save` takes the id of the account that was chosen, and may raise NotTheirs; `show` takes the status.
    """
    if not form.validate():
        return show(422)
    try:
        save(form.chosen.id)
    except NotTheirs:
        form.refuse()
        return show(422)
    return redirect(then, 303)
