"""The page about everything that is held about the reader, and the file with it to download."""

from flask import Blueprint, render_template, send_file
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import Viewer, current_viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.young_people import records as young_people
from kentcare.core.clock import now, today
from kentcare.core.languages.english import mark_english
from kentcare.operations.data_export import archive, labels
from kentcare.operations.data_export.chapters import Chapters, chapters
from kentcare.sign_in.portal.page import render_portal

blueprint = Blueprint("data_export", __name__, template_folder="templates")


@blueprint.get("/account/everything")
def show() -> AnyResponse:
    has_record = young_people.own_record(current_viewer()) is not None
    return render_portal("data_export/everything.html", kinds=labels.how_long(), has_record=has_record)


@blueprint.post("/account/everything")
def take() -> AnyResponse:
    """Make the file and send it. The audit trail says so before it is made."""
    viewer, moment = current_viewer(), now()
    record = young_people.own_record(viewer)
    audit.note(
        Action.EXPORTED,
        viewer,
        young_person=record.id if record else None,
        kind="account",
        ref=viewer.ref,
        about="everything",
    )
    made = archive.write(chapters(viewer, today()), lambda held: _page(held, viewer), moment)
    # Its name says nothing of anybody: it may lie about on a telephone.
    return send_file(
        made, "application/zip", as_attachment=True, download_name="copy.zip", conditional=False, etag=False
    )


def _page(held: Chapters, viewer: Viewer) -> str:
    """The page in the archive, which must work without the internet: no link leads out of the file."""
    return mark_english(
        render_template(
            "data_export/archive.html",
            held=held,
            headings=labels.headings(),
            pairs=labels.pairs,
            name=viewer.name,
            made_at=now(),
        )
    )
