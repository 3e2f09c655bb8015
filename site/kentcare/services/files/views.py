"""Sending a file as an attachment to whoever may open the record that it belongs to, and saying how it is."""

import io
import logging
from collections.abc import Callable

from flask import Blueprint, Response, abort, make_response, send_file
from werkzeug.exceptions import InternalServerError

from kentcare.accounts.accounts.viewer import viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.services.files import labels, records
from kentcare.services.files.records import Stored
from kentcare.services.files.store import NoSuchFile
from kentcare.web.page import render

blueprint = Blueprint("files", __name__, template_folder="templates")
blueprint.add_app_template_global(labels.refusal, "refusal_words")
log = logging.getLogger("kentcare.services.files")

# Whether the current viewer may open a file. One for each kind of record that files belong to; a test holds
# that each kind has one.
Rule = Callable[[Stored], bool]
_RULES: dict[str, Rule] = {}


def allow(kind: str, rule: Rule) -> None:
    """Say who may open the files of a kind of record. Files of a kind without a rule are opened by nobody."""
    _RULES[kind] = rule


@blueprint.get("/file/<ref>")
def show_file(ref: str) -> Response:
    stored = records.find(ref)
    if stored is None or not _may_open(stored):
        if stored and (who := viewer()):
            audit.note(Action.REFUSED, who, kind="file", ref=ref)
        abort(404)
    if stored.is_waiting:
        return render("files/not_shown.html", 409, stored=stored)
    if stored.refusal:
        return render("files/not_shown.html", 410, stored=stored, words=labels.refusal(stored.refusal))
    try:
        content = records.content(ref)
    except NoSuchFile:
        # `kentcare files check` names it. The page says that the fault is ours.
        log.error("the file %s is not in its store", ref)
        raise InternalServerError from None
    return send_file(
        io.BytesIO(content),
        stored.media_type,
        as_attachment=True,
        download_name=stored.name,
        conditional=False,
        etag=False,
    )


@blueprint.get("/file/<ref>/list/<int(max=99):waiting>")
def show_list(ref: str, waiting: int) -> Response:
    """The list that a file stands in, for a page on which `waiting` of its files wait.

    Nothing where as many wait still: then the page stays as it is.
    """
    found = records.find(ref)
    if found is None or not _may_open(found):
        abort(404)
    stored = records.of(found.kind, found.about)
    if sum(one.is_waiting for one in stored) == waiting:
        return make_response("", 204)
    return render("files/list.html", files=stored)


@blueprint.app_template_global("is_sent_by_reader")
def _is_sent_by_reader(stored: Stored) -> bool:
    """Whether whoever reads the page sent the file: what it says of one that was not kept is for them.

    One that was sent without signing in is shown only to its browser.
    """
    who = viewer()
    return stored.holder.account is None or (who is not None and who.id == stored.holder.account)


def _may_open(stored: Stored) -> bool:
    rule = _RULES.get(stored.kind)
    return rule is not None and rule(stored)
