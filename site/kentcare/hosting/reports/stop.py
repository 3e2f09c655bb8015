"""The stop in both forms of a Host: the monthly report, and the amendment of one that was sent.

What a stop is, is explained in kentcare.hosting.safeguarding.
"""

from collections.abc import Sequence
from functools import partial

from flask import Flask
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.core.clock import now
from kentcare.hosting.reports import labels
from kentcare.hosting.reports.forms import PassStopForm
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.safeguarding.records import DangerWords, FormSubject
from kentcare.offer.danger.words import find_phrases
from kentcare.services.long_forms.after_session import words_at_stop
from kentcare.services.long_forms.rules import Words
from kentcare.services.long_forms.safety_stop import Press, SafetyStop
from kentcare.sign_in.portal.page import render_portal, saved
from kentcare.web import errors
from kentcare.web.language import gettext as _

_PAGE = "reports/stop.html"


def use_stop(app: Flask) -> None:
    """Show whom to ring, and the words to copy, in place of an error page to which the red button leads."""
    errors.use_instead(app, _instead_of_error)


def _instead_of_error() -> tuple[str, dict[str, object]] | None:
    texts = words_at_stop()
    return None if texts is None else (_PAGE, {"unsaved": texts, "labels": labels})


def safety_stop(viewer: Viewer, about: FormSubject, at: str, name: str) -> SafetyStop:
    """How a form of this Host is halted. `at`: the address of its stop page. `name`: what they call it."""
    return SafetyStop(
        is_due=lambda words: safeguarding.must_halt(viewer, about, suggested(words)),
        note=lambda words, press: _note(viewer, about, words, press),
        who_was_told=lambda: safeguarding.who_was_told(viewer, about),
        form_name=name,
        ring="reports/_ring.html",
        at=at,
    )


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


def page(viewer: Viewer, about: FormSubject, *, is_sent: bool = False) -> AnyResponse:
    """The page that says whom to ring. `is_sent`: whether the report was sent before that."""
    return _page(viewer, about, PassStopForm(formdata=None), is_sent=is_sent)


def pass_stop(viewer: Viewer, about: FormSubject, then: str, *, is_sent: bool = False) -> AnyResponse:
    """Save what the Host says about the stop, and lead them back to their form at `then`."""
    form = PassStopForm()
    if not form.validate():
        return _page(viewer, about, form, 422, is_sent=is_sent)
    safeguarding.pass_stop(viewer, about, form.said.data, now())
    if is_sent:
        return saved(then)
    return saved(then, _("Nothing is sent yet. Go on, and send it when it is done."))


def _page(
    viewer: Viewer, about: FormSubject, form: PassStopForm, status: int = 200, *, is_sent: bool
) -> AnyResponse:
    is_told = safeguarding.is_halted(viewer, about)
    return render_portal(_PAGE, status, form=form, labels=labels, is_sent=is_sent, is_told=is_told)
