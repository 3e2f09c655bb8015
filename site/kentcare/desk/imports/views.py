"""Pages that take lists from the case system, and of colleagues who have left: checked, then written."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.core.clock import now, today
from kentcare.desk.imports import labels, records
from kentcare.desk.imports.forms import CaseSystemListForm, ListForm
from kentcare.desk.imports.preview import ListPreview, fingerprint
from kentcare.desk.imports.questions import OverPlacesUndecided
from kentcare.desk.imports.records import ChangedSinceShown
from kentcare.desk.imports.rules import ListKind
from kentcare.hosting.terms.labels import places_words
from kentcare.sign_in.portal.listing import PAGE
from kentcare.sign_in.portal.page import render_portal
from kentcare.web.language import ngettext

blueprint = Blueprint("imports", __name__, template_folder="templates")

_LARGEST_LIST = 2 * 1024 * 1024
_MOST_FAULTS = 50
_KINDS = "any({})".format(", ".join(f"'{kind}'" for kind in ListKind))


@blueprint.url_value_preprocessor
def _allow_large_post(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Allow a large post here. Before the CSRF token is looked for, because that reads the whole post."""
    request.max_content_length = request.max_form_memory_size = _LARGEST_LIST


@blueprint.get(f"/desk/bring-in/<{_KINDS}:kind>")
def ask(kind: str) -> AnyResponse:
    return _list_page(ListKind(kind), CaseSystemListForm(formdata=None))


@blueprint.post(f"/desk/bring-in/<{_KINDS}:kind>")
def take(kind: str) -> AnyResponse:
    form = CaseSystemListForm()
    if not form.validate():
        return _list_page(ListKind(kind), form, status=422)
    viewer = current_viewer()
    has_changed = is_undecided = False
    if form.is_to_be_written(request.form.get("write")):
        try:
            checked = records.import_shown(
                ListKind(kind), form.list_text, viewer, today(), now(), _shown(), decision=form.decision
            )
        except ChangedSinceShown:
            has_changed = True
        except OverPlacesUndecided:
            is_undecided = True
            form.refuse()
        else:
            if not checked.faults:
                return redirect(url_for("imports.ask", kind=kind), 303)
    checked = records.check(ListKind(kind), form.list_text, viewer, today())
    if checked.faults:
        return _list_page(ListKind(kind), _refused(form, checked), checked, 422)
    status = 409 if has_changed else 422 if is_undecided else 200
    return _list_page(ListKind(kind), form, checked, status)


def _shown() -> str:
    """The fingerprint of what the page showed whose button was pressed."""
    return request.form.get("shown", "")


def _refused(form: ListForm, checked: Any) -> ListForm:
    words = ngettext(
        "%(num)s line has something to mend. Nothing is written yet",
        "%(num)s lines have something to mend. Nothing is written yet",
        checked.bad,
    )
    form.text.errors = [*form.text.errors, words]
    return form


def _list_page(kind: ListKind, form: ListForm, checked: Any = None, status: int = 200) -> Response:
    viewer, preview = current_viewer(), ListPreview()
    if checked and not checked.faults:
        preview = records.preview(kind, checked, viewer, today())
    rows = preview.rows
    # A button of the form leads to another page of the preview: it posts the list again.
    pages = max(1, -(-len(rows) // PAGE))
    page = min(max(1, request.form.get("page", 1, type=int)), pages)
    on_page = rows[(page - 1) * PAGE : page * PAGE]
    records.note_shown(kind, [*on_page, *preview.over], viewer)
    return render_portal(
        "imports/list.html",
        status,
        kind=kind,
        rows=on_page,
        number=len(rows),
        page=page,
        pages=pages,
        shown=preview.mark,
        over=preview.over,
        few=preview.few,
        places_words=places_words,
        has_changed=status == 409,
        labels=labels,
        title=labels.title(kind),
        kinds=[(one, labels.title(one)) for one in ListKind],
        written=records.last_written(kind),
        **_shared(kind, form, checked),
    )


def _shared(kind: str, form: ListForm, checked: Any) -> dict[str, Any]:
    faults = checked.faults if checked else ()
    return {
        "form": form,
        "checked": checked,
        "columns": labels.columns(kind, records.language_names()),
        "example": labels.EXAMPLES[kind],
        "faults": [(fault.line, labels.fault_words(fault)) for fault in faults[:_MOST_FAULTS]],
        "more": max(0, len(faults) - _MOST_FAULTS),
    }


@blueprint.get("/desk/leavers")
def ask_leavers() -> AnyResponse:
    return _leavers_page(ListForm(formdata=None))


@blueprint.post("/desk/leavers")
def take_leavers() -> AnyResponse:
    form = ListForm()
    if not form.validate():
        return _leavers_page(form, status=422)
    keeper, has_changed = current_viewer(), False
    if form.is_to_be_written(request.form.get("write")):
        try:
            checked = records.close_leavers(keeper, form.list_text, now(), _shown())
        except ChangedSinceShown:
            has_changed = True
        else:
            if not checked.faults:
                return redirect(url_for("imports.ask_leavers"), 303)
    checked = records.check_leavers(keeper, form.list_text)
    if checked.faults:
        return _leavers_page(_refused(form, checked), checked, 422)
    return _leavers_page(form, checked, 409 if has_changed else 200)


def _leavers_page(form: ListForm, checked: Any = None, status: int = 200) -> Response:
    leavers = records.left_behind(checked.leavers if checked and not checked.faults else ())
    return render_portal(
        "imports/leavers.html",
        status,
        leaving=[
            (leaver, [labels.work_words(role, number) for role, number in work.items()])
            for leaver, work in leavers
        ],
        shown=fingerprint(leavers),
        has_changed=status == 409,
        # Another may have closed accounts of advocates, of whom the council must not learn.
        written=records.last_written(records.LEAVERS, current_viewer()),
        **_shared(records.LEAVERS, form, checked),
    )
