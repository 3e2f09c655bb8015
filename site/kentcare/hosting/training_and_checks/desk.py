"""Training and checks on the desk: what waits to be looked at, who is out of date, and what was seen."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer, current_viewer
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.records import NoSuchHome
from kentcare.core.clock import now, today
from kentcare.hosting.reports import records as reports
from kentcare.hosting.reports.labels import month_words
from kentcare.hosting.reports.report import Line as ReportLine
from kentcare.hosting.training_and_checks import labels, records
from kentcare.hosting.training_and_checks.blueprint import blueprint
from kentcare.hosting.training_and_checks.forms import RefuseForm, day_of, seen_form, title_of
from kentcare.hosting.training_and_checks.hosted import around, files_of
from kentcare.hosting.training_and_checks.line import Line
from kentcare.hosting.training_and_checks.records import NoSuchLine
from kentcare.hosting.training_and_checks.rules import Kind, Standing
from kentcare.sign_in.portal.listing import Listing, NavigationLink
from kentcare.sign_in.portal.page import render_portal, saved
from kentcare.web.post_form import PostForm

_LISTS = ("new", "late", "soon")
_SUPERVISION = "supervision"
_WHERE = f"<any(training, check):kind>/<any({', '.join(_LISTS)}):which>/<int(max=99999):page>"


@blueprint.get(f"/desk/requirements/{_WHERE}")
def list_for_desk(kind: Kind, which: str, page: int) -> AnyResponse:
    viewer = current_viewer()
    if not _sees(viewer, kind):
        abort(404)
    lines = records.for_desk(viewer, today(), kind)
    found: dict[str, Sequence[Any]] = {
        "new": records.to_decide(viewer, kind),
        "late": [one for one in lines if one.state.is_owed],
        "soon": [one for one in lines if one.state.standing is Standing.SOON],
    }
    rows = found["new"] if which == "new" else _together(found[which])
    names, kinds = labels.list_words(), labels.kind_words()

    def address(kind: Kind, which: str, page: int) -> str:
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
        called=names[which],
        lists=[
            NavigationLink(address(kind, one, 1), f"{names[one]}: {len(which_lines)}", one == which)
            for one, which_lines in found.items()
        ],
        rows=listing.cut(rows),
        listing=listing,
        said=labels,
    )


def _together(lines: Iterable[Line]) -> list[list[Line]]:
    """Training by its Host, checks by their home: whoever has waited longest first."""
    found: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda one: -one.state.days_late(today())):
        whose = line.whom.ref if line.requirement.kind == "training" else line.whom.home_ref
        found.setdefault(whose, []).append(line)
    return list(found.values())


def _sees(viewer: Viewer, kind: Kind) -> bool:
    """The co-ordinator sees training and no check."""
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
        records.decide(current_viewer(), ref, accept=accepts, reason=reason, now=now())
    except NoSuchLine:
        abort(404)
    return saved(url_for("training_and_checks.show", ref=ref))


def _page(ref: str, form: RefuseForm, status: int = 200) -> AnyResponse:
    viewer = current_viewer()
    try:
        shown = records.on_desk(viewer, ref)
    except NoSuchLine:
        abort(404)
    waiting = [] if shown.is_accepted is None else records.to_decide(viewer, shown.requirement.kind)
    return render_portal(
        "training_and_checks/certificate.html",
        status,
        shown=shown,
        following=waiting[0] if waiting else None,
        files=files_of(shown.reference),
        form=form,
        may_decide=records.decides(viewer, shown.requirement),
        said=labels,
        quick=True,
    )


@blueprint.get("/desk/hosts/<ref>/training")
def show_host(ref: str) -> AnyResponse:
    """One Host's training."""
    viewer = current_viewer()
    lines = records.of_whom(viewer, ref, today(), "training")
    if not lines:
        abort(404)
    may_add = records.decides(viewer, lines[0].requirement)
    return render_portal(
        "training_and_checks/of_host.html", lines=lines, whom=lines[0].whom, may_add=may_add, **around(lines)
    )


@blueprint.get("/desk/homes/<ref>/checks")
def show_home(ref: str) -> AnyResponse:
    """One household's checks."""
    viewer = current_viewer()
    try:
        home = homes.one(viewer, ref, today())
    except NoSuchHome:
        abort(404)
    lines = [one for one in records.of_one(viewer, home, today()) if one.requirement.kind == "check"]
    return render_portal("training_and_checks/of_home.html", home=home, lines=lines, **around(lines))


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
    records.add(viewer, line, day_of(form), title_of(form), now())
    for kept in _to_talk_about(line):
        reports.keep_for_supervision(viewer, kept.ref or "", keep=False)
    return saved(_back_to(line))


def _to_talk_about(line: Line) -> list[ReportLine]:
    """The reports that were kept for the supervision that is written down."""
    if line.requirement.slug != _SUPERVISION:
        return []
    return [one for one in reports.lines([line.whom.home_id], today()) if one.for_supervision]


def _line(slug: str, whom: str) -> Line:
    try:
        return records.desk_line(current_viewer(), slug, whom, today())
    except NoSuchLine:
        abort(404)


def _back_to(line: Line) -> str:
    if line.requirement.kind == "training":
        return url_for("training_and_checks.show_host", ref=line.whom.ref)
    return url_for("training_and_checks.show_home", ref=line.whom.home_ref)


def _ask_seen(line: Line, form: PostForm, status: int = 200) -> AnyResponse:
    return render_portal(
        "training_and_checks/seen.html",
        status,
        line=line,
        form=form,
        back_to=_back_to(line),
        to_talk_about=_to_talk_about(line),
        month_words=month_words,
        said=labels,
        quick=True,
    )
