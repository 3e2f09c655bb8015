"""A long form that arrives when the session of whoever typed it is over, or that ends in an error."""

from flask import jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.services.long_forms import labels
from kentcare.services.long_forms.blueprint import maker_of
from kentcare.services.long_forms.posted import is_stop, posted_words
from kentcare.web.origin import is_from_elsewhere


def keep_for_later(viewer: Viewer) -> str | None:
    """Keep what `viewer` posted after their session was over.

    Returns the address at which they go on once they are back; None where nothing was kept, because this is
    no long form, or because whoever wrote it would first have to be asked or told something.
    """
    make = maker_of(request.endpoint)
    if make is None:
        return None
    values = dict(request.view_args or {})
    revision = int(values.pop("revision"))
    long_form = make(viewer, **values)
    words = long_form.posted()
    long_form.note_stop(words)
    return long_form.show_at if long_form.keep_unasked(words, revision) else None


def say_signed_out(where: str) -> AnyResponse:
    """Tell the script of a page that its words were kept, and that the session is over. `where`: the sign-in.

    assets/js/long-form.js reads it.
    """
    response = jsonify(said=labels.kept_signed_out(), where=where)
    response.status_code = 401
    return response


def words_at_stop() -> list[str] | None:
    """What was typed into a long form whose stop button was pressed, for the page of an error.

    None where this is no long form, or the button was not pressed.
    """
    try:
        if maker_of(request.endpoint) is None or is_from_elsewhere() or not is_stop():
            return None
    except RequestEntityTooLarge:
        return None  # the post was not read
    return [text for texts in posted_words().values() for text in texts]
