"""The stop in both forms of a Host: the monthly report, and the amendment of one that was sent.

What a stop is, is explained in kentcare.hosting.safeguarding.
"""

from collections.abc import Sequence
from functools import partial

from flask import Flask, request
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.holder import Holder
from kentcare.accounts.accounts.viewer import Viewer, current_viewer
from kentcare.core.clock import now
from kentcare.hosting.reports import labels
from kentcare.hosting.reports.forms import PassStopForm
from kentcare.hosting.reports.rules import CanRead
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.safeguarding.records import DangerWords, FormSubject
from kentcare.offer.danger.words import find_phrases
from kentcare.services.long_forms.after_session import words_at_stop
from kentcare.services.long_forms.opener import opener_of
from kentcare.services.long_forms.rules import Words
from kentcare.services.long_forms.safety_stop import Press, SafetyStop
from kentcare.sign_in.portal.page import render_portal, saved
from kentcare.web import errors

_PAGE = "reports/stop.html"
_PAGES_OF_STOPS = {f"reports.{view}_stop" for view in ("show", "pass", "show_sent", "pass_sent")}


def use_stop(app: Flask) -> None:
    """Show whom to ring, and the words to copy, in place of an error page to which the red button leads.

    Each page of a Host has what stops.js needs to tell the service later what it could not tell at once.
    """
    app.jinja_env.globals["stop_bar"] = "reports/_stop_bar.html"
    app.jinja_env.globals["opener_of_viewer"] = lambda: opener_of(Holder(account=current_viewer().id))
    errors.use_instead(app, _instead_of_error)


def _instead_of_error(code: int) -> tuple[str, dict[str, object]] | None:
    texts = words_at_stop()
    # Whoever was led to the page of a stop as the database went away needs the numbers, too.
    if texts is None and code >= 500 and request.endpoint in _PAGES_OF_STOPS:
        texts = []
    return None if texts is None else (_PAGE, {"unsaved": texts, "labels": labels})


def safety_stop(viewer: Viewer, about: FormSubject, at: str, name: str) -> SafetyStop:
    """How a form of this Host is halted. `at`: the address of its stop page. `name`: what they call it."""
    return SafetyStop(
        is_due=lambda words: safeguarding.must_halt(viewer, about, suggested(words)),
        note=lambda words, press: _note(viewer, about, words, press),
        told_words=lambda press, is_sent: _told_words(viewer, about, name, press, is_sent=is_sent),
        ring="reports/_ring.html",
        at=at,
    )


def _told_words(viewer: Viewer, about: FormSubject, name: str, press: Press, *, is_sent: bool) -> str:
    names, at = safeguarding.who_was_told(viewer, about, press.id)
    return labels.told_words(names, name, at or press.at, is_sent=is_sent)


def _note(viewer: Viewer, about: FormSubject, words: Words, press: Press | None) -> None:
    halt = partial(safeguarding.halt, viewer, about, suggested(words), now())
    if press is None:
        halt(pressed=False)
    else:
        halt(pressed=True, at=press.at, press_id=press.id, repeats_for=press.repeats_for)


def suggested(words: Words) -> Sequence[DangerWords]:
    """The words of a form that may mean that somebody is hurt, missing or at risk."""
    texts = [text for typed in words.values() for text in typed]
    return [
        DangerWords(match.kind, texts[match.text][match.start : match.end]) for match in find_phrases(texts)
    ]


def page(viewer: Viewer, about: FormSubject, *, can_read: CanRead) -> AnyResponse:
    """The page that says whom to ring. `can_read`: what of the report the officer can read already."""
    return _page(viewer, about, PassStopForm(formdata=None), can_read=can_read)


def pass_stop(viewer: Viewer, about: FormSubject, then: str, *, can_read: CanRead) -> AnyResponse:
    """Save what the Host says about the stop, and lead them back to their form at `then`."""
    form = PassStopForm()
    if not form.validate():
        return _page(viewer, about, form, 422, can_read=can_read)
    safeguarding.pass_stop(viewer, about, form.said.data, now())
    if words := labels.going_on_words()[can_read]:
        return saved(then, words)
    return saved(then)


def _page(
    viewer: Viewer, about: FormSubject, form: PassStopForm, status: int = 200, *, can_read: CanRead
) -> AnyResponse:
    is_halted = safeguarding.is_halted(viewer, about)
    names, _pressed_at = safeguarding.who_was_told(viewer, about, None) if is_halted else ((), None)
    return render_portal(
        _PAGE, status, form=form, labels=labels, can_read=can_read, is_halted=is_halted, names=names
    )
