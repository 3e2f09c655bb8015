"""Sending a file as an attachment to whoever may open the record that it belongs to."""

import io
import logging
from collections.abc import Callable

from flask import Blueprint, Response, abort, send_file
from werkzeug.exceptions import InternalServerError

from kentcare.accounts.accounts.viewer import viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.services.files import records
from kentcare.services.files.records import Stored
from kentcare.services.files.store import NoSuchFile

blueprint = Blueprint("files", __name__)
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
    rule = _RULES.get(stored.kind) if stored else None
    if stored is None or rule is None or not rule(stored):
        if stored and (who := viewer()):
            audit.note(Action.REFUSED, who, kind="file", ref=ref)
        abort(404)
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
