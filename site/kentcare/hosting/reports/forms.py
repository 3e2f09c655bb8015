"""The boxes of the monthly report, and what is said of it afterwards."""

from typing import Any

from flask import request
from wtforms import IntegerField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from kentcare.hosting.reports import labels
from kentcare.hosting.reports.rules import MOST_HOURS, MOST_NIGHTS, NEEDS
from kentcare.hosting.skills import labels as skill_wording
from kentcare.hosting.skills.rules import SKILLS
from kentcare.services.long_forms.long_form import LongForm, LongFormFields
from kentcare.sign_in.portal.page import render_portal
from kentcare.web.language import gettext as _
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm

_LONGEST_NOTE = 4000
NAME = "monthly-report"


def _text(label: Any, hint: Any = "", rows: int = 3) -> TextAreaField:
    return TextAreaField(label, description=hint, render_kw={"rows": rows, "autocapitalize": "sentences"})


class _WholeNumber(IntegerField):
    """Its own words where it is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write a whole number, like 14")) from None


class _Skills(LongFormFields):
    """For each skill two boxes: how far, and what was done for it."""


for _skill in SKILLS:
    setattr(_Skills, f"level_{_skill}", RadioField(_l("How far are they?"), coerce=str))
    setattr(_Skills, f"did_{_skill}", _text(_l("What did you do for it?"), rows=1))


class ReportBoxes(_Skills):
    """One report. The boxes stand as on the page, and so does what is wrong with them."""

    well = TextAreaField(
        _l("What went well"),
        [InputRequired(_l("Write what went well. One small thing is enough"))],
        description=_l("One small thing is enough."),
        render_kw={"rows": 4},
    )
    hard = _text(_l("What was hard"), _l("For them, for you, or between you."))
    own_words = _text(
        _l("In their own words"),
        _l("Show them this page, or ask: what do you want us to know? Write it as they say it."),
    )
    own_words_no = SelectMultipleField(_l("Or"), [Optional()])
    goals_went = _text(_l("How did the goals of last month go?"))
    goals = _text(
        _l("Goals for next month"), _l("One or two that they chose. You can change those of last month.")
    )
    hours = _WholeNumber(
        _l("Hours of support a week, as a rule"),
        [
            InputRequired(_l("Write how many hours a week. 0 is an answer, too")),
            NumberRange(0, MOST_HOURS, _l("Write a number of hours from 0 to 168")),
        ],
        render_kw={"inputmode": "numeric", "class": "govuk-input--width-3"},
    )
    nights = _WholeNumber(
        _l("Nights that they slept elsewhere"),
        [
            InputRequired(_l("Write how many nights. 0 is an answer, too")),
            NumberRange(0, MOST_NIGHTS, _l("Write a number of nights from 0 to 31")),
        ],
        description=_l(
            "In the whole month. Were they away and nobody knew where? Press the red button instead."
        ),
        render_kw={"inputmode": "numeric", "class": "govuk-input--width-2"},
    )
    nights_where = StringField(_l("Where, and was it agreed?"), [Optional()])
    health = _text(_l("Health"), _l("Doctor, dentist, sleep, food, how they feel."))
    education = _text(_l("School, college or work"), _l("Did they go? What went well? What is next?"))
    people = _text(_l("Family and friends"), _l("Whom did they see or ring? What do they hope for?"))
    professionals = _text(
        _l("Who came, rang or met them"), _l("Adviser, social worker, nurse, teacher. What was agreed?"), 3
    )
    house = _text(_l("The house"), _l("Anything broken, changed, or somebody new at home."), 3)
    needs = SelectMultipleField(_l("What do you need from us?"), [Optional()])
    needs_words = _text(_l("Tell us more, if you like"), rows=3)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.own_words_no.choices = [("asked", _l("I asked, and they did not want to say anything"))]
        self.needs.choices = [(need, labels.need_words()[need]) for need in NEEDS]
        levels = [(str(level), words) for level, words in skill_wording.level_words().items()]
        called = skill_wording.skill_words()
        for skill in SKILLS:
            field = self[f"level_{skill}"]
            field.choices = levels
            field.validators = [InputRequired(_("%(skill)s: choose how far they are", skill=called[skill]))]


REPORT = LongForm(NAME, 1, ReportBoxes, "reports/write.html", render_portal)


def answers(boxes: ReportBoxes) -> dict[str, Any]:
    """What was written, as it is kept."""
    return {
        name: int(value) if name.startswith("level_") else value
        for name, value in boxes.data.items()
        if name != "csrf_token"
    }


def _note(label: Any, hint: Any = "") -> TextAreaField:
    return TextAreaField(
        label,
        validators=[
            DataRequired(_l("Write something first")),
            Length(max=_LONGEST_NOTE, message=_l("Write it in 4,000 letters or fewer")),
        ],
        description=hint,
        render_kw={"rows": 4},
    )


class AddedBoxes(LongFormFields):
    """What a Host adds to a report that was sent."""

    text = _note(
        _l("Add something, or put something right"),
        _l("It stands beside your report with today’s date. What you sent stays as it was."),
    )


ADDED = LongForm("added-to-report", 1, AddedBoxes, "reports/sent.html", render_portal)


class NoteForm(PostForm):
    """A few words of an officer beside a report."""

    text = _note(_l("Write to the Host"))


def notes_seen() -> int:
    """How many notes stood on the page that was posted; none where it does not say so."""
    return max(request.form.get("_seen", 0, type=int), 0)


class PassForm(PostForm):
    """What a Host says before they go on with a form that was halted."""

    said = RadioField(_l("Before you go on"), validators=[InputRequired(_l("Choose one"))])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.said.choices = list(labels.passing_words().items())
