"""The forms with which a Host sends a certificate, and those of the desk."""

from datetime import date, timedelta
from typing import Any

from wtforms import Field, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from kentcare.core.clock import today
from kentcare.hosting.training_and_checks.records.lines import CERTIFICATE
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
    """The field of a certificate that names the day of the training or check."""

    day = RoughDateField(
        _l("When was it?"),
        [InputRequired(_l("Write the date")), HasCome(_OLDEST)],
        description=_l("The day on the certificate, like 27 3 2026."),
    )


class _Chosen(_Done):
    """The fields of a certificate of a course that the Host chose: the day, and which course it was."""

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
    """The field of a certificate that names the last day on which it is valid."""

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


class DoneFields(_Done, LongFormFields):
    """A Host sends a certificate."""


class ChosenFields(_Chosen, LongFormFields):
    """A Host sends the certificate of a course that they chose."""


class UntilFields(_Until, LongFormFields):
    """A Host sends a paper that names its own last day."""


def _long_form(fields: type[LongFormFields]) -> LongForm:
    return LongForm(
        CERTIFICATE,
        1,
        fields,
        "training_and_checks/add.html",
        render_portal,
        takes_files=True,
        sent_template="training_and_checks/sent.html",
    )


_DONE, _CHOSEN, _UNTIL = _long_form(DoneFields), _long_form(ChosenFields), _long_form(UntilFields)


def form_of(requirement: Requirement) -> LongForm:
    """The form with which a Host sends a certificate of a requirement."""
    if requirement.says_until:
        return _UNTIL
    return _CHOSEN if requirement.is_chosen else _DONE


class SeenForm(_Done, PostForm):
    """Somebody at the desk has seen a certificate."""


class SeenChosenForm(_Chosen, PostForm):
    """Somebody at the desk has seen the certificate of a course that the Host chose."""


class SeenUntilForm(_Until, PostForm):
    """Somebody at the desk has seen a paper that names its own last day."""


def seen_form(requirement: Requirement, **kwargs: Any) -> PostForm:
    """The form with which somebody at the desk records that they have seen a certificate."""
    if requirement.says_until:
        return SeenUntilForm(**kwargs)
    form = SeenChosenForm(**kwargs) if requirement.is_chosen else SeenForm(**kwargs)
    if requirement.is_meeting:
        form.day.description = _("The day on which you met, like 27 3 2026.")
    return form


def day_of(form: Any) -> date:
    """The day that was typed into a valid form, of a Host or of the desk."""
    return _day(form.day.data)


def title_of(form: Any) -> str:
    """The title of the course; empty where the form has no such field."""
    return form.title.data if "title" in form else ""


class RefuseForm(PostForm):
    """Why a certificate does not count. The Host reads it."""

    reason = TextAreaField(
        _l("Why does it not count, and what should they send?"),
        description=_l("The Host reads this."),
        validators=[
            DataRequired(_l("Write why, so that they know what to do")),
            Length(max=_LONGEST_REASON, message=_l("Write it in 1,000 letters or fewer")),
        ],
        render_kw={"rows": 3},
    )
