"""Asks back where a date may be of the calendar of Ethiopia, whose year is seven or eight behind.

Who reads Tigrinya or Amharic may use either calendar: there, somebody born in 2008 was born in 2000. Nothing
is guessed. Where a date can be true in both calendars, or in the other alone, the readings are choices.
"""

from datetime import date

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from kentcare.offer.checker.ethiopian_calendar import from_ethiopian
from kentcare.offer.checker.words import date_in_words
from kentcare.offer.entitlements.days import age_on
from kentcare.web.language import gettext as _
from kentcare.web.rough_date import RoughDate, RoughDateField

LANGUAGES = frozenset({"am", "ti"})
"""The languages whose readers may count by either calendar."""

_AGES = range(13, 25)  # of those for whom this site is: a birthday that gives another age was not meant so
_DIGITS_OF_A_MONTH = 2
_MIDDLE = 15  # of a month whose day is not known


def read_as_ethiopian(field: RoughDateField) -> RoughDate | None:
    """What was typed into the boxes, read as a date of the Ethiopian calendar; None where it is none."""
    year, month, day = (field.numbers.get(part, "") for part in ("year", "month", "day"))
    number = _month(month, field.data)
    if not (year.isdecimal() and len(year) == 4 and number and (day.isdecimal() or field.day == "optional")):
        return None
    try:
        found = from_ethiopian(int(year), number, int(day) if day else _MIDDLE)
    except (ValueError, OverflowError):
        return None
    return RoughDate(found.year, found.month, found.day if day else None)


def _month(typed: str, understood: RoughDate | None) -> int | None:
    """The number of a month there. The names are those of our months: the year begins with September."""
    if typed.isdecimal() and len(typed) <= _DIGITS_OF_A_MONTH:
        return int(typed)
    return (understood.month - 9) % 12 + 1 if understood else None


def is_likely(name: str, gregorian: RoughDate | None, ethiopian: RoughDate, today: date) -> bool:
    """Whether the reply to a question may well be meant in the Ethiopian calendar.

    `gregorian` is the other way to read it, if that can be true.
    """
    if name == "born":
        return age_on(ethiopian.first_day().toordinal(), today.toordinal()) in _AGES
    # A day that is still to come in our calendar lies eight years ahead in the other.
    return gregorian is None or gregorian.first_day() <= today


def ask_back(field: RadioField, gregorian: str | None, ethiopian: str) -> None:
    """Make a field ask which date was meant. The dates are as replies are stored."""
    field.label.text = _("Which date did you mean?")
    field.description = _("In the calendar of Ethiopia the year is seven or eight less than in England.")
    there = _("Calendar of Ethiopia: in England it is %(date)s", date=_unmistakably(ethiopian))
    field.choices = [SelectChoice(ethiopian, there)]
    if gregorian is not None:
        here = _("Calendar of England: %(date)s", date=_unmistakably(gregorian))
        field.choices.insert(0, SelectChoice(gregorian, here))
    field.errors = [_("Choose the date that you mean")]


def _unmistakably(reply: str) -> str:
    """A date in words and in numbers: both calendars have months of these names."""
    numbers = " ".join(str(int(part)) for part in reversed(reply.split("-")))
    return f"{date_in_words(reply)} ({numbers})"
