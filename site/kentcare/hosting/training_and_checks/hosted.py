"""The Host's pages: their training and checks, and sending a certificate."""

from collections.abc import Sequence
from typing import Any

from flask import abort, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.holder import Holder
from kentcare.accounts.accounts.viewer import Viewer, current_viewer, viewer
from kentcare.core import clock
from kentcare.core.clock import today
from kentcare.hosting.reversals import labels as reversal_labels
from kentcare.hosting.training_and_checks import labels
from kentcare.hosting.training_and_checks.blueprint import blueprint
from kentcare.hosting.training_and_checks.forms import day_of, form_of, title_of
from kentcare.hosting.training_and_checks.line import RequirementLine
from kentcare.hosting.training_and_checks.records import certificates
from kentcare.hosting.training_and_checks.records import lines as requirement_lines
from kentcare.hosting.training_and_checks.records.lines import CERTIFICATE, NoSuchLine
from kentcare.hosting.training_and_checks.rules import strip
from kentcare.services.answers import records as answers
from kentcare.services.files import records as files
from kentcare.services.files.records import Stored
from kentcare.services.files.views import allow
from kentcare.services.long_forms.blueprint import takes_long_form
from kentcare.services.long_forms.form_request import LongFormRequest
from kentcare.services.long_forms.uploads import has_waiting
from kentcare.sign_in.portal.page import render_portal


@blueprint.get("/host/training")
def show_training() -> AnyResponse:
    lines = [one for one in _own() if one.requirement.kind == "training"]
    return render_portal("training_and_checks/training.html", lines=lines, **list_context(lines))


@blueprint.get("/host/checks")
def show_checks() -> AnyResponse:
    lines = [one for one in _own() if one.requirement.kind == "check"]
    return render_portal("training_and_checks/checks.html", lines=lines, **list_context(lines))


def _own() -> list[RequirementLine]:
    return requirement_lines.of_host(current_viewer(), today())


def list_context(lines: Sequence[RequirementLine]) -> dict[str, Any]:
    """What a page with a list of lines needs: the strip of the next three years, and the lines due in it."""
    dated = [(one.state.needed_by, one) for one in lines if one.state.needed_by]
    dated.sort(key=lambda pair: pair[0])
    years = strip([day for day, _ in dated], today())
    last = years[-1][-1].first
    coming = [one for day, one in dated if day.replace(day=1) <= last]
    return {"years": years, "coming": coming, "labels": labels}


def _certificate_form(viewer: Viewer, slug: str, whom: str, nth: int) -> LongFormRequest:
    """The form of a certificate of a line. `nth`: its number among those of the line, from 1.

    Answers 404 where the line is not theirs, or has fewer certificates.
    """
    try:
        line = requirement_lines.own_line(viewer, slug, whom, today())
    except NoSuchLine:
        abort(404)
    if not 1 <= nth <= line.number + 1:
        abort(404)

    def record(boxes: Any, reference: str) -> None:
        certificates.add(viewer, line, day_of(boxes), title_of(boxes), clock.now(), reference=reference)

    here: dict[str, Any] = {"slug": slug, "whom": whom, "nth": nth}
    return LongFormRequest(
        form=form_of(line.requirement),
        holder=Holder(account=viewer.id),
        about=f"{line.of_what}/{nth}",
        show_at=url_for("training_and_checks.add", **here),
        take_at=lambda revision: url_for("training_and_checks.take", **here, revision=revision),
        record=record,
        context={"line": line, "labels": labels},
    )


# A phone that opens the page again on which a post was refused asks for the address of the post.
@blueprint.get("/host/requirements/<slug>/<whom>/<int(max=999):nth>/<int:revision>")
@blueprint.get("/host/requirements/<slug>/<whom>/<int(max=999):nth>")
def add(slug: str, whom: str, nth: int, revision: int = 0) -> AnyResponse:
    return _certificate_form(current_viewer(), slug, whom, nth).show()


@blueprint.post("/host/requirements/<slug>/<whom>/<int(max=999):nth>/<int:revision>")
@takes_long_form(_certificate_form)
def take(slug: str, whom: str, nth: int, revision: int) -> AnyResponse:
    return _certificate_form(current_viewer(), slug, whom, nth).take(revision)


@blueprint.get("/host/certificates/<slug>/<whom>")
def show_line(slug: str, whom: str) -> AnyResponse:
    """Every certificate of one line, and what was decided about it."""
    lines = [one for one in _own() if (one.requirement.slug, one.whom.ref) == (slug, whom)]
    if not lines:
        abort(404)
    viewer = current_viewer()
    found = certificates.open_line(viewer, lines[0])
    shown = [(one, files_of(one.reference)) for one in found]
    for kind in (answers.CERTIFICATE, answers.REFUSED_FILE):
        answers.mark_opened(viewer.id, kind, lines[0].of_what)
    return render_portal(
        "training_and_checks/line.html",
        quick=any(has_waiting(stored) for _, stored in shown),
        line=lines[0],
        shown=shown,
        labels=labels,
        reversal_labels=reversal_labels,
    )


def files_of(reference: str) -> Sequence[Stored]:
    """The files of a certificate, such as a photo of the paper."""
    return files.of(CERTIFICATE, reference)


def _may_open(stored: Stored) -> bool:
    who = viewer()
    return who is not None and certificates.may_open_files(who, stored.about)


allow(CERTIFICATE, _may_open)
