"""What the current request says of itself, when it may be the post of a long form."""

from datetime import datetime, timedelta
from wsgiref.types import WSGIEnvironment

from flask import jsonify, request
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response as AnyResponse
from wtforms.validators import ValidationError

from kentcare.services.long_forms.rules import Words, as_typed
from kentcare.services.long_forms.safety_stop import Press

_MOST_WAITED = timedelta(days=30)
_LONGEST_WAIT = 7  # in digits
_LONGEST_ID = 100
# A browser sends a post again whose answer was lost. Somebody may also go back to the page and press it anew.
_REPEATS_FOR = timedelta(minutes=5)


def is_autosave() -> bool:
    """Whether the script of the page saves while somebody types, rather than a button that was pressed."""
    return request.accept_mimetypes.best == "application/json"


def is_stop() -> bool:
    """Whether the button was pressed that says that somebody is hurt, missing or at risk."""
    return request.form.get("_do") == "stop"


def has_stop(environ: WSGIEnvironment) -> bool:
    """Whether that button was pressed in a post that nobody has read yet, by its bytes.

    A text that somebody typed can look like it. Then a post that should wait does not, and nothing else.
    """
    body: bytes = environ["wsgi.input"].getvalue()
    return any(sign in body for sign in (b"_do=stop", b'name="_do"\r\n\r\nstop\r\n'))


def press(now: datetime) -> Press:
    """The press of the stop button that was posted. `_press`: its id, by the script of the page.

    `_page`: the id that the page came with, for a press without scripts.
    """
    if own := request.form.get("_press"):
        return Press(own[:_LONGEST_ID], _pressed_at(now))
    of_page = request.form.get("_page")
    return Press(of_page and of_page[:_LONGEST_ID], _pressed_at(now), _REPEATS_FOR)


def _pressed_at(now: datetime) -> datetime:
    """When the stop button was pressed, which may be days ago where there was no connection.

    The page says how many seconds it waited; what is no number, or more than a month, is none.
    """
    waited = request.form.get("_waited", "")
    is_number = waited.isdecimal() and len(waited) <= _LONGEST_WAIT
    wait = timedelta(seconds=int(waited) if is_number else 0)
    return now - wait if wait <= _MOST_WAITED else now


def is_send() -> bool:
    """Whether the button was pressed that sends the form."""
    return request.form.get("_do") == "send"


def is_choice() -> bool:
    """Whether somebody chose between two texts, field by field."""
    return request.form.get("_do") == "choose"


def has_own_token() -> bool:
    """Whether the token of the form is that of this browser."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def posted_words() -> Words:
    """What somebody typed, in the fields that their page had."""
    return as_typed(request.form.lists())


def json_message(words: str, status: int) -> AnyResponse:
    """What the script of the page shows beside the form. assets/js/long-form.js reads it."""
    response = jsonify(said=words)
    response.status_code = status
    return response
