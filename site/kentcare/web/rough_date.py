"""A form field for a date that may be known to the month only. It is typed in parts and kept as typed."""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from wtforms import Field
from wtforms.validators import ValidationError

from kentcare.core.clock import today
from kentcare.web.ethiopic_numerals import in_digits
from kentcare.web.formats import month_in_words, month_name
from kentcare.web.language import gettext, ngettext

Part = Literal["day", "month", "year"]
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class RoughDate:
    """A month of a year, and the day of it where that is known."""

    year: int
    month: int
    day: int | None = None

    def first_day(self) -> date:
        """The earliest day that it may be."""
        return date(self.year, self.month, self.day or 1)

    def last_day(self) -> date:
        """The latest day that it may be."""
        return date(self.year, self.month, self.day or calendar.monthrange(self.year, self.month)[1])

    def typed(self) -> dict[Part, str]:
        """The text of each input of the field."""
        return {"day": str(self.day or ""), "month": str(self.month), "year": str(self.year)}


class PartFault(ValueError):
    """A part of a typed date is wrong. The message says how to put it right, in the reader's language."""

    def __init__(self, part: Part, words: str) -> None:
        super().__init__(words)
        self.part = part


class HasCome:
    """Validator: the day is not in the future, nor longer ago than `most`, as a mistyped year would be."""

    def __init__(self, most: timedelta) -> None:
        self.most = most

    def __call__(self, form: Any, field: Any) -> None:
        if field.data and field.data.last_day() > today():
            raise ValidationError(gettext("This day has not come yet. Check it"))
        if field.data and field.data.last_day() < today() - self.most:
            raise ValidationError(gettext("This is too long ago. Check the year"))


class RoughDateField(Field):  # type: ignore[misc]  # WTForms ships no types
    """Inputs for day, month and year; `day="optional"` or `day="none"` where the month is enough."""

    def __init__(
        self,
        label: Any = None,
        validators: Sequence[Any] | None = None,
        day: Literal["needed", "optional", "none"] = "needed",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.day = day
        self.parts: tuple[Part, ...] = ("month", "year") if day == "none" else ("day", "month", "year")
        self.typed: dict[Part, str] = {}
        self.faulty_part: Part | None = None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the parts from the form, as WTForms asks; `data` is None where they are no date."""
        self.process_errors = []
        self.data = self.object_data = data if isinstance(data, RoughDate) else self.default
        if isinstance(self.data, RoughDate):
            self.typed = {part: self.data.typed()[part] for part in self.parts}
        if formdata is None or not any(self.box(part) in formdata for part in self.parts):
            return
        self.typed = {part: printable(formdata.get(self.box(part), "")) for part in self.parts}
        self.raw_data = [value for value in self.typed.values() if value]
        try:
            self.data = self._read() if self.raw_data else None
        except PartFault as fault:
            self.data = None
            self.faulty_part = fault.part
            self.process_errors.append(str(fault))

    def box(self, part: Part) -> str:
        """The name of the input for a part."""
        return f"{self.name}-{part}"

    @property
    def first_to_mend(self) -> Part:
        """The part that an error summary links to."""
        return self.faulty_part or self.parts[0]

    @property
    def numbers(self) -> dict[Part, str]:
        """What was typed, with numbers in digits, whatever the numerals."""
        return {part: in_digits(typed) for part, typed in self.typed.items()}

    def _read(self) -> RoughDate:
        for part in self.parts:
            if not self.typed[part] and not (part == "day" and self.day == "optional"):
                raise PartFault(part, _missing(part))
        year = _year(self.numbers["year"])
        month = _month(self.numbers["month"])
        typed_day = self.numbers.get("day", "")
        return RoughDate(year, month, _day(typed_day, month, year) if typed_day else None)


def printable(typed: str | None) -> str:
    """A typed text without surrounding space and without characters that a page cannot show."""
    return "".join(mark for mark in typed or "" if mark.isprintable()).strip()


def _missing(part: Part) -> str:
    words: dict[Part, Callable[[], str]] = {
        "day": lambda: gettext("Add the day"),
        "month": lambda: gettext("Add the month"),
        "year": lambda: gettext("Add the year"),
    }
    return words[part]()


def _year(typed: str) -> int:
    # isdecimal and int() also take the digits of an Arabic keyboard.
    if not typed.isdecimal() or len(typed) != 4:
        raise PartFault("year", gettext("Write the year with four numbers, like %(year)s", year=2008))
    if not _EARLIEST_YEAR <= int(typed) <= _LATEST_YEAR:
        raise PartFault("year", gettext("Check the year: %(year)s cannot be right", year=int(typed)))
    return int(typed)


def _month(typed: str) -> int:
    if typed.isdecimal() and len(typed) <= 2 and 1 <= int(typed) <= 12:
        return int(typed)
    wanted = typed.casefold().rstrip(".")
    found = [number for number in range(1, 13) if _names_month(wanted, month_name(number))]
    if len(found) == 1:
        return found[0]
    raise PartFault("month", gettext("The month is a number from %(first)s to %(last)s", first=1, last=12))


def _names_month(wanted: str, name: str) -> bool:
    """Whether a typed word is a month's name or at least three letters of its beginning.

    Some languages have two names for a month, with a slash between.
    """
    return any(
        wanted == one or (len(wanted) > 2 and one.startswith(wanted)) for one in name.casefold().split("/")
    )


def _day(typed: str, month: int, year: int) -> int:
    last = calendar.monthrange(year, month)[1]
    if not typed.isdecimal() or len(typed) > 2 or not 1 <= int(typed) <= 31:
        raise PartFault("day", gettext("The day is a number from %(first)s to %(last)s", first=1, last=last))
    if int(typed) > last:
        when = month_in_words(year, month)
        words = ngettext("%(when)s has %(num)s day", "%(when)s has %(num)s days", last, when=when)
        raise PartFault("day", words)
    return int(typed)
