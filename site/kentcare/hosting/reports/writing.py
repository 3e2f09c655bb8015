"""The Host's pages: the list of their reports, writing one, and reading and amending one that was sent."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.holder import Holder
from kentcare.accounts.accounts.viewer import Viewer, current_viewer
from kentcare.core.clock import now, today
from kentcare.db.refused import CannotSave
from kentcare.hosting.reports import labels, stop
from kentcare.hosting.reports.blueprint import blueprint
from kentcare.hosting.reports.forms import (
    AMENDMENT_FORM,
    NAME,
    REPORT_FORM,
    amendment_form,
    answers,
    notes_seen,
    report_form,
)
from kentcare.hosting.reports.records import lists, notes, sent
from kentcare.hosting.reports.records.notes import NotesChanged
from kentcare.hosting.reports.records.sent import NoSuchReport, SentByAnother
from kentcare.hosting.reports.report import Report, ReportLine
from kentcare.hosting.reports.rules import CanRead, Month
from kentcare.hosting.reports.skills import labels as skill_labels
from kentcare.hosting.reports.skills.rules import SKILLS
from kentcare.hosting.reversals import labels as reversal_labels
from kentcare.hosting.safeguarding.records import FormSubject
from kentcare.services.answers import records as unopened
from kentcare.services.long_forms import records as long_forms
from kentcare.services.long_forms.blueprint import takes_long_form
from kentcare.services.long_forms.conflict import differences
from kentcare.services.long_forms.form_request import LongFormRequest
from kentcare.services.long_forms.records import ChangedMeanwhile, FormKey
from kentcare.services.long_forms.rules import Words
from kentcare.sign_in.portal.page import render_portal
from kentcare.web.language import gettext as _


def _line(viewer: Viewer, ref: str, month: str) -> ReportLine:
    try:
        return lists.to_write(viewer, ref, Month.read(month), today())
    except (NoSuchReport, ValueError):
        abort(404)


def _report_form(viewer: Viewer, ref: str, month: str) -> LongFormRequest:
    line = _line(viewer, ref, month)
    return _report_form_of(viewer, line, ref, sent.before(line))


def _report_form_of(viewer: Viewer, line: ReportLine, ref: str, before: Report | None) -> LongFormRequest:
    month = str(line.month)
    return LongFormRequest(
        form=report_form(lists.lived(line.owed, today())),
        holder=Holder(account=viewer.id),
        about=str(line.owed),
        show_at=url_for("reports.show", ref=ref, month=month),
        take_at=lambda revision: url_for("reports.take", ref=ref, month=month, revision=revision),
        record=lambda boxes, reference: sent.send(viewer, line, answers(boxes), reference, now()),
        begin_with={"goals": [before.answers["goals"]]} if before and before.answers.get("goals") else {},
        stop=stop.safety_stop(
            viewer,
            _about(line),
            url_for("reports.show_stop", ref=ref, month=month),
            _("the report for %(month)s", month=labels.month_words(line.month)),
        ),
        context=_around(line, before),
    )


def _about(line: ReportLine) -> FormSubject:
    return FormSubject(line.owed.home_id, line.owed.young_person_id, line.month.first)


def _around(line: ReportLine, before: Report | None = None) -> dict[str, Any]:
    return {"line": line, "before": before, "labels": labels, "skills": SKILLS, "skill_labels": skill_labels}


@blueprint.get("/host/reports")
def list_reports() -> AnyResponse:
    viewer = current_viewer()
    lines, begun = lists.of_host(viewer, today()), long_forms.saved_when(viewer.id, NAME)
    return render_portal("reports/list.html", lines=lines, begun=begun, labels=labels)


# Where a phone opens the page again on which a post was refused, it asks for the address of the post.
@blueprint.get("/host/reports/<ref>/<month>/<int:revision>")
@blueprint.get("/host/reports/<ref>/<month>")
def show(ref: str, month: str, revision: int = 0) -> AnyResponse:
    viewer = current_viewer()
    line = _line(viewer, ref, month)
    if line.ref:
        return redirect(url_for("reports.show_sent", ref=line.ref), 303)
    return _report_form_of(viewer, line, ref, sent.open_before(viewer, line)).show()


@blueprint.post("/host/reports/<ref>/<month>/<int:revision>")
@takes_long_form(_report_form)
def take(ref: str, month: str, revision: int) -> AnyResponse:
    viewer = current_viewer()
    opened = _report_form(viewer, ref, month)
    try:
        return opened.take(revision)
    except SentByAnother as other:
        # What this Host wrote stays in their own draft, and is shown to be added to what the other sent.
        words = opened.posted()
        with suppress(ChangedMeanwhile, CannotSave):
            opened.save(words, revision)
        return _sent(viewer, other.ref, 409, unsent=words)


# When somebody may be hurt, missing or at risk


@blueprint.get("/host/reports/<ref>/<month>/stop")
def show_stop(ref: str, month: str) -> AnyResponse:
    viewer = current_viewer()
    line = _line(viewer, ref, month)
    return stop.page(viewer, _about(line), can_read=CanRead.ALL if line.ref else CanRead.NOTHING)


@blueprint.post("/host/reports/<ref>/<month>/stop")
def pass_stop(ref: str, month: str) -> AnyResponse:
    viewer = current_viewer()
    line = _line(viewer, ref, month)
    then = url_for("reports.show", ref=ref, month=month)
    can_read = CanRead.ALL if line.ref else CanRead.NOTHING
    return stop.pass_stop(viewer, _about(line), then, can_read=can_read)


# What was sent, and what is added to it


@blueprint.get("/host/sent/<ref>/<int(max=999):nth>/<int:revision>")
@blueprint.get("/host/sent/<ref>")
def show_sent(ref: str, nth: int = 0, revision: int = 0) -> AnyResponse:
    viewer = current_viewer()
    return _sent(viewer, ref)


def _amendment_form(viewer: Viewer, ref: str, nth: int) -> LongFormRequest:
    report = _report(sent.find_report, viewer, ref)
    return _amendment_form_of(viewer, report, nth, **_not_sent(viewer, report))


@blueprint.post("/host/sent/<ref>/<int(max=999):nth>/<int:revision>")
@takes_long_form(_amendment_form)
def amend(ref: str, nth: int, revision: int) -> AnyResponse:
    viewer = current_viewer()
    opened = _amendment_form(viewer, ref, nth)
    try:
        response = opened.take(revision)
    except NotesChanged:
        opened.save(opened.posted(), revision)
        return _sent(viewer, ref, 409, notes_changed_meanwhile=True)
    if response.status_code >= 400:
        # The page is shown again, with what was said since.
        _report(sent.open_report, viewer, ref)
    return response


@blueprint.get("/host/sent/<ref>/stop")
def show_sent_stop(ref: str) -> AnyResponse:
    viewer = current_viewer()
    report = _report(sent.find_report, viewer, ref)
    return stop.page(viewer, _about_sent(report), can_read=_what_can_be_read(viewer, report))


@blueprint.post("/host/sent/<ref>/stop")
def pass_sent_stop(ref: str) -> AnyResponse:
    viewer = current_viewer()
    report = _report(sent.find_report, viewer, ref)
    then = url_for("reports.show_sent", ref=ref)
    return stop.pass_stop(viewer, _about_sent(report), then, can_read=_what_can_be_read(viewer, report))


def _what_can_be_read(viewer: Viewer, report: Report) -> CanRead:
    """What of a report that was sent can be read: all that is there, or all but what is being added."""
    try:
        nth = notes.times_amended(viewer, report) + 1
    except NoSuchReport:  # it is their home no more: they add nothing
        return CanRead.ALL
    key = FormKey(Holder(account=viewer.id), AMENDMENT_FORM.name, f"{report.ref}/{nth}")
    draft = long_forms.find_draft(key)
    return CanRead.ALL_BUT_ADDED if draft and draft.words else CanRead.ALL


@blueprint.post("/host/sent/<ref>/unsent")
def remove_unsent(ref: str) -> AnyResponse:
    """Remove the Host's draft of a report that the other Host of the home has sent."""
    viewer = current_viewer()
    report = _report(sent.find_report, viewer, ref)
    long_forms.remove(_draft_of(viewer, report), request.form.get("revision", 0, type=int))
    return redirect(url_for("reports.show_sent", ref=ref), 303)


def _report(find: Callable[[Viewer, str], Report], viewer: Viewer, ref: str) -> Report:
    try:
        return find(viewer, ref)
    except NoSuchReport:
        abort(404)


def _about_sent(report: Report, part: str = "") -> FormSubject:
    return FormSubject(report.home_id, report.young_person_id, report.month.first, part)


def _amendment_form_of(
    viewer: Viewer, report: Report, nth: int | None = None, **context: object
) -> LongFormRequest:
    """The form of a Host's amendment. `nth`: its number among theirs, from 1; by default the next.

    Answers 404 where they have not added as many yet, or are no Host of the home.
    """
    try:
        latest = notes.times_amended(viewer, report) + 1
    except NoSuchReport:
        abort(404)
    nth = latest if nth is None else nth
    if not 1 <= nth <= latest:
        abort(404)
    ref = report.ref
    return LongFormRequest(
        form=amendment_form(report, lists.lived(report.owed, today())),
        holder=Holder(account=viewer.id),
        about=f"{ref}/{nth}",
        show_at=url_for("reports.show_sent", ref=ref),
        take_at=lambda revision: url_for("reports.amend", ref=ref, nth=nth, revision=revision),
        record=lambda boxes, _reference: notes.amend(
            viewer, ref, boxes.text.data, now(), seen=notes_seen(), right=boxes.right
        ),
        stop=stop.safety_stop(
            viewer,
            _about_sent(report, f"added {nth} "),
            url_for("reports.show_sent_stop", ref=ref),
            _("what you add to the report for %(month)s", month=labels.month_words(report.month)),
        ),
        context={
            "report": report,
            "labels": labels,
            "skills": SKILLS,
            "skill_labels": skill_labels,
            "reversal_labels": reversal_labels,
            **context,
        },
    )


def _draft_of(viewer: Viewer, report: Report) -> FormKey:
    return FormKey(Holder(account=viewer.id), REPORT_FORM.name, str(report.owed))


def _not_sent(viewer: Viewer, report: Report, just_now: Words | None = None) -> dict[str, Any]:
    """What this Host wrote of a report that the other Host has sent: just now, or in their draft."""
    kept = long_forms.find_draft(_draft_of(viewer, report))
    there = REPORT_FORM.in_todays_fields(kept.words, kept.form_version) if kept else {}
    words = just_now or there
    return {
        "not_sent": _rows(words),
        "is_just_now": bool(just_now),
        # What could not be kept cannot be removed.
        "revision": kept.revision if kept and words == there else None,
    }


def _rows(words: Words) -> list[tuple[str, str]]:
    """Each answer with the label of its field."""
    names = skill_labels.skill_words()
    found = []
    for row in differences(REPORT_FORM.filled(words), words, {}):
        skill = names.get(row.name.removeprefix("level_").removeprefix("did_"))
        asked = _("%(skill)s: %(question)s", skill=skill, question=row.label) if skill else row.label
        found.append((asked, row.mine))
    return found


def _sent(
    viewer: Viewer,
    ref: str,
    status: int = 200,
    *,
    notes_changed_meanwhile: bool = False,
    unsent: Words | None = None,
) -> AnyResponse:
    """A report that was sent, with the form to amend it. `unsent`: what they have just tried to send."""
    report = _report(sent.open_report, viewer, ref)
    around = _not_sent(viewer, report, unsent)
    response = _amendment_form_of(
        viewer, report, notes_changed_meanwhile=notes_changed_meanwhile, **around
    ).show()
    response.status_code = status
    unopened.mark_opened(viewer.id, unopened.REPORT, ref)
    return response
