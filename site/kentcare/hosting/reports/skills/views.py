"""The page of a young person's skills over the months: for those who look after them, and for themself."""

from datetime import date

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.viewer import current_viewer
from kentcare.cases.young_people import records as young_people
from kentcare.cases.young_people.records import NoSuchRecord
from kentcare.core.clock import today
from kentcare.hosting.reports.skills import chart, labels, records
from kentcare.hosting.reports.skills.records import SkillsInMonth
from kentcare.hosting.reports.skills.rules import SKILLS
from kentcare.sign_in.portal.page import render_portal

blueprint = Blueprint("skills", __name__, template_folder="templates")


@blueprint.get("/desk/young-people/<ref>/skills")
def show(ref: str) -> AnyResponse:
    try:
        record = young_people.open_record(current_viewer(), ref, today())
    except NoSuchRecord:
        abort(404)
    return _page(record.id, record.name, url_for("caseload.show_young_person", ref=ref))


@blueprint.get("/me/skills")
def show_own() -> AnyResponse:
    record = young_people.own_record(current_viewer()) or abort(404)
    return _page(record.id, "", url_for("my_pages.show_home"))


def _page(young_person: int, name: str, back: str) -> AnyResponse:
    months = records.over_months(young_person)
    shown = chart.months_shown([one.first for one in months]) if months else []
    return render_portal(
        "skills/over_months.html",
        months=months,
        shown=shown,
        levels={skill: _levels(skill, months, shown) for skill in SKILLS},
        is_corrected=any(steps for one in months for steps in one.corrections.values()),
        chart=chart,
        name=name,
        back_to=back,
        labels=labels,
    )


def _levels(skill: str, months: list[SkillsInMonth], shown: list[date]) -> dict[date, int]:
    """The levels of one skill in the months that the chart shows, the earliest first."""
    return {one.first: one.levels[skill] for one in months if one.first in shown and skill in one.levels}
