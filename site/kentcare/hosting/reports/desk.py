"""The officer's pages: lists of reports, reading one and answering it."""

from collections.abc import Callable

from flask import abort, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.core.clock import now, today
from kentcare.hosting.reports import labels
from kentcare.hosting.reports.blueprint import blueprint
from kentcare.hosting.reports.forms import NoteForm, notes_seen
from kentcare.hosting.reports.records import lists, notes, reversing, sent
from kentcare.hosting.reports.records.notes import NotesChanged
from kentcare.hosting.reports.records.sent import NoSuchReport
from kentcare.hosting.reports.report import Report, ReportLine
from kentcare.hosting.reports.rules import ReportStanding
from kentcare.hosting.reports.skills import labels as skill_labels
from kentcare.hosting.reports.skills.rules import SKILLS
from kentcare.hosting.reversals import labels as reversal_labels
from kentcare.hosting.reversals.forms import ReversalForm
from kentcare.sign_in.portal.listing import Listing, NavigationLink
from kentcare.sign_in.portal.page import render_portal, saved

_WAITING = {ReportStanding.DUE, ReportStanding.OPEN, ReportStanding.ASKED}
# Which reports each list shows, by the name of the list in its address.
LISTS: dict[str, Callable[[ReportLine], bool]] = {
    "late": lambda line: line.standing is ReportStanding.LATE,
    "new": lambda line: line.standing is ReportStanding.SENT,
    "waiting": lambda line: line.standing in _WAITING,
    "read": lambda line: line.standing is ReportStanding.READ,
    "supervision": lambda line: line.for_supervision,
}


@blueprint.get(f"/desk/reports/<any({', '.join(LISTS)}):which>/<int(max=99999):page>")
def list_for_desk(which: str, page: int) -> AnyResponse:
    viewer = current_viewer()
    all_lines = lists.of_officer(viewer, today(), whole=True)
    list_names = labels.list_words()
    ways = [
        NavigationLink(
            url_for("reports.list_for_desk", which=one, page=1),
            f"{list_names[one]}: {sum(map(is_in, all_lines))}",
            one == which,
        )
        for one, is_in in LISTS.items()
    ]
    found = list(filter(LISTS[which], all_lines))
    listing = Listing.of(len(found), page, lambda at: url_for("reports.list_for_desk", which=which, page=at))
    audit.note(Action.LISTED, viewer, kind="report")
    shown = listing.cut(found)
    return render_portal(
        "reports/desk.html",
        lines=shown,
        numbers=homes.numbers_and_names({line.home_ref for line in shown}),
        lists=ways,
        list_name=list_names[which],
        listing=listing,
        labels=labels,
    )


@blueprint.get("/desk/reports/<ref>")
def show_for_desk(ref: str) -> AnyResponse:
    return _page(ref)


@blueprint.post("/desk/reports/<ref>/read")
def have_read(ref: str) -> AnyResponse:
    return _done(ref, lambda: notes.mark_read(current_viewer(), ref, now(), seen=notes_seen()))


@blueprint.post("/desk/reports/<ref>/answer")
def answer(ref: str) -> AnyResponse:
    form = NoteForm()
    if not form.validate():
        return _page(ref, form, 422)
    asks = request.form.get("_do") == "ask"
    return _done(
        ref,
        lambda: notes.answer(
            current_viewer(), ref, form.text.data, now(), is_question=asks, seen=notes_seen()
        ),
        form,
    )


@blueprint.post("/desk/reports/<ref>/supervision")
def keep_for_supervision(ref: str) -> AnyResponse:
    keep = request.form.get("keep") == "yes"
    return _done(ref, lambda: notes.keep_for_supervision(current_viewer(), ref, keep=keep))


@blueprint.post("/desk/reports/<ref>/take-back")
def take_back(ref: str) -> AnyResponse:
    form = ReversalForm()
    if not form.validate():
        return _page(ref, status=422, has_reversal=True)
    return _done(
        ref,
        lambda: reversing.take_back(
            current_viewer(),
            ref,
            form.decision,
            form.decided_at,
            form.why.data or "",
            now(),
            is_misdirected=form.is_misdirected,
        ),
    )


def _done(ref: str, do: Callable[[], None], form: NoteForm | None = None) -> AnyResponse:
    try:
        do()
    except NoSuchReport:
        abort(404)
    except NotesChanged:
        return _page(ref, form, 409, notes_changed_meanwhile=True)
    return saved(url_for("reports.show_for_desk", ref=ref))


def _page(
    ref: str,
    form: NoteForm | None = None,
    status: int = 200,
    *,
    notes_changed_meanwhile: bool = False,
    has_reversal: bool = False,
) -> AnyResponse:
    viewer = current_viewer()
    try:
        report: Report = sent.open_report(viewer, ref)
    except NoSuchReport:
        abort(404)
    if not sent.is_officer_of(viewer, report):
        abort(404)
    note = form or NoteForm(formdata=None)
    reversible = labels.reversible_words(reversing.reversible(viewer, report))
    reversal = ReversalForm(reversible) if has_reversal else ReversalForm(reversible, formdata=None)
    if has_reversal:
        reversal.validate()
    return render_portal(
        "reports/read.html",
        status,
        report=report,
        # The one whose mistakes the page names first.
        form=reversal if has_reversal else note,
        note=note,
        reversal=reversal,
        reversal_labels=reversal_labels,
        notes_changed_meanwhile=notes_changed_meanwhile,
        labels=labels,
        skills=SKILLS,
        skill_labels=skill_labels,
        quick=True,
    )
