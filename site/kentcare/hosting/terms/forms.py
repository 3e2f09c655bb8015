"""The form of what holds for a home."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, Optional, ValidationError

from kentcare.accounts.accounts.records import Person
from kentcare.hosting.terms import labels
from kentcare.hosting.terms.rules import MOST_PLACES, TermsFacts, TermsProblem, few_places
from kentcare.web.language import gettext as _
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm
from kentcare.web.rough_date import RoughDate, RoughDateField, printable

_LONGEST = 2000


class TermsForm(PostForm):
    """The places of a home, from when until when, who decided it and why."""

    places = StringField(
        _l("How many young people may live there?"),
        filters=[printable],
        validators=[AnyOf([str(one) for one in range(MOST_PLACES + 1)], _l("Write a number from 0 to 20"))],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    from_day = RoughDateField(_l("The first day"), [InputRequired(_l("Write the first day"))])
    to_day = RoughDateField(
        _l("The last day"), [Optional()], description=_l("Leave it empty while it goes on.")
    )
    decided_by = SelectField(
        _l("Who decided it?"),
        description=_l("The Head of Service decides on the places of a home."),
        validate_choice=False,
    )
    decided_on = RoughDateField(_l("On which day?"), [Optional()])
    why = TextAreaField(
        _l("Why?"),
        description=_l("It is locked. Whoever looks after the home reads it, and the Host does not."),
        validators=[Length(max=_LONGEST, message=_l("Write it in 2,000 letters or fewer"))],
        render_kw={"rows": 4},
    )
    # Of which places, and from which day on, the page has asked whether they are really so few.
    few_asked = HiddenField()

    def __init__(self, *, deciders: Sequence[Person], now: TermsFacts | None = None, **kwargs: Any) -> None:
        """Make the form. `deciders`: who may have decided it. `now`: what stands, to be put right."""
        self.deciders = {one.ref: one.id for one in deciders}
        refs = {id_: ref for ref, id_ in self.deciders.items()}
        if now:
            kwargs["data"] = {
                "places": str(now.places),
                "from_day": _typed(now.from_day),
                "to_day": _typed(now.to_day),
                "decided_by": refs.get(now.decided_by_id or 0, ""),
                "decided_on": _typed(now.decided_on),
                **kwargs.get("data", {}),
            }
        super().__init__(**kwargs)
        self._before = now
        self.decided_by.choices = [("", labels.nobody_has_said()), *((one.ref, one.name) for one in deciders)]

    def validate_decided_by(self, field: Any) -> None:
        if field.data and field.data not in self.deciders:
            raise ValidationError(_("Choose somebody from the list"))

    def facts(self, home: int) -> TermsFacts:
        """What was typed into the valid form."""
        return TermsFacts(
            home_id=home,
            places=int(self.places.data),
            from_day=_day(self.from_day.data) or date.min,
            to_day=_day(self.to_day.data),
            decided_by_id=self.deciders.get(self.decided_by.data or ""),
            decided_on=_day(self.decided_on.data),
        )

    def asks_about_few(self, living: Callable[[date], int], today: date) -> bool:
        """Ask whether there are really no places, or fewer than live there. Whether that was asked just now.

        A second press confirms it: what was asked about is carried in a hidden field. `living`: how many live
        there on a day.
        """
        few = few_places(self.facts(0), self._before, living, today)
        asked = f"{few.places} {few.first}" if few else ""
        if few is None or self.few_asked.data == asked:
            return False
        self.few_asked.data = asked
        question = _("Is it right? Then press “Save” again. Is it not? Change it.")
        self.places.errors = [f"{labels.few_words(few)} {question}"]
        return True

    def refuse(self, problem: TermsProblem) -> None:
        """Show a problem that only the records could find, beside its field."""
        field = {
            TermsProblem.ENDS_FIRST: self.to_day,
            TermsProblem.NOTHING_AFTER: self.to_day,
            TermsProblem.GAP: self.from_day,
            TermsProblem.OVERLAPS: self.from_day,
            TermsProblem.DECIDED_BY_NOBODY: self.decided_by,
        }.get(problem, self.decided_on)
        field.errors = [labels.problem_words(problem)]


def _day(typed: RoughDate | None) -> date | None:
    return typed.last_day() if typed else None


def _typed(day: date | None) -> RoughDate | None:
    return RoughDate(day.year, day.month, day.day) if day else None
