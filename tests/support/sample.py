"""A form and an answer made only for tests, of every kind of field and every piece of an answer."""

from flask import Blueprint, Response, redirect, session, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import IntegerField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from kentcare.web.page import render
from kentcare.web.rough_date import RoughDateField
from kentcare.web.session import was_lost

blueprint = Blueprint("sample", __name__, template_folder="templates")
VIEWS = ("sample.ask", "sample.show", "sample.break_down")


class SampleForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    born = RoughDateField(
        "When were you born?",
        [InputRequired("Enter the day you were born")],
        description="For example, 27 3 2007",
    )
    living = RadioField(
        "Where do you live?",
        [InputRequired("Choose where you live")],
        choices=[
            SelectChoice("foster_care", "With foster carers", {"hint": "Your family for now"}),
            SelectChoice("own_tenancy", "In a place of my own"),
            SelectChoice("unknown", "I don’t know", {"divider": "or"}),
        ],
    )
    true_of_you = SelectMultipleField(
        "Which are true of you?",
        [Optional()],
        choices=[
            SelectChoice("disabled", "I am disabled"),
            SelectChoice("lone_parent", "I bring up a child alone"),
        ],
    )
    weeks = IntegerField(
        "How many weeks?",
        [Optional()],
        invalid_value_message="Write a number, like 12",
        render_kw={"classes": "govuk-input--width-4"},
    )


@blueprint.route("/sample", methods=["GET", "POST"])
def ask() -> AnyResponse:
    form = SampleForm()
    if form.validate_on_submit():
        session["living"] = form.living.data
        return redirect(url_for("sample.show"), 303)
    return render("sample/question.html", 422 if form.errors else 200, form=form)


@blueprint.get("/sample/answer")
def show() -> Response:
    return render("sample/answer.html", living=session.get("living"), is_lost=was_lost())


@blueprint.get("/sample/broken")
def break_down() -> Response:
    raise RuntimeError("CANARY words of a person")
