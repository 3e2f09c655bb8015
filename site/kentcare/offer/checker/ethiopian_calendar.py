"""The calendar of Ethiopia, and of the church in Eritrea: twelve months of thirty days, and a short one.

The rule is that of Reingold and Dershowitz, Calendrical Calculations, chapter 4: that of the Coptic calendar,
with years counted from 29 August of the year 8 in the Julian calendar. The library convertdate has the Coptic
one, 276 years behind, and gave the same days for the years 1800 to 2200.
"""

from datetime import date

_DAYS_OF_MONTH, _SHORT_MONTH = 30, 13
_DAY_BEFORE_YEAR_1 = 2795  # as a date counts days, in `toordinal`


def days_in_month(year: int, month: int) -> int:
    """How many days an Ethiopian month has: the thirteenth has five, and six in a leap year."""
    if month != _SHORT_MONTH:
        return _DAYS_OF_MONTH
    return 6 if year % 4 == 3 else 5


def from_ethiopian(year: int, month: int, day: int) -> date:
    """The day of the Gregorian calendar. Raises ValueError where the Ethiopian has no such day."""
    if not 1 <= month <= _SHORT_MONTH or not 1 <= day <= days_in_month(year, month):
        raise ValueError(f"The Ethiopian calendar has no day {day} in month {month} of {year}.")
    days_of_years = 365 * (year - 1) + year // 4
    return date.fromordinal(_DAY_BEFORE_YEAR_1 + days_of_years + _DAYS_OF_MONTH * (month - 1) + day)
