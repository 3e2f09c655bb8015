"""A Host's reports: what is owed, writing one, and what was sent."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.holder import Holder
from kentcare.accounts.viewer import Viewer, whoever_is_signed_in
from kentcare.danger import records as danger
from kentcare.danger.records import About, Said
from kentcare.danger.words import found
from kentcare.db.refused import CannotSave
from kentcare.drafts import records as drafts
from kentcare.drafts.page import Filling, Halt, long_form
from kentcare.drafts.records import ChangedMeanwhile, Which
from kentcare.drafts.rules import Words
from kentcare.drafts.two_texts import rows_of
from kentcare.portal.page import render_portal
from kentcare.reports import records, wording
from kentcare.reports.blueprint import blueprint
from kentcare.reports.forms import NAME, REPORT, NoteForm, PassForm, answers, notes_seen
from kentcare.reports.records import MoreWasSaid, NoSuchReport, SentByAnother
from kentcare.reports.report import Line, Report
from kentcare.reports.rules import Month
from kentcare.signin.doorkeeper import now
from kentcare.skills import wording as skill_wording
from kentcare.skills.rules import SKILLS
from kentcare.web.formats import today
from kentcare.web.language import gettext as _

_HALTED = "reports/stop.html"


def _line(viewer: Viewer, ref: str, month: str) -> Line:
    try:
        return records.to_write(viewer, ref, Month.read(month), today())
    except (NoSuchReport, ValueError):
        abort(404)


@long_form("reports.take")
def _filling(viewer: Viewer, ref: str, month: str) -> Filling:
    line = _line(viewer, ref, month)
    return _filling_of(viewer, line, ref, records.before(line))


def _filling_of(viewer: Viewer, line: Line, ref: str, before: Report | None) -> Filling:
    month = str(line.month)
    about = About(line.owed.home_id, line.owed.young_person_id, line.month.first)
    return Filling(
        form=REPORT,
        holder=Holder(account=viewer.id),
        about=str(line.owed),
        show_at=url_for("reports.show", ref=ref, month=month),
        take_at=lambda revision: url_for("reports.take", ref=ref, month=month, revision=revision),
        record=lambda boxes, reference: records.record(viewer, line, answers(boxes), reference, now()),
        begin_with={"goals": [before.words["goals"]]} if before and before.words.get("goals") else {},
        halt=Halt(
            is_due=lambda words: danger.not_passed(viewer, about, suggested(words)),
            note=lambda words, pressed: danger.note(viewer, about, suggested(words), now(), pressed=pressed),
            at=url_for("reports.show_stop", ref=ref, month=month),
            template=_HALTED,
        ),
        context=_around(line, before),
    )


def suggested(words: Words) -> Sequence[Said]:
    """What in a form may mean that somebody is hurt, missing or at risk."""
    texts = [text for typed in words.values() for text in typed]
    return [Said(match.kind, texts[match.text][match.start : match.end]) for match in found(texts)]


def _around(line: Line, before: Report | None = None) -> dict[str, Any]:
    return {"line": line, "before": before, "said": wording, "skills": SKILLS, "skill_said": skill_wording}


@blueprint.get("/host/reports")
def list_reports() -> AnyResponse:
    viewer = whoever_is_signed_in()
    lines, begun = records.of_host(viewer, today()), drafts.begun(viewer.id, NAME)
    return render_portal("reports/list.html", lines=lines, begun=begun, said=wording)


@blueprint.get("/host/reports/<ref>/<month>")
def show(ref: str, month: str) -> AnyResponse:
    viewer = whoever_is_signed_in()
    line = _line(viewer, ref, month)
    if line.ref:
        return redirect(url_for("reports.show_sent", ref=line.ref), 303)
    return _filling_of(viewer, line, ref, records.open_before(viewer, line)).show()


@blueprint.post("/host/reports/<ref>/<month>/<int:revision>")
def take(ref: str, month: str, revision: int) -> AnyResponse:
    viewer = whoever_is_signed_in()
    filling = _filling(viewer, ref, month)
    try:
        return filling.take(revision)
    except SentByAnother as sent:
        # What this Host wrote stays in their own draft, and is shown to be added to what the other sent.
        words = filling.posted()
        with suppress(ChangedMeanwhile, CannotSave):
            filling.keep(words, revision)
        return _sent(viewer, sent.ref, 409, unsent=words)


# When somebody may be hurt, missing or at risk


@blueprint.get("/host/reports/<ref>/<month>/stop")
def show_stop(ref: str, month: str) -> AnyResponse:
    line = _line(whoever_is_signed_in(), ref, month)
    return render_portal(_HALTED, form=PassForm(formdata=None), **_around(line))


@blueprint.post("/host/reports/<ref>/<month>/stop")
def pass_stop(ref: str, month: str) -> AnyResponse:
    viewer = whoever_is_signed_in()
    line, form = _line(viewer, ref, month), PassForm()
    if not form.validate():
        return render_portal(_HALTED, 422, form=form, **_around(line))
    about = About(line.owed.home_id, line.owed.young_person_id, line.month.first)
    danger.go_on(viewer, about, form.said.data, now())
    return redirect(url_for("reports.show", ref=ref, month=month), 303)


# What was sent


@blueprint.get("/host/sent/<ref>")
def show_sent(ref: str) -> AnyResponse:
    return _sent(whoever_is_signed_in(), ref)


@blueprint.post("/host/sent/<ref>")
def amend(ref: str) -> AnyResponse:
    viewer, form = whoever_is_signed_in(), amend_form()
    if not form.validate():
        return _sent(viewer, ref, 422, form=form)
    try:
        records.amend(viewer, ref, form.text.data, datetime.now(UTC), seen=notes_seen())
    except NoSuchReport:
        abort(404)
    except MoreWasSaid:
        return _sent(viewer, ref, 409, form=form, has_more=True)
    return redirect(url_for("reports.show_sent", ref=ref), 303)


@blueprint.post("/host/sent/<ref>/unsent")
def remove_unsent(ref: str) -> AnyResponse:
    """What a Host wrote of a report that the other Host has sent."""
    viewer = whoever_is_signed_in()
    try:
        report = records.find_report(viewer, ref)
    except NoSuchReport:
        abort(404)
    drafts.remove(_draft_of(viewer, report), request.form.get("revision", 0, type=int))
    return redirect(url_for("reports.show_sent", ref=ref), 303)


def _draft_of(viewer: Viewer, report: Report) -> Which:
    return Which(Holder(account=viewer.id), REPORT.name, str(report.owed))


def _rows(words: Words) -> list[tuple[str, str]]:
    """What was typed and chosen, with what was asked."""
    names = skill_wording.skill_words()
    found = []
    for row in rows_of(REPORT.filled(words), words, {}):
        skill = names.get(row.name.removeprefix("level_").removeprefix("did_"))
        asked = _("%(skill)s: %(question)s", skill=skill, question=row.label) if skill else row.label
        found.append((asked, row.mine))
    return found


def amend_form(**kwargs: object) -> NoteForm:
    hint = _("It stands beside your report with today’s date. What you sent stays as it was.")
    return NoteForm(label=_("Add something, or put something right"), hint=hint, **kwargs)


def _sent(
    viewer: Viewer,
    ref: str,
    status: int = 200,
    *,
    form: NoteForm | None = None,
    has_more: bool = False,
    unsent: Words | None = None,
) -> AnyResponse:
    """`unsent`: what somebody has just tried to send. What they tried before is in their draft."""
    try:
        report = records.open_report(viewer, ref)
    except NoSuchReport:
        abort(404)
    kept = drafts.kept(_draft_of(viewer, report))
    there = REPORT.of_today(kept.words, kept.form_version) if kept else {}
    words = unsent or there
    return render_portal(
        "reports/sent.html",
        status,
        report=report,
        unsent=_rows(words),
        is_just_now=bool(unsent),
        # What could not be kept cannot be removed.
        revision=kept.revision if kept and words == there else None,
        form=form or amend_form(formdata=None),
        has_more=has_more,
        said=wording,
        skills=SKILLS,
        skill_said=skill_wording,
    )
