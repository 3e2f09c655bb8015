"""A file goes out as an attachment, to whoever may open the record that it belongs to."""

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
from kentcare.services.files.store import NotThere

blueprint = Blueprint("files", __name__)
log = logging.getLogger("kentcare.services.files")

# Whether whoever is looking may open a file, by the kind of record that it belongs to.
Rule = Callable[[Stored], bool]
_RULES: dict[str, Rule] = {}


def allow(kind: str, rule: Rule) -> None:
    """Each part with files says who may open them. A kind without a rule is opened by nobody."""
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
    except NotThere:
        # `kentcare files check` names it. Who asks is told that it is our fault.
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
