"""The form of the monthly report, and those of the notes beside it.

Whom each field of the report is about stands in `rules.FIELD_PLACEMENTS`.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from flask import request
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from kentcare.hosting.reports import labels
from kentcare.hosting.reports.asking import ask_back
from kentcare.hosting.reports.corrections import LEVELS, NUMBERS
from kentcare.hosting.reports.report import Report
from kentcare.hosting.reports.rules import NEEDS, MonthLived
from kentcare.hosting.reports.skills import labels as skill_labels
from kentcare.hosting.reports.skills.rules import SKILLS
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
    """An integer field with an error message of its own where no whole number was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write a whole number, like 14")) from None


class _SkillFields(LongFormFields):
    """Two fields for each skill, `level_…` and `did_…`, set below: the level, and what was done for it."""


for _skill in SKILLS:
    setattr(_SkillFields, f"level_{_skill}", RadioField(_l("How far are they?"), coerce=str))
    setattr(_SkillFields, f"did_{_skill}", _text(_l("What did you do for it?"), rows=1))


class ReportFields(_SkillFields):
    """The fields of one report, in the order of the page: errors are listed in this order."""

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
        ],
        render_kw={"inputmode": "numeric", "class": "govuk-input--width-3"},
    )
    nights = _WholeNumber(
        _l("Nights that they slept elsewhere"),
        [
            InputRequired(_l("Write how many nights. 0 is an answer, too")),
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

    def __init__(self, lived: MonthLived | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lived = lived
        # What the page asked back, for its hidden field: see asking.py.
        self.asked = ""
        self.own_words_no.choices = [("asked", _l("I asked, and they did not want to say anything"))]
        self.needs.choices = [(need, labels.need_words()[need]) for need in NEEDS]
        levels = [(str(level), words) for level, words in skill_labels.level_words().items()]
        names = skill_labels.skill_words()
        for skill in SKILLS:
            field = self[f"level_{skill}"]
            field.choices = levels
            field.validators = [InputRequired(_("%(skill)s: choose how far they are", skill=names[skill]))]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether everything is as it must be, and what is unlikely was asked about."""
        super().validate(*args, **kwargs)
        if self.lived:
            self.asked = ask_back(self, self.lived, is_whole=True)
        return not self.errors


REPORT_FORM = LongForm(NAME, 1, ReportFields, "reports/write.html", render_portal)


def report_form(lived: MonthLived) -> LongForm:
    """The form of the report on a month."""
    return replace(REPORT_FORM, fields=partial(ReportFields, lived))


def answers(form: ReportFields) -> dict[str, Any]:
    """What was written, by the names of the fields; each level as a number."""
    return {
        name: int(value) if name.startswith("level_") else value
        for name, value in form.data.items()
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


class AmendmentFields(LongFormFields):
    """What a Host adds to a report that was sent."""

    text = _note(
        _l("Add something, or put something right"),
        _l("It stands beside your report with today’s date. What you sent stays as it was."),
    )
    hours = _WholeNumber(
        _l("Hours of support a week"),
        [Optional()],
        render_kw={"inputmode": "numeric", "class": "govuk-input--width-3"},
    )
    nights = _WholeNumber(
        _l("Nights elsewhere"),
        [Optional()],
        render_kw={"inputmode": "numeric", "class": "govuk-input--width-2"},
    )

    def __init__(self, report: Report, lived: MonthLived, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lived = lived
        self.asked = ""
        for name in NUMBERS:
            self[name].description = _("Now: %(number)s", number=report.correctable[name])
        levels, names = skill_labels.level_words(), skill_labels.skill_words()
        for name, skill in LEVELS.items():
            field, level = self[name], report.skills.get(skill)
            field.label.text = names[skill]
            now = _("Leave it: %(level)s", level=levels[level]) if level else _("Leave it")
            field.choices = [("", now), *((str(one), words) for one, words in levels.items())]

    @property
    def right(self) -> Mapping[str, int | None]:
        """What the Host puts right, by the names of the report's fields; None for what stays as it is."""
        levels = {name: int(self[name].data) if self[name].data else None for name in LEVELS}
        return {name: self[name].data for name in NUMBERS} | levels

    @property
    def is_open(self) -> bool:
        """Whether the part in which something is put right stands open: there is something in it."""
        names: tuple[str, ...] = (*NUMBERS, *LEVELS)
        return any(self[name].errors or any(self[name].raw_data or ()) for name in names)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether everything is as it must be, and what is unlikely was asked about."""
        super().validate(*args, **kwargs)
        self.asked = ask_back(self, self.lived, is_whole=False)
        return not self.errors


for _name in LEVELS:
    setattr(AmendmentFields, _name, SelectField(default="", coerce=str))

AMENDMENT_FORM = LongForm("added-to-report", 1, AmendmentFields, "reports/sent.html", render_portal)


def amendment_form(report: Report, lived: MonthLived) -> LongForm:
    """The form with which a Host adds to this report, or puts it right."""
    return replace(AMENDMENT_FORM, fields=partial(AmendmentFields, report, lived))


class NoteForm(PostForm):
    """The officer's answer or question to a report."""

    text = _note(_l("Write to the Host"))


def notes_seen() -> int:
    """How many notes the page showed that was posted; 0 where it does not say."""
    return max(request.form.get("_seen", 0, type=int), 0)


class PassStopForm(PostForm):
    """What a Host has to say before they go on with a form that was halted."""

    said = RadioField(_l("Before you go on"), validators=[InputRequired(_l("Choose one"))])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.said.choices = list(labels.passing_words().items())
