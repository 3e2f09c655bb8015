"""How figures and dates are written: with Western digits in every language."""

import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from decimal import Decimal

from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from kentcare.core.clock import LONDON, day_in_kent
from kentcare.web.language import gettext, ngettext

# Five digits that begin with 6, 7 or 8 take texts and cannot be rung.
_SHORT_CODE = re.compile("[678][0-9]{4}")
# A number as place.yaml writes it, in groups.
_NUMBER = r"\b0[0-9]{2,4}(?: [0-9]{2,6}){1,4}"


def money(value: str | int | Decimal) -> Markup:
    """Format an amount in pounds: £3,000 where there are no pence, £57.90 where there are."""
    pounds = Decimal(value)
    written = f"{pounds:,.0f}" if pounds == pounds.to_integral_value() else f"{pounds:,.2f}"
    # <bdi> keeps the sign and the digits together in a sentence that runs from right to left.
    return Markup('<bdi class="money" dir="ltr">£{}</bdi>').format(written)


def month_name(number: int) -> str:
    """The name of a month in the language of the page. `number`: 1 is January.

    It is from our own catalogue, because Babel gives a Gregorian date an Ethiopic month in Tigrinya.
    """
    names = (
        gettext("January"),
        gettext("February"),
        gettext("March"),
        gettext("April"),
        gettext("May"),
        gettext("June"),
        gettext("July"),
        gettext("August"),
        gettext("September"),
        gettext("October"),
        gettext("November"),
        gettext("December"),
    )
    name: str = names[number - 1]
    return name


def day_in_words(when: date) -> str:
    """A day in the language of the page, as 1 January 2029."""
    return date_pattern().format(day=when.day, month=month_name(when.month), year=when.year)


def date_pattern() -> str:
    """How a day is written in the language of the page: a text with `{day}`, `{month}` and `{year}` in it."""
    return str(gettext("%(day)s %(month)s %(year)s", day="{day}", month="{month}", year="{year}"))


def month_in_words(year: int, number: int) -> str:
    """A month in the language of the page, as September 2024."""
    return str(gettext("%(month)s %(year)s", month=month_name(number), year=year))


def time_in_words(number: int, unit: str) -> str:
    """A length of time in the language of the page, as 60 days. `unit`: hour, day, month or year."""
    words = {
        "hour": ngettext("%(num)s hour", "%(num)s hours", number),
        "day": ngettext("%(num)s day", "%(num)s days", number),
        "month": ngettext("%(num)s month", "%(num)s months", number),
        "year": ngettext("%(num)s year", "%(num)s years", number),
    }
    return words[unit]


def day(value: date | str) -> Markup:
    """A day as HTML: 1 January 2029, in a <time> element. `value`: a date, or one as 2029-01-01."""
    when = date.fromisoformat(value) if isinstance(value, str) else value
    return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), day_in_words(when))


def local_day(moment: datetime) -> Markup:
    """The day in Kent on which a moment falls, as HTML."""
    return day(day_in_kent(moment))


def clock(moment: datetime) -> Markup:
    """The time of day of a moment in Kent, as 14:05 in a <time> element."""
    local = moment.astimezone(LONDON)
    return Markup('<time datetime="{}" dir="ltr">{:%H:%M}</time>').format(
        local.isoformat(timespec="minutes"), local
    )


def month(year: int, number: int) -> Markup:
    """A month as HTML: September 2024, in a <time> element."""
    return Markup('<time datetime="{:04d}-{:02d}">{}</time>').format(
        year, number, month_in_words(year, number)
    )


def telephone(number: str) -> Markup:
    """A telephone number as a link that rings it, its digits kept in order; a short code is texted."""
    scheme = "sms" if _SHORT_CODE.fullmatch(number) else "tel"
    return Markup('<a class="tel" href="{}:{}"><bdi dir="ltr">{}</bdi></a>').format(
        scheme, number.replace(" ", ""), number
    )


def reach(contact: str) -> Markup:
    """A way to reach somebody: a telephone number, or the address of their page as a link."""
    if not contact.startswith("https://"):
        return telephone(contact)
    name = contact.removeprefix("https://").removeprefix("www.").partition("/")[0]
    return Markup('<a href="{}" rel="external noreferrer"><bdi dir="ltr">{}</bdi></a>').format(contact, name)


def with_numbers_to_ring(words: str, short: Collection[str] = ()) -> Markup:
    """A text in which each telephone number can be touched and rung.

    `short`: numbers that no form tells from others, such as 999.
    """
    known = "|".join(re.escape(number) for number in sorted(short, key=len, reverse=True))
    form = rf"{_NUMBER}|(?<![\w£.,:])(?:{known})(?![\w%])" if known else _NUMBER
    found = re.split(f"({form})", words)
    # The split leaves text and number in turn.
    return Markup("").join(telephone(part) if odd % 2 else escape(part) for odd, part in enumerate(found))


def use_formats(app: Flask) -> None:
    for written in (money, day, local_day, clock, telephone, reach, with_numbers_to_ring):
        app.add_template_filter(_when_shown(written), written.__name__)
    app.add_template_global(month, "month_of")


def _when_shown(written: Callable[..., Markup]) -> Callable[..., Markup]:
    """Make a template filter run each time that a page is rendered.

    Jinja evaluates a filter of a constant once, as it compiles: in the language of whoever came first.
    """

    @pass_context
    def show(context: Context, *args: object) -> Markup:
        return written(*args)

    return show
