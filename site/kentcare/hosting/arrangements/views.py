"""The pages of a home's arrangements, for whoever looks after it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.records import HomeRow, NoSuchHome
from kentcare.core.clock import today
from kentcare.hosting.arrangements import labels
from kentcare.hosting.arrangements.forms import (
    BeginForm,
    DayForm,
    DecisionForm,
    EndForm,
    FirstDayForm,
    LevelForm,
    OverPlacesForm,
    as_typed,
)
from kentcare.hosting.arrangements.over_places import OverPlacesDecision
from kentcare.hosting.arrangements.records import arranged as arranged_records
from kentcare.hosting.arrangements.records import beginning, changes
from kentcare.hosting.arrangements.records.arranged import Arranged, NoSuchArrangement
from kentcare.hosting.arrangements.records.changes import ArrangementRefused
from kentcare.hosting.arrangements.rules import Ending, Level
from kentcare.hosting.terms.labels import nobody_has_said, places_words
from kentcare.hosting.terms.records import said as terms
from kentcare.sign_in.portal.page import render_portal, saved
from kentcare.sign_in.sessions.typed import keeps_typed, take_typed
from kentcare.web.post_form import PostForm

blueprint = Blueprint("arrangements", __name__, template_folder="templates")


@blueprint.get("/desk/homes/<ref>/arrangements")
def show_home(ref: str) -> AnyResponse:
    home = _home(ref)
    return render_portal(
        "arrangements/home.html",
        home=home,
        arranged=arranged_records.of_home(current_viewer(), ref),
        Ending=Ending,
        labels=labels,
        today=today(),
    )


@blueprint.get("/desk/homes/<ref>/arrangements/begin")
def ask_begin(ref: str) -> AnyResponse:
    home, typed = _home(ref), take_typed(current_viewer())
    return _page("begin", BeginForm(formdata=typed), home=home, is_kept=typed is not None)


@blueprint.post("/desk/homes/<ref>/arrangements/begin")
@keeps_typed("case_number", "born", "level", "day")
def begin(ref: str) -> AnyResponse:
    """Show what would begin, and save it once that was seen and said to be right."""
    home, form = _home(ref), BeginForm()
    over = OverPlacesForm(deciders=terms.may_decide())
    is_valid, shown = form.validate(), request.form.get("shown", "")
    if not is_valid or request.form.get("step") == "change":
        return _page("begin", form, 200 if is_valid else 422, home=home)
    try:
        preview = beginning.begin(current_viewer(), ref, form.wanted(over), shown=shown, today=today())
    except ArrangementRefused as refused:
        form.refuse(refused.problem)
        return _page("begin", form, 422, home=home)
    if preview is None:
        return _back_to(ref)
    is_same = preview.mark == shown
    if is_same:
        over.refuse()
    return _page(
        "check",
        over,
        422 if shown else 200,
        home=home,
        typed=form,
        preview=preview,
        is_changed=shown and not is_same,
        nobody_has_said=nobody_has_said(),
        places_words=places_words,
    )


@blueprint.get("/desk/arrangements/<ref>/first-day")
def ask_first_day(ref: str) -> AnyResponse:
    arranged = _one(ref)
    if arranged.is_later_part:
        abort(404)
    data = {"day": as_typed(arranged.from_day)}
    return _page("first_day", FirstDayForm(formdata=None, data=data), arranged=arranged)


@blueprint.post("/desk/arrangements/<ref>/first-day")
def change_first_day(ref: str) -> AnyResponse:
    arranged, form = _one(ref), FirstDayForm()
    return _save(
        "first_day",
        form,
        arranged.home_ref,
        lambda: changes.change_first_day(current_viewer(), ref, day=form.whole_day, today=today()),
        arranged=arranged,
    )


@blueprint.get("/desk/arrangements/<ref>/level")
def ask_level(ref: str) -> AnyResponse:
    arranged = _one(ref)
    return _page("level", LevelForm(formdata=None), arranged=arranged)


@blueprint.post("/desk/arrangements/<ref>/level")
def change_level(ref: str) -> AnyResponse:
    arranged, form = _one(ref), LevelForm()
    return _save(
        "level",
        form,
        arranged.home_ref,
        lambda: changes.change_level(
            current_viewer(), ref, level=Level(form.level.data), day=form.whole_day, today=today()
        ),
        arranged=arranged,
    )


@blueprint.get("/desk/arrangements/<ref>/end")
def ask_end(ref: str) -> AnyResponse:
    arranged = _one(ref)
    last = arranged.to_day
    data = {"how": arranged.ending, "why": arranged.why, "day": as_typed(last) if last else None}
    return _page("end", EndForm(formdata=None, data=data), arranged=arranged)


@blueprint.post("/desk/arrangements/<ref>/end")
def end(ref: str) -> AnyResponse:
    arranged, form = _one(ref), EndForm()
    return _save(
        "end",
        form,
        arranged.home_ref,
        lambda: changes.end(
            current_viewer(),
            ref,
            last_day=form.whole_day,
            ending=Ending(form.how.data),
            why=(form.why.data or "").strip(),
        ),
        arranged=arranged,
    )


@blueprint.get("/desk/arrangements/<ref>/take-back")
def ask_take_back(ref: str) -> AnyResponse:
    arranged = _one(ref)
    if not arranged.is_to_come(today()):
        abort(404)
    return render_portal(
        "arrangements/take_back.html", arranged=arranged, labels=labels, today=today(), quick=True
    )


@blueprint.post("/desk/arrangements/<ref>/take-back")
def take_back(ref: str) -> AnyResponse:
    arranged = _one(ref)
    try:
        changes.withdraw(current_viewer(), ref, today())
    except NoSuchArrangement:
        abort(404)
    return _back_to(arranged.home_ref)


@blueprint.get("/desk/arrangements/<ref>/over-places")
def ask_over_places(ref: str) -> AnyResponse:
    arranged = _one(ref)
    return _page("over_places", _decision_form(arranged, formdata=None), arranged=arranged)


@blueprint.post("/desk/arrangements/<ref>/over-places")
def say_over_places(ref: str) -> AnyResponse:
    """Save who decided that somebody may live in a home without a place for them."""
    arranged = _one(ref)
    form = _decision_form(arranged)
    if not form.is_decision(today()) or form.decision is None:
        return _page("over_places", form, 422, arranged=arranged)
    try:
        changes.say_over_places(current_viewer(), ref, form.decision.by, form.day)
    except NoSuchArrangement:
        abort(404)
    return saved(url_for("terms.show_home", ref=arranged.home_ref))


def _decision_form(arranged: Arranged, **kwargs: Any) -> DecisionForm:
    """The form with who may have decided it, and who did, though they may do it no longer."""
    deciders, by = terms.may_decide(), arranged.over_places_by_id
    before = accounts.by_id(by) if by is not None and by not in {one.id for one in deciders} else None
    deciders = [*deciders, before] if before else deciders
    now = OverPlacesDecision(by)
    return DecisionForm(now=now, on=arranged.over_places_on, deciders=deciders, **kwargs)


def _home(ref: str) -> HomeRow:
    try:
        return homes.one(current_viewer(), ref, today(), as_work=True)
    except NoSuchHome:
        abort(404)


def _one(ref: str) -> Arranged:
    try:
        return arranged_records.one(current_viewer(), ref)
    except NoSuchArrangement:
        abort(404)


def _save(
    template: str, form: DayForm, home_ref: str, write: Callable[[], None], **context: object
) -> AnyResponse:
    """Save a valid form and redirect to the home; otherwise the form again, with what is wrong."""
    if not form.validate():
        return _page(template, form, 422, **context)
    try:
        write()
    except ArrangementRefused as refused:
        form.refuse(refused.problem)
        return _page(template, form, 422, **context)
    except NoSuchArrangement:
        abort(404)
    return _back_to(home_ref)


def _back_to(home: str) -> AnyResponse:
    return saved(url_for("arrangements.show_home", ref=home))


def _page(template: str, form: PostForm, status: int = 200, **context: object) -> AnyResponse:
    return render_portal(
        f"arrangements/{template}.html",
        status,
        form=form,
        labels=labels,
        today=today(),
        quick=True,
        **context,
    )
