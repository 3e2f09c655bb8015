"""The stop in both forms of a Host: the report, and what is added to one that was sent."""

from collections.abc import Sequence

from flask import Flask
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.core.clock import now
from kentcare.hosting.reports import labels
from kentcare.hosting.reports.forms import PassForm
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.safeguarding.records import About, Said
from kentcare.hosting.safeguarding.words import found
from kentcare.services.long_forms.after_session import words_at_stop
from kentcare.services.long_forms.rules import Words
from kentcare.services.long_forms.safety_stop import SafetyStop
from kentcare.sign_in.portal.page import render_portal, saved
from kentcare.web import errors
from kentcare.web.language import gettext as _

_PAGE = "reports/stop.html"


def use_stop(app: Flask) -> None:
    """Wherever the red button ends in an error, whom to ring stands in its place, and the words to copy."""
    errors.use_instead(app, _instead_of_error)


def _instead_of_error() -> tuple[str, dict[str, object]] | None:
    texts = words_at_stop()
    return None if texts is None else (_PAGE, {"unsaved": texts, "said": labels})


def safety_stop(viewer: Viewer, about: About, at: str) -> SafetyStop:
    """What halts a form of theirs. `at`: where its stop stands."""
    return SafetyStop(
        is_due=lambda words: safeguarding.not_passed(viewer, about, suggested(words)),
        note=lambda words, pressed: safeguarding.note(
            viewer, about, suggested(words), now(), pressed=pressed
        ),
        at=at,
    )


def suggested(words: Words) -> Sequence[Said]:
    """What in a form may mean that somebody is hurt, missing or at risk."""
    texts = [text for typed in words.values() for text in typed]
    return [Said(match.kind, texts[match.text][match.start : match.end]) for match in found(texts)]


def page() -> AnyResponse:
    """Whom to ring; their words are kept."""
    return _page(PassForm(formdata=None))


def go_on(viewer: Viewer, about: About, then: str) -> AnyResponse:
    """They say how it is, and are led back to their form."""
    form = PassForm()
    if not form.validate():
        return _page(form, 422)
    safeguarding.go_on(viewer, about, form.said.data, now())
    return saved(then, _("Nothing is sent yet. Go on, and send it when it is done."))


def _page(form: PassForm, status: int = 200) -> AnyResponse:
    return render_portal(_PAGE, status, form=form, said=labels)
