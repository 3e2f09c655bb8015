"""A long form in front of somebody: shown with what is kept of it, kept while it is typed, sent once.

A room says what its form is (`LongForm`) and, for each request, whose it is and what sending it does
(`LongFormRequest`). Everything that can go wrong on the way is met here, so that no room can forget it.
docs/decisions/0016-long-forms.md lists it.
"""

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import Response, abort, flash, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.holder import Holder
from kentcare.core import clock
from kentcare.db.refused import CannotSave
from kentcare.services.files.labels import refusal
from kentcare.services.files.rules import MOST_BYTES, Refusal
from kentcare.services.long_forms import browser, labels, posted, records, uploads
from kentcare.services.long_forms.conflict import differences, field_labels
from kentcare.services.long_forms.long_form import LongForm, LongFormFields
from kentcare.services.long_forms.opener import opener_of
from kentcare.services.long_forms.records import ChangedMeanwhile, FormKey, SavedDraft, Submission
from kentcare.services.long_forms.rules import Words, differing, is_too_long, left_over, merged
from kentcare.services.long_forms.safety_stop import SafetyStop
from kentcare.services.long_forms.uploads import NotTaken

_MOST_REVISIONS = 1_000_000  # nobody saves so often; a higher one was typed into the address
_LONGEST_VERSION = 9  # in digits


@dataclass(frozen=True, kw_only=True)
class LongFormRequest:
    """A long form as one person fills it in: whose it is, where it is, and what sending it does."""

    form: LongForm
    holder: Holder
    # The address at which it is shown, and the one that takes it, by the revision that the page began from.
    # That stands in the address, so that a browser that goes back never puts old words into a newer page.
    show_at: str
    take_at: Callable[[int], str]
    # Saves what was sent, under its reference: the record, its line in the audit trail, its messages.
    record: Callable[[Any, str], None]
    # Which of several forms of this name.
    about: str = ""
    # What stands in the fields of somebody who has written nothing yet.
    begin_with: Words = field(default_factory=dict)
    stop: SafetyStop | None = None
    # What else the room's template needs.
    context: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> FormKey:
        """What identifies the draft of this form, and what was sent of it."""
        return FormKey(self.holder, self.form.name, self.about)

    @cached_property
    def opener(self) -> str:
        """A hash of whoever opened the page: somebody else may have signed in with this browser since."""
        return opener_of(self.holder)

    @cached_property
    def page_id(self) -> str:
        """What this page is called, where its stop button is pressed without scripts."""
        return secrets.token_urlsafe(16)

    def show(self) -> AnyResponse:
        """The page of the form, with what is kept of it; once it is sent, the page of its reference."""
        if submission := records.find_submission(self.key):
            return self._sent_page(submission)
        draft = records.find_draft(self.key)
        if draft is None:
            return self._page(self.begin_with, 0)
        return self._page(self._in_todays_fields(draft), draft.revision, saved=draft)

    def take(self, revision: int) -> AnyResponse:
        """Save or send what was posted, and answer. `revision`: the one that the page began from.

        What could not be saved or sent is shown again with the reason, and with every word.
        """
        words = self.posted()
        if self.stop and posted.is_stop():
            return self._stopped_by_button(self.stop, words, revision)
        if not self._is_opener():
            return self._somebody_else()
        try:
            return self._take(words, revision)
        except ChangedMeanwhile as changed:
            return self._conflict_page(words, changed.draft)
        except CannotSave:
            # A part of what was asked for may be saved: the next press must not look like another window.
            return self._page(words, self._revision_of(words, revision), 503, notice=labels.not_saved())

    def posted(self) -> Words:
        """What was typed, in the fields of today's form: the page may be from before the form changed."""
        made_for = request.form.get("_version", "")
        is_version = made_for.isdecimal() and len(made_for) <= _LONGEST_VERSION
        version = int(made_for) if is_version else self.form.version
        return self.form.in_todays_fields(posted.posted_words(), version)

    def save(self, words: Words, revision: int) -> SavedDraft:
        """Save a draft. Raises ChangedMeanwhile and CannotSave."""
        return records.save(
            self.key, words, form_version=self.form.version, began_from=revision, now=clock.now()
        )

    def keep_unasked(self, words: Words, revision: int) -> SavedDraft | None:
        """Save a draft where whoever wrote it cannot be asked or told anything just now.

        None where nothing was saved, because they would have to be.
        """
        is_odd = revision > _MOST_REVISIONS or is_too_long(words)
        if is_odd or not (self._is_opener() and posted.has_own_token()) or records.find_submission(self.key):
            return None
        try:
            return self.save(words, revision)
        except (ChangedMeanwhile, CannotSave):
            return None

    def note_stop(self, words: Words) -> bool:
        """Write down that the stop button was pressed, if it was, by whoever opened the page.

        Whether it was written down: the database may be full or away.
        """
        if self.stop and posted.is_stop() and self._is_opener():
            with suppress(CannotSave):
                self.stop.note(words, posted.press(clock.now()))
                return True
        return False

    # The steps of `take`

    def _take(self, words: Words, revision: int) -> AnyResponse:
        """Do what the post asks for: send, save or merge. Raises ChangedMeanwhile and CannotSave."""
        if revision > _MOST_REVISIONS:
            abort(404)
        if not posted.has_own_token():
            return self._page(words, revision, 400, notice=labels.page_was_old())
        if is_too_long(words):
            return self._page(words, revision, 413, notice=labels.too_long())
        if submission := records.find_submission(self.key, words):
            return self._sent_before(submission, words)
        if posted.is_choice():
            return self._choose(words)
        if self.stop and self.stop.is_due(words):
            return self._stopped_by_words(self.stop, words, revision)
        if posted.is_send():
            return self._send(words, revision)
        return self._save(words, revision)

    def _is_opener(self) -> bool:
        """Whether the page was opened by whoever posts it."""
        return (request.form.get("_whose") or abort(400)) == self.opener

    def _somebody_else(self) -> AnyResponse:
        if posted.is_autosave():
            return posted.json_message(labels.somebody_else(), 409)
        return self._render("long_forms/somebody_else.html", 409, form_request=self)

    def _stopped_by_button(self, stop: SafetyStop, words: Words, revision: int) -> AnyResponse:
        """Answer the stop button: lead to the page that says what to do, whatever is wrong with the form.

        Aborts with 409 where the text cannot be kept. That error page says it too: see `words_at_stop`.
        """
        is_noted = self.note_stop(words)
        if posted.is_autosave():
            return self._tell_stop(stop, is_noted=is_noted)
        draft = self.keep_unasked(words, revision)
        if draft is None:
            abort(409)
        self._take_files(draft)
        return redirect(stop.at, 303)

    def _tell_stop(self, stop: SafetyStop, *, is_noted: bool) -> AnyResponse:
        """Tell the script of the page whether the stop was written down. It sends no words with it."""
        if not is_noted:
            return self._somebody_else() if not self._is_opener() else posted.json_message("", 503)
        return jsonify(noted=True, said=self.told_words(), halted=stop.at)

    def told_words(self) -> str:
        """Who was told of the press of the stop button that was posted, and if they can read the form."""
        is_sent = records.find_submission(self.key) is not None
        return self.stop.told_words(posted.press(clock.now()), is_sent) if self.stop else ""

    def _stopped_by_words(self, stop: SafetyStop, words: Words, revision: int) -> AnyResponse:
        """Halt the form over its words: save it, note the stop, and lead to the page that says what to do.

        Raises ChangedMeanwhile and CannotSave.
        """
        draft = self.save(words, revision)
        with suppress(CannotSave):
            stop.note(words, None)
        if posted.is_autosave():
            return jsonify(action=self.take_at(draft.revision), said=labels.halted(), halted=stop.at)
        self._take_files(draft)
        return redirect(stop.at, 303)

    def _save(self, words: Words, revision: int) -> AnyResponse:
        """Save the draft and its files, and answer. Raises ChangedMeanwhile and CannotSave."""
        draft = self.save(words, revision)
        if refused := self._take_files(draft):
            return self._file_not_taken(words, draft, refused)
        if posted.is_autosave():
            return jsonify(action=self.take_at(draft.revision), said=labels.saved_at(draft.saved_at))
        if self.holder.account:
            flash(labels.kept_for_later())
        return redirect(self.show_at, 303)

    def _send(self, words: Words, revision: int) -> AnyResponse:
        """Send the form if it is valid; otherwise save the draft and show what is wrong.

        Raises ChangedMeanwhile and CannotSave.
        """
        if uploads.has_files():
            draft = self.save(words, revision)
            if refused := self._take_files(draft):
                return self._file_not_taken(words, draft, refused)
            revision = draft.revision
        fields = self.form.filled(words)
        if not fields.validate():
            # Kept as it is, so that it can also be put right tomorrow.
            draft = self.save(words, revision)
            return self._page(words, draft.revision, 422, saved=draft, fields=fields)
        submission = records.send(
            self.key,
            words,
            began_from=revision,
            now=clock.now(),
            record=lambda reference: self.record(fields, reference),
        )
        return redirect(self.show_at, 303) if submission.is_same else self._sent_before(submission, words)

    def _sent_before(self, submission: Submission, words: Words) -> AnyResponse:
        """Answer the post of a form that was sent before: show what this window has besides, to be copied."""
        if posted.is_autosave():
            return posted.json_message(labels.sent_before(), 409)
        return redirect(self.show_at, 303) if submission.is_same else self._sent_page(submission, words)

    def _choose(self, words: Words) -> AnyResponse:
        """Merge two texts as somebody chose, field by field. Raises ChangedMeanwhile and CannotSave."""
        draft = records.find_draft(self.key)
        if draft is None:
            self.save(words, 0)
            return redirect(self.show_at, 303)
        theirs = self._in_todays_fields(draft)
        choices = {name: request.form.get(f"_take-{name}", "") for name in differing(words, theirs)}
        if str(draft.revision) != request.form.get("_theirs") or not all(choices.values()):
            return self._conflict_page(words, draft, is_incomplete=True)
        chosen = merged(words, theirs, choices)
        if self.stop and self.stop.is_due(chosen):
            return self._stopped_by_words(self.stop, chosen, draft.revision)
        self.save(chosen, draft.revision)
        return redirect(self.show_at, 303)

    def _take_files(self, draft: SavedDraft) -> NotTaken | None:
        return uploads.take_files(self.holder, draft) if self.form.takes_files else None

    def _revision_of(self, words: Words, revision: int) -> int:
        """The revision that holds these words; `revision` where none does, or nobody can tell."""
        with suppress(CannotSave):
            draft = records.find_draft(self.key)
            if draft and draft.words == words:
                return draft.revision
        return revision

    def _in_todays_fields(self, draft: SavedDraft) -> Words:
        return self.form.in_todays_fields(draft.words, draft.form_version)

    # What is answered

    def _page(
        self,
        words: Words,
        revision: int,
        status: int = 200,
        *,
        saved: SavedDraft | None = None,
        notice: str = "",
        fields: LongFormFields | None = None,
    ) -> AnyResponse:
        """The form with these words in it; for the script of the page, the notice alone."""
        if posted.is_autosave():
            return posted.json_message(notice, status)
        fields = fields or self.form.filled(words)
        gone = left_over(words, field_labels(fields))
        kept = uploads.files_of(records.find_draft(self.key)) if self.form.takes_files else ()
        return self._render(
            self.form.template,
            status,
            quick=uploads.has_waiting(kept),
            form=fields,
            form_request=self,
            action=self.take_at(revision),
            saved=saved and labels.saved_at(saved.saved_at),
            files=kept,
            most_bytes=MOST_BYTES,
            too_big=refusal(Refusal.TOO_BIG),
            notice=notice,
            left_over=[(name, text) for name, texts in gone.items() for text in texts],
        )

    def _file_not_taken(self, words: Words, draft: SavedDraft, refused: NotTaken) -> AnyResponse:
        """The form with what was saved of it, and why a file that came with it was not taken."""
        return self._page(words, draft.revision, refused.status, saved=draft, notice=refused.words)

    def _conflict_page(self, words: Words, draft: SavedDraft, *, is_incomplete: bool = False) -> AnyResponse:
        """Two texts, of which somebody chooses field by field. `is_incomplete`: they have not chosen all."""
        if posted.is_autosave():
            return posted.json_message(labels.changed_elsewhere(), 409)
        return self._render(
            "long_forms/conflict.html",
            422 if is_incomplete else 409,
            form_request=self,
            action=self.take_at(draft.revision),
            theirs=draft,
            differences=differences(self.form.filled(words), words, self._in_todays_fields(draft)),
            mine=[(name, text) for name, texts in words.items() for text in texts],
            is_incomplete=is_incomplete,
        )

    def _sent_page(self, submission: Submission, unsent: Words | None = None) -> AnyResponse:
        """The page of the reference. `unsent`: what was written in this window and is not part of it."""
        names = field_labels(self.form.filled(unsent or {}))
        texts = [(names.get(name, name), text) for name, texts in (unsent or {}).items() for text in texts]
        status = 409 if unsent else 200
        sent_files = uploads.files_sent(self.form.name, submission.reference) if self.form.takes_files else ()
        return self._render(
            self.form.sent_template,
            status,
            quick=uploads.has_waiting(sent_files),
            form_request=self,
            sent=submission,
            files=sent_files,
            unsent=texts,
        )

    def _render(self, template: str, status: int, **context: Any) -> Response:
        response = self.form.render(template, status, **self.context, **context)
        return browser.remember(response) if self.holder.browser_mark else response
