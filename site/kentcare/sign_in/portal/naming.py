"""The page on which somebody names who has something from now on."""

from collections.abc import Callable

from flask import redirect
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.records import NotTheirs
from kentcare.sign_in.portal.forms import NamingForm
from kentcare.sign_in.portal.page import render_portal


def ask_whom(title: str, form: NamingForm, status: int = 200, **context: object) -> AnyResponse:
    """The page with the form. `of`: what it is about; `now`: who has it today, if anybody."""
    return render_portal("portal/naming.html", status, quick=True, title=title, form=form, **context)


def take_whom(
    form: NamingForm, name: Callable[[int], None], ask: Callable[[int], AnyResponse], *, then: str
) -> AnyResponse:
    """`name` gives it to whoever was chosen; `ask` shows the page again; `then` is where it leads."""
    if not form.validate():
        return ask(422)
    try:
        name(form.chosen.id)
    except NotTheirs:
        form.refuse()
        return ask(422)
    return redirect(then, 303)
