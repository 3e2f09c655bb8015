"""The pages of the terms of a home, and of homes in which more live than there are places."""

from functools import partial

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.records import HomeRow, NoSuchHome
from kentcare.core.clock import now, today
from kentcare.hosting.terms import labels
from kentcare.hosting.terms.forms import TermsForm
from kentcare.hosting.terms.records import changes, crowded
from kentcare.hosting.terms.records import said as said_records
from kentcare.hosting.terms.records.changes import TermsRefused
from kentcare.hosting.terms.records.said import NoSuchTerms, SaidTerms
from kentcare.hosting.terms.rules import holding
from kentcare.sign_in.portal.listing import Listing
from kentcare.sign_in.portal.page import render_portal, saved

blueprint = Blueprint("terms", __name__, template_folder="templates")


@blueprint.get("/desk/homes/<ref>/terms")
def show_home(ref: str) -> AnyResponse:
    viewer, home = current_viewer(), _home(ref)
    said = said_records.of_home(viewer, home)
    stands = [one for one in said if not one.replaced_at]
    too_many = crowded.one(home.id, today())
    return render_portal(
        "terms/home.html",
        home=home,
        holds=holding(stands, today()),
        stands=stands,
        replaced=[one for one in said if one.replaced_at],
        may_change=viewer.has(Role.SERVICE_MANAGER),
        crowded=too_many,
        residents=crowded.residents(viewer, too_many, today()) if too_many else [],
        today=today(),
        labels=labels,
    )


@blueprint.get("/desk/homes/<ref>/terms/say")
def ask(ref: str) -> AnyResponse:
    return _page(_home(ref), TermsForm(formdata=None, deciders=said_records.may_decide()))


@blueprint.post("/desk/homes/<ref>/terms/say")
def say(ref: str) -> AnyResponse:
    home, form = _home(ref), TermsForm(deciders=said_records.may_decide())
    if not form.validate() or form.asks_about_few(partial(crowded.living_in, home.id), today()):
        return _page(home, form, status=422)
    why = (form.why.data or "").strip()
    try:
        changes.add(current_viewer(), home, form.facts(home.id), why, now(), today())
    except TermsRefused as refused:
        form.refuse(refused.problem)
        return _page(home, form, status=422)
    return saved(url_for("terms.show_home", ref=ref))


@blueprint.get("/desk/terms/<ref>/put-right")
def ask_put_right(ref: str) -> AnyResponse:
    said = _one(ref)
    form = TermsForm(formdata=None, deciders=_deciders(said), now=said.facts, data={"why": said.why})
    return _page(_home(said.home_ref), form, said)


@blueprint.post("/desk/terms/<ref>/put-right")
def put_right(ref: str) -> AnyResponse:
    """Save what was put right; where it was changed meanwhile, show what stands now beside what was typed."""
    said = _instead_of(ref)
    home, form = _home(said.home_ref), TermsForm(deciders=_deciders(said), now=said.facts)
    if not form.validate() or form.asks_about_few(partial(crowded.living_in, home.id), today()):
        return _page(home, form, said, 422)
    why = (form.why.data or "").strip()
    if said.ref != ref:
        is_done = (said.facts, said.why) == (form.facts(home.id), why)
        return (
            saved(url_for("terms.show_home", ref=home.ref))
            if is_done
            else _page(home, form, said, 422, is_changed=True)
        )
    try:
        changes.put_right(current_viewer(), ref, form.facts(home.id), why, now(), today())
    except TermsRefused as refused:
        form.refuse(refused.problem)
        return _page(home, form, said, 422)
    except NoSuchTerms:
        abort(404)
    return saved(url_for("terms.show_home", ref=home.ref))


@blueprint.get("/desk/terms/<ref>/take-back")
def ask_take_back(ref: str) -> AnyResponse:
    said = _one(ref)
    return render_portal(
        "terms/take_back.html",
        home=_home(said.home_ref),
        said=said,
        goes_on=changes.would_go_on(said),
        labels=labels,
        quick=True,
    )


@blueprint.post("/desk/terms/<ref>/take-back")
def take_back(ref: str) -> AnyResponse:
    said = _one(ref)
    try:
        changes.take_back(current_viewer(), ref, now())
    except NoSuchTerms:
        abort(404)
    return saved(url_for("terms.show_home", ref=said.home_ref))


@blueprint.get("/desk/homes/without-a-place/<int(max=99999):page>")
def list_crowded(page: int) -> AnyResponse:
    viewer = current_viewer()
    found = crowded.crowded(viewer, today())
    listing = Listing.of(len(found), page, lambda at: url_for("terms.list_crowded", page=at))
    audit.note(Action.LISTED, viewer, kind="home")
    return render_portal("terms/crowded.html", homes=listing.cut(found), listing=listing, labels=labels)


def _home(ref: str) -> HomeRow:
    try:
        return homes.one(current_viewer(), ref, today(), as_work=True)
    except NoSuchHome:
        abort(404)


def _one(ref: str) -> SaidTerms:
    try:
        return said_records.one(current_viewer(), ref)
    except NoSuchTerms:
        abort(404)


def _instead_of(ref: str) -> SaidTerms:
    try:
        return said_records.instead_of(current_viewer(), ref)
    except NoSuchTerms:
        abort(404)


def _deciders(said: SaidTerms) -> list[Person]:
    """Who may have decided it, and who did, though they may do it no longer."""
    found = said_records.may_decide()
    before = said_records.decider_of(said)
    return found if before is None or before.id in {one.id for one in found} else [*found, before]


def _page(
    home: HomeRow,
    form: TermsForm,
    said: SaidTerms | None = None,
    status: int = 200,
    *,
    is_changed: bool = False,
) -> AnyResponse:
    """The form to say terms, or with `said` to put these right."""
    return render_portal(
        "terms/say.html",
        status,
        home=home,
        form=form,
        said=said,
        is_changed=is_changed,
        labels=labels,
        quick=True,
    )
