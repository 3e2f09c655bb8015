"""The page of a long form: shown with what is kept, kept as it is typed, sent once.

A part says what its form is (`LongForm`), and for each of its addresses whose it is and what becomes of it
(`LongFormRequest`). Everything that can go wrong on the way is met here, so that no part can forget it.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import Blueprint, Flask, Response, abort, flash, jsonify, redirect, request
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse
from wtforms.validators import ValidationError

from kentcare.accounts.accounts.holder import Holder
from kentcare.accounts.accounts.viewer import Viewer, viewer
from kentcare.core import clock
from kentcare.core.encryption import app_keyed_hash
from kentcare.db.refused import CannotSave
from kentcare.services.files import records as files
from kentcare.services.files.labels import refusal
from kentcare.services.files.records import Stored
from kentcare.services.files.rules import MOST_BYTES, MOST_FILES, FileRefused
from kentcare.services.files.views import allow
from kentcare.services.long_forms import browser, labels, records
from kentcare.services.long_forms.long_form import Boxes, LongForm
from kentcare.services.long_forms.records import ChangedMeanwhile, Kept, Sent, Which
from kentcare.services.long_forms.rules import Words, as_typed, differing, is_too_long, left_over, together
from kentcare.services.long_forms.two_texts import boxes_of, rows_of
from kentcare.web.limits import allow_uploads
from kentcare.web.origin import csrf, is_from_elsewhere

blueprint = Blueprint("long_forms", __name__, template_folder="templates")

# All the files that one form may have, and its words.
_MOST_IN_A_POST = MOST_FILES * MOST_BYTES + 1024 * 1024
_MOST_REVISIONS = 1_000_000  # nobody types so much; what is more was typed into the address
_LONGEST_VERSION = 9  # in digits
_SOMEBODY_ELSE = "long_forms/somebody_else.html"
# By the name of the view that takes it. What is sent after a session is over finds its form here.
_MAKERS: dict[str, Callable[..., "LongFormRequest"]] = {}


@dataclass(frozen=True, kw_only=True)
class Halt:
    """A form that must not go on while something in it cannot wait: see reports/."""

    # Whether these words halt it, and have not been passed yet.
    is_due: Callable[[Words], bool]
    # Writes down that it was halted: because a button was pressed, or by the words.
    note: Callable[[Words, bool], None]
    # Where the page stands that says what to do. It asks nothing of the database that could fail.
    at: str


@dataclass(frozen=True, kw_only=True)
class LongFormRequest:
    """A long form as somebody fills it in: whose it is, where it is, and what sending it does."""

    form: LongForm
    holder: Holder
    # Where it is shown, and where it is sent, by the revision that the page began from. That stands in the
    # address, so that a browser that goes back never puts old words into a page that shows newer ones.
    show_at: str
    take_at: Callable[[int], str]
    # Saves what was sent, under the reference: its row, its line in the audit trail, its messages.
    record: Callable[[Boxes, str], None]
    # Which of several.
    about: str = ""
    # What is in the boxes of somebody who has written nothing yet.
    begin_with: Words = field(default_factory=dict)
    halt: Halt | None = None
    # What else the part's template needs.
    context: Mapping[str, object] = field(default_factory=dict)

    @property
    def which(self) -> Which:
        return Which(self.holder, self.form.name, self.about)

    @cached_property
    def whose(self) -> str:
        """A mark of whoever opened the page: another may have signed in with this browser since."""
        return app_keyed_hash("kentcare opener of a form", repr(self.holder))[:16]

    def show(self) -> AnyResponse:
        """The form with what is kept of it; or, once it is sent, its reference."""
        if sent := records.sent(self.which):
            return self._sent_page(sent)
        kept = records.kept(self.which)
        if kept is None:
            return self._page(self.begin_with, 0)
        return self._page(self.form.of_today(kept.words, kept.form_version), kept.revision, saved=kept)

    def take(self, revision: int) -> AnyResponse:
        """What was posted, saved or sent. `revision`: the one that the page began from."""
        words = self.posted()
        if self.halt and is_stop():
            return self._stopped(self.halt, words, revision)
        if not self.is_whose():
            return _said(labels.somebody_else(), 409) if is_autosave() else self._render(_SOMEBODY_ELSE, 409)
        try:
            return self._take(words, revision)
        except ChangedMeanwhile as changed:
            return self._two_texts(words, changed.kept)
        except CannotSave:
            return self._page(words, revision, 503, notice=labels.not_saved())

    def _take(self, words: Words, revision: int) -> AnyResponse:
        if revision > _MOST_REVISIONS:
            abort(404)
        if not is_from_our_page():
            return self._page(words, revision, 400, notice=labels.page_was_old())
        if is_too_long(words):
            return self._page(words, revision, 413, notice=labels.too_long())
        if sent := records.sent(self.which, words):
            return self._sent_before(sent, words)
        if request.form.get("_do") == "choose":
            return self._choose(words)
        if self.halt and self.halt.is_due(words):
            return self._halted(self.halt, words, revision)
        if request.form.get("_do") == "send":
            return self._send(words, revision)
        kept = self.keep(words, revision)
        if refused := self._take_files(kept):
            return self._page(words, kept.revision, 422, saved=kept, notice=refused)
        if is_autosave():
            return jsonify(action=self.take_at(kept.revision), said=labels.saved_at(kept.saved_at))
        if self.holder.account:
            flash(labels.kept_for_later())
        return redirect(self.show_at, 303)

    def _stopped(self, halt: Halt, words: Words, revision: int) -> AnyResponse:
        """What to do comes first, whatever is wrong. The error says it, too: see `left_at_stop`."""
        self.note_stop(words)
        kept = self.kept_as_it_is(words, revision) or abort(409)
        self._take_files(kept)
        return redirect(halt.at, 303)

    def note_stop(self, words: Words) -> None:
        """Writes down that the button was pressed, by whoever opened the page."""
        if self.halt and is_stop() and self.is_whose():
            with suppress(CannotSave):
                self.halt.note(words, True)

    def _halted(self, halt: Halt, words: Words, revision: int) -> AnyResponse:
        """Something in the words cannot wait. Raises ChangedMeanwhile and CannotSave."""
        kept = self.keep(words, revision)
        with suppress(CannotSave):
            halt.note(words, False)
        if is_autosave():
            return jsonify(action=self.take_at(kept.revision), said=labels.halted(), halted=halt.at)
        self._take_files(kept)
        return redirect(halt.at, 303)

    def posted(self) -> Words:
        """What was typed, in the boxes of today's form: the page may be from before we changed it."""
        made_for = request.form.get("_version", "")
        is_one = made_for.isdecimal() and len(made_for) <= _LONGEST_VERSION
        words = as_typed(request.form.lists())
        return self.form.of_today(words, int(made_for) if is_one else self.form.version)

    def is_whose(self) -> bool:
        """Whether the page was opened by whoever sends it."""
        return (request.form.get("_whose") or abort(400)) == self.whose

    def kept_as_it_is(self, words: Words, revision: int) -> Kept | None:
        """None where nothing was kept: whoever wrote it would have to be asked or told something first."""
        is_odd = revision > _MOST_REVISIONS or is_too_long(words)
        if is_odd or not (self.is_whose() and is_from_our_page()) or records.sent(self.which):
            return None
        try:
            return self.keep(words, revision)
        except (ChangedMeanwhile, CannotSave):
            return None

    def keep(self, words: Words, revision: int) -> Kept:
        """Raises ChangedMeanwhile and CannotSave."""
        return records.save(
            self.which, words, form_version=self.form.version, began_from=revision, now=clock.now()
        )

    def _take_files(self, kept: Kept) -> str:
        """Photographs and papers that came with the words, and one that is not wanted any more.

        Answers why something was not taken, or nothing.
        """
        if not self.form.takes_files:
            return ""
        if unwanted := request.form.get("_remove"):
            files.remove(unwanted, files.DRAFT, kept.ref)
        refused = ""
        for one in request.files.getlist("_files"):
            if one.filename:
                try:
                    content = one.stream.read(MOST_BYTES + 1)
                    files.store(self.holder, content, one.filename, files.DRAFT, kept.ref, clock.now())
                except FileRefused as not_taken:
                    refused = refusal(not_taken.reason)
        return refused

    def _send(self, words: Words, revision: int) -> AnyResponse:
        if any(one.filename for one in request.files.getlist("_files")):
            kept = self.keep(words, revision)
            if refused := self._take_files(kept):
                return self._page(words, kept.revision, 422, saved=kept, notice=refused)
            revision = kept.revision
        boxes = self.form.filled(words)
        if not boxes.validate():
            # Kept as it is, so that it can be put right tomorrow as well.
            kept = self.keep(words, revision)
            return self._page(words, kept.revision, 422, saved=kept, boxes=boxes)
        sent = records.send(
            self.which,
            words,
            began_from=revision,
            now=clock.now(),
            record=lambda reference: self.record(boxes, reference),
        )
        return redirect(self.show_at, 303) if sent.is_same else self._sent_before(sent, words)

    def _sent_before(self, sent: Sent, words: Words) -> AnyResponse:
        """There is no second one. What is different in this window is shown, to be copied."""
        if is_autosave():
            return _said(labels.sent_before(), 409)
        return redirect(self.show_at, 303) if sent.is_same else self._sent_page(sent, words)

    def _choose(self, words: Words) -> AnyResponse:
        """Which of two texts goes on, box by box."""
        kept = records.kept(self.which)
        if kept is None:
            self.keep(words, 0)
            return redirect(self.show_at, 303)
        theirs = self.form.of_today(kept.words, kept.form_version)
        taken = {name: request.form.get(f"_take-{name}", "") for name in differing(words, theirs)}
        if str(kept.revision) != request.form.get("_theirs") or not all(taken.values()):
            return self._two_texts(words, kept, is_incomplete=True)
        chosen = together(words, theirs, taken)
        if self.halt and self.halt.is_due(chosen):
            return self._halted(self.halt, chosen, kept.revision)
        self.keep(chosen, kept.revision)
        return redirect(self.show_at, 303)

    def _page(
        self,
        words: Words,
        revision: int,
        status: int = 200,
        *,
        saved: Kept | None = None,
        notice: str = "",
        boxes: Boxes | None = None,
    ) -> AnyResponse:
        if is_autosave():
            return _said(notice, status)
        boxes = boxes or self.form.filled(words)
        names = boxes_of(boxes)
        return self._render(
            self.form.template,
            status,
            form=boxes,
            filling=self,
            action=self.take_at(revision),
            saved=saved and labels.saved_at(saved.saved_at),
            files=self._files(),
            notice=notice,
            left_over=[(name, text) for name, texts in left_over(words, names).items() for text in texts],
        )

    def _files(self) -> Sequence[Stored]:
        kept = records.kept(self.which) if self.form.takes_files else None
        return files.of(files.DRAFT, kept.ref) if kept else ()

    def _two_texts(self, words: Words, kept: Kept, *, is_incomplete: bool = False) -> AnyResponse:
        if is_autosave():
            return _said(labels.changed_elsewhere(), 409)
        theirs = self.form.of_today(kept.words, kept.form_version)
        return self._render(
            "long_forms/two_texts.html",
            422 if is_incomplete else 409,
            filling=self,
            action=self.take_at(kept.revision),
            theirs=kept,
            rows=rows_of(self.form.filled(words), words, theirs),
            mine=[(name, text) for name, texts in words.items() for text in texts],
            is_incomplete=is_incomplete,
        )

    def _sent_page(self, sent: Sent, unsent: Words | None = None) -> AnyResponse:
        """The reference. `unsent`: something else was written in this window, and is not part of it."""
        names = boxes_of(self.form.filled(unsent or {}))
        rows = [(names.get(name, name), text) for name, texts in (unsent or {}).items() for text in texts]
        return self._render(self.form.sent_template, 409 if unsent else 200, sent=sent, unsent=rows)

    def _render(self, template: str, status: int, **context: Any) -> Response:
        response = self.form.render(template, status, **self.context, **context)
        return browser.remember(response) if self.holder.browser_mark else response


def long_form(take: str) -> Callable[[Callable[..., LongFormRequest]], Callable[..., LongFormRequest]]:
    """Marks the function that makes the LongFormRequest of a form, by the name of the view that takes it.

    It is called with who is looking and what stands in the address.
    """

    def mark(make: Callable[..., LongFormRequest]) -> Callable[..., LongFormRequest]:
        _MAKERS[take] = make
        return make

    return mark


def use_long_forms(app: Flask) -> None:
    """Before the parts with long forms."""
    app.register_blueprint(blueprint)
    browser.use_browser_drafts(app)


def use_own_tokens(app: Flask) -> None:
    """After the parts. The token of a long form is looked at by `take`, which shows the words again."""
    for name in _MAKERS.keys() & app.view_functions.keys():
        csrf.exempt(app.view_functions[name])
    allow_uploads(app, dict.fromkeys(_MAKERS, _MOST_IN_A_POST))


def _is_theirs(stored: Stored) -> bool:
    """A file of a form that was not sent yet is opened by whoever sent it, and by nobody else."""
    who = viewer()
    return stored.holder == (Holder(account=who.id) if who else browser.this_browser())


allow(files.DRAFT, _is_theirs)


def keep_for_later(viewer: Viewer) -> str | None:
    """Keep what `viewer` posted when their session was over. Where to go on once they are back."""
    make = _MAKERS.get(request.endpoint or "")
    if make is None:
        return None
    values = dict(request.view_args or {})
    revision = int(values.pop("revision"))
    filling = make(viewer, **values)
    words = filling.posted()
    filling.note_stop(words)
    # It cannot be asked which is meant, nor shown, before somebody has signed in: it stays on their page.
    return filling.show_at if filling.kept_as_it_is(words, revision) else None


def is_autosave() -> bool:
    """Whether the page itself asks, as somebody types."""
    return request.accept_mimetypes.best == "application/json"


def say_signed_out(where: str) -> AnyResponse:
    """To a page that kept something when its session was over."""
    response = jsonify(said=labels.kept_signed_out(), where=where)
    response.status_code = 401
    return response


def is_stop() -> bool:
    """Whether somebody says with a button that somebody is hurt, missing or at risk."""
    return request.form.get("_do") == "stop"


def left_at_stop() -> list[str] | None:
    """What was typed in a form on which that button was pressed, where it ends in an error.

    None where it was not pressed.
    """
    try:
        if request.endpoint not in _MAKERS or is_from_elsewhere() or not is_stop():
            return None
    except RequestEntityTooLarge:
        return None  # nobody has read it
    return [text for texts in as_typed(request.form.lists()).values() for text in texts]


def is_from_our_page() -> bool:
    """Whether the token of the form is that of this browser."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def _said(words: str, status: int) -> AnyResponse:
    response = jsonify(said=words)
    response.status_code = status
    return response
