"""Everything that is held about whoever is signed in: the page that says so, and the file."""

from flask import Blueprint, render_template, send_file
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.viewer import Viewer, whoever_is_signed_in
from kentcare.audit import records as audit
from kentcare.audit.actions import Action
from kentcare.everything import archive, wording
from kentcare.everything.chapters import Chapters, chapters
from kentcare.languages.english import mark_english
from kentcare.people import records as people
from kentcare.portal.page import render_portal
from kentcare.signin.doorkeeper import now
from kentcare.web.formats import today

blueprint = Blueprint("everything", __name__, template_folder="templates")


@blueprint.get("/account/everything")
def show() -> AnyResponse:
    return render_portal("everything/everything.html", kinds=wording.how_long())


@blueprint.post("/account/everything")
def take() -> AnyResponse:
    """The file, made now. That it was taken is on record before it is."""
    viewer, moment = whoever_is_signed_in(), now()
    record = people.own_record(viewer)
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
    """What somebody reads without the internet: nothing in it leads out of the file."""
    return mark_english(
        render_template(
            "everything/archive.html",
            held=held,
            headings=wording.headings(),
            pairs=wording.pairs,
            name=viewer.name,
            made_at=now(),
        )
    )
