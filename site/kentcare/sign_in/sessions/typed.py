"""What somebody typed into a short form and sent after their session was over, until they are back.

It waits in the encrypted cookie of their browser, for the same account and the same page alone. A long form
is kept in the database instead: services/long_forms/after_session.py.
"""

from collections.abc import Callable
from typing import TypeVar

from flask import current_app, request, session
from werkzeug.datastructures import MultiDict

from kentcare.accounts.accounts.viewer import Viewer

View = TypeVar("View", bound=Callable[..., object])
_MARK, _TYPED = "kentcare_keeps_typed", "typed"
_MOST_LETTERS = 100


def keeps_typed(*names: str) -> Callable[[View], View]:
    """Mark a view that takes a short form: these fields, and their parts, wait until somebody is back.

    The page that shows the form must have the same address.
    """

    def mark(view: View) -> View:
        setattr(view, _MARK, names)
        return view

    return mark


def keep_typed(viewer: Viewer) -> str | None:
    """Keep what `viewer` sent after their session was over, and return the address of its page.

    None where the view keeps nothing.
    """
    names: tuple[str, ...] = getattr(current_app.view_functions.get(request.endpoint or ""), _MARK, ())
    if not names:
        return None
    words = {
        name: typed[:_MOST_LETTERS]
        for name, typed in request.form.items()
        if name.partition("-")[0] in names and typed
    }
    session[_TYPED] = {"of": viewer.ref, "at": request.path, "words": words}
    return request.path


def take_typed(viewer: Viewer) -> MultiDict[str, str] | None:
    """What `viewer` typed into the form of this page before, once; None where nothing waits for them here."""
    kept = session.get(_TYPED)
    if not kept or kept["of"] != viewer.ref:
        return None
    if kept["at"] != request.path:
        return None
    del session[_TYPED]
    return MultiDict(kept["words"])
