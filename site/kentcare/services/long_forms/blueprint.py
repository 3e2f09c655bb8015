"""How the site knows its long forms: each view that takes one is marked with what makes its request."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Flask, current_app

from kentcare.services.files import records as files
from kentcare.services.files.views import allow
from kentcare.services.long_forms import browser, posted, uploads
from kentcare.services.long_forms.form_request import LongFormRequest
from kentcare.web.limits import allow_uploads
from kentcare.web.origin import csrf
from kentcare.web.overload import never_wait

blueprint = Blueprint("long_forms", __name__, template_folder="templates")

# Makes the request object of a form, of who is looking and what stands in the address but for the revision.
Maker = Callable[..., LongFormRequest]
View = TypeVar("View", bound=Callable[..., object])
_MARK = "kentcare_long_form"


def takes_long_form(make: Maker) -> Callable[[View], View]:
    """Mark a view as the one that takes a long form.

    The view takes `revision` from its address. `make` is called with the viewer and with everything else that
    stands in the address: by `keep_for_later` too, when what was typed arrives after the session is over.
    """

    def mark(view: View) -> View:
        setattr(view, _MARK, make)
        return view

    return mark


def maker_of(endpoint: str | None) -> Maker | None:
    """What makes the request object of the long form that this endpoint takes; None where it takes none."""
    return getattr(current_app.view_functions.get(endpoint or ""), _MARK, None)


def use_long_forms(app: Flask) -> None:
    """Prepare the site for long forms, before the rooms that have some are registered."""
    app.register_blueprint(blueprint)
    browser.use_browser_drafts(app)


def use_own_tokens(app: Flask) -> None:
    """Let each long form check its own token, and take files, once every room is registered.

    LongFormRequest shows the words again where a token is old; elsewhere a post with an old token is refused.
    """
    taking = {name: view for name, view in app.view_functions.items() if hasattr(view, _MARK)}
    for view in taking.values():
        csrf.exempt(view)
    allow_uploads(app, dict.fromkeys(taking, uploads.MOST_IN_A_POST))
    never_wait(app, taking, posted.has_stop)


allow(files.DRAFT, uploads.may_open)
