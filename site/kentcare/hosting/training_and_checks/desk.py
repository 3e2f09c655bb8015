"""The pages of the desk: who is out of date, certificates that wait, and recording that a paper was seen."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer, current_viewer
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.records import NoSuchHome
from kentcare.core.clock import now, today
from kentcare.hosting.reports.labels import month_words
from kentcare.hosting.reports.records import lists as report_lists
from kentcare.hosting.reports.records import notes as report_notes
from kentcare.hosting.reports.report import ReportLine
from kentcare.hosting.reversals import labels as reversal_labels
from kentcare.hosting.reversals.forms import ReversalForm
from kentcare.hosting.training_and_checks import labels
from kentcare.hosting.training_and_checks.blueprint import blueprint
from kentcare.hosting.training_and_checks.forms import RefuseForm, day_of, seen_form, title_of
from kentcare.hosting.training_and_checks.hosted import files_of, list_context
from kentcare.hosting.training_and_checks.line import RequirementLine
from kentcare.hosting.training_and_checks.records import certificates, reversing
from kentcare.hosting.training_and_checks.records import lines as requirement_lines
from kentcare.hosting.training_and_checks.records.lines import NoSuchLine
from kentcare.hosting.training_and_checks.rules import RequirementKind, RequirementStanding
from kentcare.sign_in.portal.listing import Listing, NavigationLink
from kentcare.sign_in.portal.page import render_portal, saved
from kentcare.web.post_form import PostForm

_LISTS = ("new", "late", "soon")
_SUPERVISION = "supervision"
_WHERE = f"<any(training, check):kind>/<any({', '.join(_LISTS)}):which>/<int(max=99999):page>"


@blueprint.get(f"/desk/requirements/{_WHERE}")
def list_for_desk(kind: RequirementKind, which: str, page: int) -> AnyResponse:
    viewer = current_viewer()
    if not _sees(viewer, kind):
        abort(404)
    lines = requirement_lines.for_desk(viewer, today(), kind)
    found: dict[str, Sequence[Any]] = {
        "new": certificates.to_decide(viewer, kind),
        "late": [one for one in lines if one.state.is_owed],
        "soon": [one for one in lines if one.state.standing is RequirementStanding.SOON],
    }
    rows = found["new"] if which == "new" else _together(found[which])
    names, kinds = labels.list_words(), labels.kind_words()

    def address(kind: RequirementKind, which: str, page: int) -> str:
        return url_for("training_and_checks.list_for_desk", kind=kind, which=which, page=page)

    listing = Listing.of(len(rows), page, lambda at: address(kind, which, at))
    return render_portal(
        "training_and_checks/desk.html",
        kind=kind,
        kind_name=kinds[kind],
        kinds=[
            NavigationLink(address(one, which, 1), words, one == kind)
            for one, words in kinds.items()
            if _sees(viewer, one)
        ],
        which=which,
        list_name=names[which],
        lists=[
            NavigationLink(address(kind, one, 1), f"{names[one]}: {len(which_lines)}", one == which)
            for one, which_lines in found.items()
        ],
        rows=listing.cut(rows),
        listing=listing,
        labels=labels,
    )


def _together(lines: Iterable[RequirementLine]) -> list[list[RequirementLine]]:
    """Lines grouped by Host for training and by home for checks, whoever is latest first."""
    found: dict[str, list[RequirementLine]] = {}
    for line in sorted(lines, key=lambda one: -one.state.days_late(today())):
        whose = line.whom.ref if line.requirement.kind == "training" else line.whom.home_ref
        found.setdefault(whose, []).append(line)
    return list(found.values())


def _sees(viewer: Viewer, kind: RequirementKind) -> bool:
    """Whether the viewer has the lists of this kind. The training co-ordinator sees no checks."""
    looks_after_homes = viewer.has(Role.ACCOMMODATION_OFFICER, Role.SERVICE_MANAGER)
    return looks_after_homes or (kind == "training" and viewer.has(Role.TRAINING_COORDINATOR))


@blueprint.get("/desk/certificates/<ref>")
def show(ref: str) -> AnyResponse:
    return _page(ref, RefuseForm(formdata=None))


@blueprint.post("/desk/certificates/<ref>")
def decide(ref: str) -> AnyResponse:
    accepts, form = request.form.get("_do") == "confirm", RefuseForm()
    if not accepts and not form.validate():
        return _page(ref, form, 422)
    try:
        reason = "" if accepts else form.reason.data
        certificates.decide(current_viewer(), ref, accept=accepts, reason=reason, now=now())
    except NoSuchLine:
        abort(404)
    return saved(url_for("training_and_checks.show", ref=ref))


@blueprint.post("/desk/certificates/<ref>/take-back")
def take_back(ref: str) -> AnyResponse:
    form = ReversalForm()
    if not form.validate():
        return _page(ref, RefuseForm(formdata=None), 422, has_reversal=True)
    try:
        reversing.take_back(
            current_viewer(),
            ref,
            form.decided_at,
            form.why.data or "",
            now(),
            is_misdirected=form.is_misdirected,
        )
    except NoSuchLine:
        abort(404)
    return saved(url_for("training_and_checks.show", ref=ref))


def _page(ref: str, form: RefuseForm, status: int = 200, *, has_reversal: bool = False) -> AnyResponse:
    viewer = current_viewer()
    try:
        shown = certificates.open_certificate(viewer, ref)
    except NoSuchLine:
        abort(404)
    reversible = labels.reversible_words(reversing.reversible(viewer, shown))
    reversal = ReversalForm(reversible) if has_reversal else ReversalForm(reversible, formdata=None)
    if has_reversal:
        reversal.validate()
    waiting = [] if shown.is_accepted is None else certificates.to_decide(viewer, shown.requirement.kind)
    return render_portal(
        "training_and_checks/certificate.html",
        status,
        shown=shown,
        following=waiting[0] if waiting else None,
        files=files_of(shown.reference),
        # The one whose mistakes the page names first.
        form=reversal if has_reversal else form,
        refusal=form,
        reversal=reversal,
        reversal_labels=reversal_labels,
        may_decide=requirement_lines.decides(viewer, shown.requirement),
        labels=labels,
        quick=True,
    )


@blueprint.get("/desk/hosts/<ref>/training")
def show_host(ref: str) -> AnyResponse:
    """The training of one Host."""
    viewer = current_viewer()
    lines = requirement_lines.of_whom(viewer, ref, today(), "training")
    if not lines:
        abort(404)
    may_add = requirement_lines.decides(viewer, lines[0].requirement)
    return render_portal(
        "training_and_checks/of_host.html",
        lines=lines,
        whom=lines[0].whom,
        may_add=may_add,
        **list_context(lines),
    )


@blueprint.get("/desk/homes/<ref>/checks")
def show_home(ref: str) -> AnyResponse:
    """The checks of one household."""
    viewer = current_viewer()
    try:
        home = homes.one(viewer, ref, today())
    except NoSuchHome:
        abort(404)
    lines = [
        one for one in requirement_lines.of_one(viewer, home, today()) if one.requirement.kind == "check"
    ]
    return render_portal("training_and_checks/of_home.html", home=home, lines=lines, **list_context(lines))


@blueprint.get("/desk/seen/<slug>/<whom>")
def ask_seen(slug: str, whom: str) -> AnyResponse:
    line = _line(slug, whom)
    return _ask_seen(line, seen_form(line.requirement, formdata=None))


@blueprint.post("/desk/seen/<slug>/<whom>")
def have_seen(slug: str, whom: str) -> AnyResponse:
    line = _line(slug, whom)
    form = seen_form(line.requirement)
    if not form.validate():
        return _ask_seen(line, form, 422)
    viewer = current_viewer()
    ref = certificates.add(viewer, line, day_of(form), title_of(form), now())
    for kept in _to_talk_about(line):
        report_notes.keep_for_supervision(viewer, kept.ref or "", keep=False, talked_about_at=ref)
    return saved(_back_to(line))


def _to_talk_about(line: RequirementLine) -> list[ReportLine]:
    """The reports that were kept for a supervision; empty for a line that is no supervision."""
    if line.requirement.slug != _SUPERVISION:
        return []
    return [one for one in report_lists.of_homes([line.whom.home_id], today()) if one.for_supervision]


def _line(slug: str, whom: str) -> RequirementLine:
    try:
        return requirement_lines.desk_line(current_viewer(), slug, whom, today())
    except NoSuchLine:
        abort(404)


def _back_to(line: RequirementLine) -> str:
    if line.requirement.kind == "training":
        return url_for("training_and_checks.show_host", ref=line.whom.ref)
    return url_for("training_and_checks.show_home", ref=line.whom.home_ref)


def _ask_seen(line: RequirementLine, form: PostForm, status: int = 200) -> AnyResponse:
    return render_portal(
        "training_and_checks/seen.html",
        status,
        line=line,
        form=form,
        back_to=_back_to(line),
        to_talk_about=_to_talk_about(line),
        month_words=month_words,
        labels=labels,
        quick=True,
    )
