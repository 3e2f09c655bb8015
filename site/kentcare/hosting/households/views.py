"""The page of a household, for whoever looks after the home."""

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.records import HomeRow, NoSuchHome
from kentcare.core.clock import now, today
from kentcare.hosting.households import labels, records
from kentcare.hosting.households.forms import AdultForm, HouseholdForm
from kentcare.hosting.households.records import NoSuchAdult
from kentcare.hosting.reversals import labels as reversal_labels
from kentcare.hosting.reversals.forms import ReversalForm, Reversible
from kentcare.hosting.reversals.records import may_reverse
from kentcare.hosting.reversals.rules import Decided, Decision
from kentcare.sign_in.portal.page import render_portal, saved

blueprint = Blueprint("households", __name__, template_folder="templates")


@blueprint.get("/desk/homes/<ref>/household")
def ask(ref: str) -> AnyResponse:
    return _page(_home(ref))


@blueprint.post("/desk/homes/<ref>/household")
def change(ref: str) -> AnyResponse:
    home, form = _home(ref), HouseholdForm()
    if not form.validate():
        return _page(home, 422, form=form)
    records.change(
        current_viewer(),
        home,
        approved_on=form.approved_on,
        has_gas=form.gas.data == "yes",
        drives=form.drives.data == "yes",
        today=today(),
    )
    return saved(url_for("training_and_checks.show_home", ref=ref))


@blueprint.post("/desk/homes/<ref>/household/adults")
def add_adult(ref: str) -> AnyResponse:
    home, form = _home(ref), AdultForm()
    if not form.validate():
        return _page(home, 422, adult=form)
    records.add_adult(current_viewer(), home, form.name.data, today())
    return saved(url_for("households.ask", ref=ref))


@blueprint.post("/desk/homes/<ref>/household/adults/<which>/left")
def adult_has_left(ref: str, which: str) -> AnyResponse:
    home = _home(ref)
    try:
        records.adult_has_left(current_viewer(), home, which, now())
    except NoSuchAdult:
        abort(404)
    return saved(url_for("households.ask", ref=ref))


@blueprint.post("/desk/homes/<ref>/household/take-back")
def take_back(ref: str) -> AnyResponse:
    home, form = _home(ref), ReversalForm()
    if not form.validate():
        return _page(home, 422, has_reversal=True)
    try:
        records.take_back(current_viewer(), home, form.decided_at, form.why.data or "", now())
    except NoSuchAdult:
        abort(404)
    return saved(url_for("households.ask", ref=ref))


def _home(ref: str) -> HomeRow:
    try:
        return homes.one(current_viewer(), ref, today(), as_work=True)
    except NoSuchHome:
        abort(404)


def _page(
    home: HomeRow,
    status: int = 200,
    *,
    form: HouseholdForm | None = None,
    adult: AdultForm | None = None,
    has_reversal: bool = False,
) -> AnyResponse:
    """The page of a household. `has_reversal`: the form was posted that takes back that somebody has left."""
    known = records.one(home, today())
    household = form or HouseholdForm.of(known)
    gone = records.gone_from(home)
    reversible = [
        Reversible(
            Decided(Decision.LEFT, one.left_said_at), labels.reversible_words(one.name, one.left_said_at)
        )
        for one in gone
        if may_reverse(current_viewer(), one.left_by)
    ]
    reversal = ReversalForm(reversible) if has_reversal else ReversalForm(reversible, formdata=None)
    if has_reversal:
        reversal.validate()
    return render_portal(
        "households/household.html",
        status,
        home=home,
        known=known,
        # The one whose mistakes the page names first.
        form=reversal if has_reversal else adult or household,
        household=household,
        adult=adult or AdultForm(formdata=None),
        gone=gone,
        reversal=reversal,
        taken_back_here=records.taken_back(home),
        reversal_labels=reversal_labels,
        quick=True,
    )
