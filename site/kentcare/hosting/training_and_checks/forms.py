"""What is asked of one who adds a certificate, and of one who looks at it."""

from datetime import date, timedelta
from typing import Any

from wtforms import Field, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from kentcare.core.clock import today
from kentcare.hosting.training_and_checks.records import CERTIFICATE
from kentcare.hosting.training_and_checks.rules import Requirement
from kentcare.services.long_forms.long_form import LongForm, LongFormFields
from kentcare.sign_in.portal.page import render_portal
from kentcare.web.language import gettext as _
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm
from kentcare.web.rough_date import HasCome, RoughDate, RoughDateField, printable

_LONGEST_TITLE, _LONGEST_REASON = 120, 1000
# What is older says nothing of today; what runs longer was mistyped.
_OLDEST, _LONGEST_RUN = timedelta(days=365 * 30), timedelta(days=365 * 10)


class _Done:
    """On which day it was."""

    day = RoughDateField(
        _l("When was it?"),
        [InputRequired(_l("Write the date")), HasCome(_OLDEST)],
        description=_l("The day on the certificate, like 27 3 2026."),
    )


class _Chosen(_Done):
    """The same of a course that the Host chose."""

    title = StringField(
        _l("Which course was it?"),
        # Not InputRequired: spaces are no name.
        [
            DataRequired(_l("Write which course it was")),
            Length(max=_LONGEST_TITLE, message=_l("Write a shorter name")),
        ],
        filters=[printable],
    )


class _Until:
    """Until when a paper that says it is good."""

    day = RoughDateField(
        _l("Until when is it good?"),
        [InputRequired(_l("Write the last day"))],
        description=_l("The last day that the paper names, like 27 3 2027."),
    )

    def validate_day(self, field: Field) -> None:
        if field.data and _day(field.data) < today():
            raise ValidationError(_("This has run out already. Send the new one when you have it"))
        if field.data and _day(field.data) > today() + _LONGEST_RUN:
            raise ValidationError(_("This is very far off. Check the year"))


def _day(typed: RoughDate) -> date:
    return typed.last_day()


class DoneBoxes(_Done, LongFormFields):
    """One certificate, for a Host who sends it."""


class ChosenBoxes(_Chosen, LongFormFields):
    """The same of a course that they chose."""


class UntilBoxes(_Until, LongFormFields):
    """The same of a paper that says until when."""


def _long(boxes: type[LongFormFields]) -> LongForm:
    return LongForm(
        CERTIFICATE,
        1,
        boxes,
        "training_and_checks/add.html",
        render_portal,
        takes_files=True,
        sent_template="training_and_checks/sent.html",
    )


_DONE, _CHOSEN, _UNTIL = _long(DoneBoxes), _long(ChosenBoxes), _long(UntilBoxes)


def form_of(requirement: Requirement) -> LongForm:
    """What a Host is asked for a requirement."""
    if requirement.says_until:
        return _UNTIL
    return _CHOSEN if requirement.is_chosen else _DONE


class SeenForm(_Done, PostForm):
    """The same for whoever works here and has seen the paper."""


class SeenChosenForm(_Chosen, PostForm):
    """Of a course that the Host chose."""


class SeenUntilForm(_Until, PostForm):
    """Of a paper that says until when."""


def seen_form(requirement: Requirement, **kwargs: Any) -> PostForm:
    """What somebody at the desk is asked."""
    if requirement.says_until:
        return SeenUntilForm(**kwargs)
    form = SeenChosenForm(**kwargs) if requirement.is_chosen else SeenForm(**kwargs)
    if requirement.is_meeting:
        form.day.description = _("The day on which you met, like 27 3 2026.")
    return form


def day_of(form: Any) -> date:
    """Of either, once it is valid."""
    return _day(form.day.data)


def title_of(form: Any) -> str:
    """Which course; empty where none is asked for."""
    return form.title.data if "title" in form else ""


class RefuseForm(PostForm):
    """Why a certificate does not count."""

    reason = TextAreaField(
        _l("Why does it not count, and what should they send?"),
        description=_l("The Host reads this."),
        validators=[
            DataRequired(_l("Write why, so that they know what to do")),
            Length(max=_LONGEST_REASON, message=_l("Write it in 1,000 letters or fewer")),
        ],
        render_kw={"rows": 3},
    )
