"""The form of one question, with the error message for each way in which a reply cannot be right."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from wtforms import Field, HiddenField, RadioField, SelectMultipleField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from kentcare.offer.checker import two_calendars
from kentcare.offer.checker.questions import Question
from kentcare.offer.checker.replies import NO_END, UNKNOWN, Reply
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.checker.words import QuestionWords, date_in_words
from kentcare.offer.entitlements.days import birthday
from kentcare.web import language
from kentcare.web.language import gettext as _
from kentcare.web.post_form import PostForm
from kentcare.web.rough_date import RoughDate, RoughDateField, printable

_OLDEST = 100  # years; a birth further back is a slip of the finger
_MOST_WEEKS = 43


class QuestionForm(PostForm):
    """The form of one question. `question` is its id as the page was made: a step may since ask another."""

    question = HiddenField()
    reply: Field
    # What was known before the question was asked: a reply has to fit with it.
    known: RepliesSoFar

    def as_reply(self, question: Question) -> Reply:
        """What was sent, as it is stored among the replies. The form must be valid."""
        data = self.reply.data
        if isinstance(data, RoughDate):
            return _as_stored(data)
        if question.kind == "number":
            return str(int(data))
        if isinstance(data, list):
            # In the order of the page, each once.
            return [choice.value for choice in self.reply.choices if choice.value in data]
        return str(data)


class FormInTwoCalendars(QuestionForm):
    """A form that asks for a date and, where it may be of another calendar, which day was meant."""

    calendar = RadioField(validate_choice=False)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the date can be kept. Where that is not sure, the form has one more question."""
        is_right: bool = super().validate(extra_validators)
        gregorian = self.reply.data if is_right else None
        ethiopian = self._in_ethiopia()
        name = self.question.data
        if ethiopian is None or not two_calendars.is_likely(name, gregorian, ethiopian, self.known.today):
            return is_right
        here, there = _as_stored(gregorian) if gregorian else None, _as_stored(ethiopian)
        if self.calendar.data and self.calendar.data in (here, there):
            self.reply.data, self.reply.errors = _rough(self.calendar.data), ()
            return True
        two_calendars.ask_back(self.calendar, here, there)
        # The question which day was meant stands in place of what is wrong with it in the other calendar.
        self.reply.errors = self.reply.process_errors = ()
        return False

    def _in_ethiopia(self) -> RoughDate | None:
        """The date as it would be there, if that can be true of this person."""
        kept = self.reply.data
        self.reply.data = there = two_calendars.read_as_ethiopian(self.reply)
        try:
            _DateCheck(self.question.data)(self, self.reply)
            return there
        except ValidationError:
            return None
        finally:
            self.reply.data = kept


def form_for(
    question: Question, words: QuestionWords, known: RepliesSoFar, reply: Reply | None
) -> QuestionForm:
    """The form of a question with the reply that was given before, if any."""
    data = {"question": question.id, "reply": _shown(question, reply)}
    # The words of a day name the month that somebody typed: nothing typed may stay in memory.
    make = _class_of.__wrapped__ if question.kind == "day" else _class_of
    form = make(question, words, language.current().tag)(data=data)
    form.known = known
    return form


def typed_of(question: Question, reply: Reply | None) -> list[str]:
    """What a reply puts into the text fields of its question; nothing where there is only a choice."""
    shown = _shown(question, reply)
    if isinstance(shown, RoughDate):
        return list(shown.typed().values())
    return [str(shown)] if shown is not None and question.kind == "number" else []


def _shown(question: Question, reply: Reply | None) -> Any:
    """A stored reply as the data of its field."""
    if question.kind == "choice":
        return reply
    if reply in (None, UNKNOWN, NO_END):
        return None
    if question.kind == "date":
        return _rough(str(reply))
    if question.kind == "day":
        return str(date.fromisoformat(str(reply)).day)
    return reply


# Making a class of a form takes longer than filling it in.
@lru_cache(maxsize=1024)
def _class_of(question: Question, words: QuestionWords, tag: str) -> type[QuestionForm]:
    """The form class of a question as it is put; `tag` is the language of its messages."""

    either_calendar = question.kind == "date" and tag in two_calendars.LANGUAGES
    base = FormInTwoCalendars if either_calendar else QuestionForm

    class ThisForm(base):  # type: ignore[misc, valid-type]  # one of two classes
        reply = _field(question, words)

    return ThisForm


def _field(question: Question, words: QuestionWords) -> Field:
    shared: dict[str, Any] = {"label": words.ask, "description": words.hint}
    if question.kind == "date":
        checks = [InputRequired(_("Write the date")), _DateCheck(question.id)]
        return RoughDateField(
            **shared, validators=checks, day="needed" if question.id == "born" else "optional"
        )
    if question.kind == "choice":
        choices = _choices(question, words)
        checks = [InputRequired(_("Choose one of the answers")), _choice_check(question.id, choices)]
        # Our own check says it in words that can be translated.
        return RadioField(**shared, choices=choices, validators=checks, validate_choice=False)
    if question.kind == "several":
        options = _options(words)
        return SelectMultipleField(
            **shared, choices=options, validators=[_ticks_check(options)], validate_choice=False
        )
    few_numbers = {"inputmode": "numeric", "classes": "govuk-input--width-2", "spellcheck": False}
    check = _day_check(question.id) if question.kind == "day" else _weeks_check
    return StringField(
        **shared,
        render_kw=few_numbers,
        filters=[printable],
        validators=[InputRequired(_("Write a number")), check],
    )


def _options(words: QuestionWords) -> list[SelectChoice]:
    return [
        SelectChoice(key, text, {"hint": words.hints[key]} if key in words.hints else {})
        for key, text in words.choices.items()
    ]


def _choices(question: Question, words: QuestionWords) -> list[SelectChoice]:
    unknown = SelectChoice(UNKNOWN, _("I don’t know"), {"divider": _("or")})
    return [*_options(words), unknown] if question.may_be_unknown else _options(words)


def _as_stored(rough: RoughDate) -> str:
    """A date as it is stored: 2019-03-04, or 2019-03 without its day."""
    month = f"{rough.year:04d}-{rough.month:02d}"
    return f"{month}-{rough.day:02d}" if rough.day else month


def _rough(reply: str) -> RoughDate:
    """A stored date, with or without its day."""
    year, month, *day = (int(part) for part in reply.split("-"))
    return RoughDate(year, month, day[0] if day else None)


class _DateCheck:
    """Accepts a date that can be true of this person, beside the other dates that they gave."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, form: QuestionForm, field: RoughDateField) -> None:
        if field.data is None:
            return
        first, last, known = field.data.first_day(), field.data.last_day(), form.known
        if self.name == "study.to":
            if last < known.today:
                raise ValidationError(_("This is in the past. When will the course you are on now end?"))
        elif self.name != "leave_to" and first > known.today:
            raise ValidationError(_("This is in the future. Check the year"))
        if self.name == "born":
            self._check_birth(first, known)
        else:
            self._check_in_life(first, last, known)
            self._check_others(_as_stored(field.data), known)

    def _check_birth(self, born: date, known: RepliesSoFar) -> None:
        if born.year < known.today.year - _OLDEST:
            raise ValidationError(_("This is too long ago. Check the year"))

    def _check_in_life(self, first: date, last: date, known: RepliesSoFar) -> None:
        born = date.fromisoformat(str(known.replies["born"]))
        if last < born:
            raise ValidationError(
                _("This is before you were born. You told us %(born)s", born=date_in_words(born.isoformat()))
            )
        at_18 = date.fromordinal(birthday(born.toordinal(), 18))
        if self.name.startswith("care_") and first >= at_18:
            raise ValidationError(_("This is after you turned 18. Care ends at 18, so check the year"))
        if self.name == "claimed" and last < at_18 - timedelta(days=31):
            raise ValidationError(_("A claim can begin one month before you turn 18. Check the date"))

    def _check_others(self, reply: str, known: RepliesSoFar) -> None:
        start = f"{self.name.removesuffix('.to')}.from"
        begins = str(known.replies.get(start, ""))
        if self.name.endswith(".to") and begins not in ("", UNKNOWN) and reply < begins[: len(reply)]:
            raise ValidationError(
                _("This is before it began. You told us %(began)s", began=date_in_words(begins))
            )
        if not known.with_reply(self.name, reply).readings:
            raise ValidationError(
                _("This shares days with another time that you told us about. Check both dates")
            )


def _ticks_check(options: list[SelectChoice]) -> Any:
    def check(form: QuestionForm, field: Field) -> None:
        if not set(field.data or ()) <= {option.value for option in options}:
            raise ValidationError(_("Choose from the answers on this page"))

    return check


def _choice_check(name: str, choices: list[SelectChoice]) -> Any:
    def check(form: QuestionForm, field: Field) -> None:
        if field.data not in {choice.value for choice in choices}:
            raise ValidationError(_("Choose one of the answers"))
        if not form.known.with_reply(name, str(field.data)).readings:
            raise ValidationError(_("This does not fit with a date that you gave before. Check both"))

    return check


def _day_check(name: str) -> Any:
    def check(form: QuestionForm, field: Field) -> None:
        month = _rough(str(form.known.replies[name.removesuffix(".day")]))
        typed, last = str(field.data).strip(), month.last_day().day
        if len(typed) > 2 or not typed.isdecimal() or not 1 <= int(typed) <= last:
            raise ValidationError(_("The day is a number from %(first)s to %(last)s", first=1, last=last))
        day = month.first_day().replace(day=int(typed)).isoformat()
        if not form.known.with_reply(name, day).readings:
            raise ValidationError(_("This day does not fit with the other dates that you gave"))
        field.data = day

    return check


def _weeks_check(form: QuestionForm, field: Field) -> None:
    typed = str(field.data).strip()
    if len(typed) > 2 or not typed.isdecimal() or not 1 <= int(typed) <= _MOST_WEEKS:
        raise ValidationError(
            _("Write the weeks as a number from %(first)s to %(last)s", first=1, last=_MOST_WEEKS)
        )
