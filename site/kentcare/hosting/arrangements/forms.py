"""The forms to begin an arrangement, to change it and to end it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from kentcare.accounts.accounts.records import Person
from kentcare.hosting.arrangements import labels
from kentcare.hosting.arrangements.over_places import OverPlacesDecision
from kentcare.hosting.arrangements.records.beginning import WantedArrangement
from kentcare.hosting.arrangements.rules import ArrangementProblem, Level
from kentcare.hosting.terms.labels import problem_words as terms_words
from kentcare.hosting.terms.rules import TermsProblem, problem_with_decision
from kentcare.web.language import gettext as _
from kentcare.web.language import lazy_gettext as _l
from kentcare.web.post_form import PostForm
from kentcare.web.rough_date import RoughDate, RoughDateField, printable

_LONGEST, _LONGEST_NUMBER = 2000, 30
_NOBODY = "nobody"


class DayForm(PostForm):
    """A form with a day."""

    day: RoughDateField

    @property
    def whole_day(self) -> date:
        """The day that was typed into the valid form."""
        typed: RoughDate = self.day.data
        return typed.last_day()

    def refuse(self, problem: ArrangementProblem) -> None:
        """Show a problem that only the records could find, beside its field."""
        self._field_of(problem).errors = [labels.problem_words(problem)]

    def _field_of(self, problem: ArrangementProblem) -> Field:
        return self.day


def _level_field() -> RadioField:
    """A new field for each form, as the fields of a form stand in the order in which they were created."""
    return RadioField(_l("Level of support"), validators=[InputRequired(_l("Choose a level"))])


class _WithLevel(DayForm):
    level: RadioField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.level.choices = [(one.value, labels.level_words(one)) for one in Level]

    def _field_of(self, problem: ArrangementProblem) -> Field:
        return self.level if problem is ArrangementProblem.SAME_LEVEL else super()._field_of(problem)


class BeginForm(_WithLevel):
    """Begin an arrangement: who, at which level of support, from which day."""

    case_number = StringField(
        _l("Their number in the case system"),
        filters=[printable],
        validators=[
            # Not InputRequired: spaces are no number.
            DataRequired(_l("Write their number in the case system")),
            Length(max=_LONGEST_NUMBER, message=_l("Write it in 30 letters or fewer")),
        ],
        render_kw={"autocomplete": "off", "spellcheck": False, "dir": "ltr"},
    )
    born = RoughDateField(
        _l("Their day of birth"),
        [InputRequired(_l("Write their day of birth"))],
        description=_l("As it stands in the case system. It shows that the number is the right one."),
    )
    level = _level_field()
    day = RoughDateField(_l("The first day"), [InputRequired(_l("Write the first day"))])

    def _field_of(self, problem: ArrangementProblem) -> Field:
        if problem is ArrangementProblem.NO_SUCH_NUMBER:
            return self.case_number
        return super()._field_of(problem)

    def wanted(self, over: "OverPlacesForm") -> WantedArrangement:
        """What was typed into the valid form. `over`: who decided, where there are too few places."""
        born: RoughDate = self.born.data
        return WantedArrangement(
            case_number=self.case_number.data,
            born=born.last_day(),
            level=Level(self.level.data),
            first_day=self.whole_day,
            over_places_by=over.decision.by if over.decision else None,
        )

    def typed(self) -> list[tuple[str, str]]:
        """The name and the value of each input, to be sent once more."""
        found = [("case_number", self.case_number.data or ""), ("level", self.level.data or "")]
        for field in (self.born, self.day):
            found += [(field.box(part), field.typed.get(part, "")) for part in field.parts]
        return found


class OverPlacesForm(PostForm):
    """Who decided that one more may live in a home than it has places."""

    over_by = SelectField(_l("Who decided that they may live there?"), validate_choice=False)

    def __init__(self, *, deciders: Sequence[Person], may_be_nobody: bool = False, **kwargs: Any) -> None:
        """Make the form. `may_be_nobody`: what is entered counts though nobody has decided it yet."""
        super().__init__(**kwargs)
        self._deciders = {one.ref: one.id for one in deciders}
        self._may_be_nobody = may_be_nobody
        self.over_by.choices = [("", _l("Choose one")), *((one.ref, one.name) for one in deciders)]
        self.over_by.description = _l("The Head of Service decides it. Ask them first, and then choose them.")
        if may_be_nobody:
            self.over_by.choices += [(_NOBODY, _l("Nobody has decided it yet. They live there all the same"))]
            self.over_by.description = _l("The Head of Service decides it.")

    @property
    def decision(self) -> OverPlacesDecision | None:
        """Who decided it; None while the question has no answer."""
        if self._may_be_nobody and self.over_by.data == _NOBODY:
            return OverPlacesDecision(None)
        by = self._deciders.get(self.over_by.data or "")
        return OverPlacesDecision(by) if by else None

    def refuse(self) -> None:
        """Show that the question waits for an answer."""
        if self._deciders or self._may_be_nobody:
            words = _("Choose who decided it")
        else:
            words = _("Nobody here has the role of Head of Service, who decides it. Ask an administrator")
        self.over_by.errors = [words]


class DecisionForm(OverPlacesForm):
    """Who decided, and on which day, that somebody may live in a home in which no place was free."""

    decided_on = RoughDateField(_l("On which day?"), [Optional()])

    def __init__(
        self, *, now: OverPlacesDecision, on: date | None, deciders: Sequence[Person], **kwargs: Any
    ):
        """Make the form. `now` and `on`: what stands. `deciders`: whoever decides, and who decided this."""
        refs = [one.ref for one in deciders if one.id == now.by]
        data = {"over_by": refs[0] if refs else "", "decided_on": as_typed(on) if on else None}
        super().__init__(deciders=deciders, may_be_nobody=True, data=data, **kwargs)

    @property
    def day(self) -> date | None:
        """The day that was typed into the valid form."""
        typed: RoughDate | None = self.decided_on.data
        return typed.last_day() if typed else None

    def is_decision(self, today: date) -> bool:
        """Whether there is an answer that can be. Shows what is wrong where it cannot."""
        if not self.validate():
            return False
        if self.decision is None:
            self.refuse()
            return False
        problem = problem_with_decision(self.decision.by, self.day, today)
        if problem:
            field = self.over_by if problem is TermsProblem.DECIDED_BY_NOBODY else self.decided_on
            field.errors = [terms_words(problem)]
        return problem is None


def as_typed(day: date) -> RoughDate:
    """A day as it stands in the boxes of a form."""
    return RoughDate(day.year, day.month, day.day)


class FirstDayForm(DayForm):
    """Correct the first day."""

    day = RoughDateField(_l("The first day"), [InputRequired(_l("Write the first day"))])


class LevelForm(_WithLevel):
    """Change the level of support from a day on."""

    level = _level_field()
    day = RoughDateField(_l("The first day at this level"), [InputRequired(_l("Write the first day"))])


class EndForm(DayForm):
    """End an arrangement: the last day, whether it was planned, and why."""

    day = RoughDateField(_l("The last day"), [InputRequired(_l("Write the last day"))])
    how = RadioField(_l("Was it planned?"), validators=[InputRequired(_l("Choose one"))])
    why = TextAreaField(
        _l("Why did it end?"),
        description=_l(
            "It is locked. Whoever looks after the home and the young person’s adviser read it here, "
            "and the young person in their copy of what we hold."
        ),
        validators=[Length(max=_LONGEST, message=_l("Write it in 2,000 letters or fewer"))],
        render_kw={"rows": 4},
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.how.choices = labels.choices_of_ending()
