"""A long form that arrives when the session of whoever typed it is over, or that ends in an error."""

from dataclasses import dataclass

from flask import jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.services.long_forms import labels
from kentcare.services.long_forms.blueprint import maker_of
from kentcare.services.long_forms.form_request import LongFormRequest
from kentcare.services.long_forms.posted import is_autosave, is_stop, posted_words
from kentcare.web.origin import is_from_elsewhere


@dataclass(frozen=True, slots=True)
class KeptForLater:
    """What was kept of a post whose sender is no longer signed in.

    `show_at`: where they go on once they are back, and `action` what the page posts to from now on.
    None where no words were kept: whoever wrote them would first have to be asked or told something.
    `told_words`: who was told, where the stop button was pressed.
    """

    show_at: str | None = None
    action: str | None = None
    is_stop_noted: bool = False
    told_words: str = ""


def keep_for_later(viewer: Viewer) -> KeptForLater:
    """Keep what `viewer` posted after their session was over, if it is a long form."""
    posted = _posted_form(viewer)
    if posted is None:
        return KeptForLater()
    long_form, revision = posted
    words = long_form.posted()
    is_noted = long_form.note_stop(words)
    draft = None if is_noted and is_autosave() else long_form.keep_unasked(words, revision)
    told_words = long_form.told_words() if is_noted else ""
    if draft is None:
        return KeptForLater(is_stop_noted=is_noted, told_words=told_words)
    return KeptForLater(long_form.show_at, long_form.take_at(draft.revision), is_noted, told_words)


def note_press(viewer: Viewer) -> KeptForLater | None:
    """Write down that `viewer` pressed the stop button of a long form, and keep no word of what they posted.

    None where it was not written down.
    """
    posted = _posted_form(viewer)
    if posted is None or not posted[0].note_stop({}):
        return None
    return KeptForLater(is_stop_noted=True, told_words=posted[0].told_words())


def _posted_form(viewer: Viewer) -> tuple[LongFormRequest, int] | None:
    """The long form that was posted, as `viewer` fills it in, and the revision that its page began from."""
    make = maker_of(request.endpoint)
    if make is None:
        return None
    values = dict(request.view_args or {})
    revision = int(values.pop("revision"))
    return make(viewer, **values), revision


def say_signed_out(kept: KeptForLater, where: str) -> AnyResponse:
    """Tell the script of a page what was kept, and that the session is over. `where`: the sign-in.

    assets/js/long-form.js reads it.
    """
    if kept.is_stop_noted:
        response = jsonify(said=kept.told_words, noted=True)
    else:
        response = jsonify(said=labels.kept_signed_out(), where=where, action=kept.action)
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
