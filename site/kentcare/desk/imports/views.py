"""Pages that take lists from the case system, and of colleagues who have left: checked, then written."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.core.clock import now, today
from kentcare.desk.imports import labels, records
from kentcare.desk.imports.forms import ListForm
from kentcare.desk.imports.rules import ListKind
from kentcare.sign_in.portal.page import render_portal
from kentcare.web.language import ngettext

blueprint = Blueprint("imports", __name__, template_folder="templates")

_LARGEST_LIST = 2 * 1024 * 1024
_MOST_FAULTS = 50
_MOST_LEAVERS = 50
_KINDS = "any({})".format(", ".join(f"'{kind}'" for kind in ListKind))


@blueprint.url_value_preprocessor
def _allow_large_post(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Allow a large post here. Before the CSRF token is looked for, because that reads the whole post."""
    request.max_content_length = request.max_form_memory_size = _LARGEST_LIST


@blueprint.get(f"/desk/bring-in/<{_KINDS}:kind>")
def ask(kind: str) -> AnyResponse:
    return _list_page(ListKind(kind), ListForm(formdata=None))


@blueprint.post(f"/desk/bring-in/<{_KINDS}:kind>")
def take(kind: str) -> AnyResponse:
    form = ListForm()
    if not form.validate():
        return _list_page(ListKind(kind), form, status=422)
    is_last_step = form.is_to_be_written(request.form.get("write"))
    if is_last_step:
        checked = records.import_rows(ListKind(kind), form.list_text, current_viewer(), today(), now())
    else:
        checked = records.check(ListKind(kind), form.list_text, current_viewer(), today())
    if checked.faults:
        return _list_page(ListKind(kind), _refused(form, checked), checked, 422)
    if is_last_step:
        return redirect(url_for("imports.ask", kind=kind), 303)
    return _list_page(ListKind(kind), form, checked)


def _refused(form: ListForm, checked: Any) -> ListForm:
    words = ngettext(
        "%(num)s line has something to mend. Nothing is written yet",
        "%(num)s lines have something to mend. Nothing is written yet",
        checked.bad,
    )
    form.text.errors = [*form.text.errors, words]
    return form


def _list_page(kind: ListKind, form: ListForm, checked: Any = None, status: int = 200) -> Response:
    return render_portal(
        "imports/list.html",
        status,
        kind=kind,
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
    keeper = current_viewer()
    is_last_step = form.is_to_be_written(request.form.get("write"))
    if is_last_step:
        checked = records.close_leavers(keeper, form.list_text, now())
    else:
        checked = records.check_leavers(keeper, form.list_text)
    if checked.faults:
        return _leavers_page(_refused(form, checked), checked, 422)
    if is_last_step:
        return redirect(url_for("imports.ask_leavers"), 303)
    return _leavers_page(form, checked)


def _leavers_page(form: ListForm, checked: Any = None, status: int = 200) -> Response:
    leavers = checked.leavers if checked and not checked.faults else ()
    return render_portal(
        "imports/leavers.html",
        status,
        leaving=[
            (leaver, [labels.work_words(role, number) for role, number in work.items()])
            for leaver, work in records.left_behind(leavers[:_MOST_LEAVERS])
        ],
        more_leavers=max(0, len(leavers) - _MOST_LEAVERS),
        # Another may have closed accounts of advocates, of whom the council must not learn.
        written=records.last_written(records.LEAVERS, current_viewer()),
        **_shared(records.LEAVERS, form, checked),
    )
