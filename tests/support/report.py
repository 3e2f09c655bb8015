"""A form as long as a Host's monthly report, made only for tests."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Blueprint
from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select
from werkzeug.wrappers import Response as AnyResponse
from wtforms import IntegerField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.holder import Holder
from kentcare.accounts.accounts.viewer import Viewer, current_viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.session import db, reading, writing
from kentcare.services.long_forms import browser
from kentcare.services.long_forms.blueprint import takes_long_form
from kentcare.services.long_forms.form_request import LongFormRequest
from kentcare.services.long_forms.long_form import LongForm, LongFormFields
from kentcare.services.long_forms.rules import Words
from kentcare.services.messages import records as messages
from kentcare.sign_in.portal.page import render_portal
from kentcare.web.access import Audience
from kentcare.web.page import render
from kentcare.web.rough_date import RoughDateField

SKILLS = ("relationships", "resilience", "money", "cooking", "home", "work")
_TABLES = MetaData()
REPORTS = Table(
    "test_report",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("reference", String(20), unique=True),
    Column("well", String),
)
blueprint = Blueprint("report", __name__, template_folder="templates")
VIEWS: dict[str, Audience] = {
    "report.show": frozenset({"host"}),
    "report.take": frozenset({"host"}),
    "report.show_open": "everybody",
    "report.take_open": "everybody",
}


def make_table() -> None:
    """Make the table of the long form. To be called inside an application context."""
    with writing() as session:
        _TABLES.create_all(session.connection())


_LEVELS = [SelectChoice("1", "Needs help"), SelectChoice("2", "Nearly there"), SelectChoice("3", "Can do it")]


class SampleReportFields(LongFormFields):
    day = RoughDateField("Day of the report", [InputRequired("Write the day of the report")])
    hours = IntegerField("Hours of support", [Optional()], invalid_value_message="Write a number, like 12")
    nights = IntegerField("Nights away", [Optional()], invalid_value_message="Write a number, like 2")
    health = TextAreaField("Health")
    education = TextAreaField("Education")
    people = TextAreaField("People")
    well = TextAreaField("What went well", [InputRequired("Write what went well")])
    hard = TextAreaField("What was hard")
    own_words = TextAreaField("The young person’s own words")
    needs = SelectMultipleField(
        "What do you need?",
        [Optional()],
        choices=[SelectChoice("call", "A call"), SelectChoice("break", "A break")],
    )


for _skill in SKILLS:
    setattr(SampleReportFields, f"level_{_skill}", RadioField(_skill.title(), [Optional()], choices=_LEVELS))
    setattr(SampleReportFields, f"about_{_skill}", TextAreaField(f"More on {_skill}"))


def _from_the_first(words: Words) -> Words:
    """The first version asked for what went well in a box of another name."""
    return {"well" if name == "good" else name: values for name, values in words.items()}


REPORT = LongForm(
    "test-report",
    2,
    SampleReportFields,
    "report/report.html",
    render_portal,
    upgrades={1: _from_the_first},
    takes_files=True,
)
OPEN = LongForm(
    "test-open",
    2,
    SampleReportFields,
    "report/report.html",
    render,
    upgrades={1: _from_the_first},
    takes_files=True,
)


def _record(viewer: Viewer | None) -> Callable[[SampleReportFields, str], None]:
    def record(fields: SampleReportFields, reference: str) -> None:
        now = datetime.now(UTC)
        with writing() as session:
            session.execute(insert(REPORTS).values(reference=reference, well=fields.well.data))
            audit.note(Action.CHANGED, viewer, kind="test report", ref=reference)
            messages.queue(
                Address("email", "officer@example.org"),
                "A report came.",
                now=now,
                use_by=now.replace(year=2100),
            )

    return record


def _request(viewer: Viewer, month: str) -> LongFormRequest:
    from flask import url_for

    return LongFormRequest(
        form=REPORT,
        holder=Holder(account=viewer.id),
        about=month,
        show_at=url_for("report.show", month=month),
        take_at=lambda revision: url_for("report.take", month=month, revision=revision),
        record=_record(viewer),
        context={"title": "Monthly report"},
    )


@blueprint.get("/report/<month>")
def show(month: str) -> AnyResponse:
    return _request(current_viewer(), month).show()


@blueprint.post("/report/<month>/<int:revision>")
@takes_long_form(_request)
def take(month: str, revision: int) -> AnyResponse:
    return _request(current_viewer(), month).take(revision)


def _open_request(_viewer: Viewer | None) -> LongFormRequest:
    from flask import url_for

    return LongFormRequest(
        form=OPEN,
        holder=browser.this_browser(),
        show_at=url_for("report.show_open"),
        take_at=lambda revision: url_for("report.take_open", revision=revision),
        record=_record(None),
        context={"title": "An open form"},
    )


@blueprint.get("/open-report")
def show_open() -> AnyResponse:
    return _open_request(None).show()


@blueprint.post("/open-report/<int:revision>")
@takes_long_form(_open_request)
def take_open(revision: int) -> AnyResponse:
    return _open_request(None).take(revision)


def rows() -> list[tuple[str, str]]:
    """The rows of the long form that were sent. To be called inside an application context."""
    db.session.rollback()
    return [(row.reference, row.well) for row in reading().execute(select(REPORTS).order_by(REPORTS.c.id))]
