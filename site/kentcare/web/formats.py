"""How figures and dates are written: with Western digits in every language."""

import re
from collections.abc import Callable
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
_NUMBER = re.compile(r"(\b0[0-9]{2,4}(?: [0-9]{2,6}){1,4})")


def money(value: str | int | Decimal) -> Markup:
    """£3,000 where there are no pence, £57.90 where there are."""
    pounds = Decimal(value)
    written = f"{pounds:,.0f}" if pounds == pounds.to_integral_value() else f"{pounds:,.2f}"
    # <bdi> keeps the sign and the digits together in a sentence that runs from right to left.
    return Markup('<bdi class="money" dir="ltr">£{}</bdi>').format(written)


def month_name(number: int) -> str:
    """From our own catalogue: Babel gives a Gregorian date an Ethiopic month in Tigrinya."""
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
    """1 January 2029."""
    return date_pattern().format(day=when.day, month=month_name(when.month), year=when.year)


def date_pattern() -> str:
    """How a day is written in the language of the page: a text with `{day}`, `{month}` and `{year}` in it."""
    return str(gettext("%(day)s %(month)s %(year)s", day="{day}", month="{month}", year="{year}"))


def month_in_words(year: int, number: int) -> str:
    """September 2024."""
    return str(gettext("%(month)s %(year)s", month=month_name(number), year=year))


def time_in_words(number: int, unit: str) -> str:
    """60 days. `unit`: hour, day, month or year."""
    words = {
        "hour": ngettext("%(num)s hour", "%(num)s hours", number),
        "day": ngettext("%(num)s day", "%(num)s days", number),
        "month": ngettext("%(num)s month", "%(num)s months", number),
        "year": ngettext("%(num)s year", "%(num)s years", number),
    }
    return words[unit]


def day(value: date | str) -> Markup:
    """1 January 2029, with the machine's own form beside it."""
    when = date.fromisoformat(value) if isinstance(value, str) else value
    return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), day_in_words(when))


def local_day(moment: datetime) -> Markup:
    """The day in Kent of a moment."""
    return day(day_in_kent(moment))


def clock(moment: datetime) -> Markup:
    """14:05, as clocks in Kent show it."""
    local = moment.astimezone(LONDON)
    return Markup('<time datetime="{}" dir="ltr">{:%H:%M}</time>').format(
        local.isoformat(timespec="minutes"), local
    )


def month(year: int, number: int) -> Markup:
    """September 2024."""
    return Markup('<time datetime="{:04d}-{:02d}">{}</time>').format(
        year, number, month_in_words(year, number)
    )


def telephone(number: str) -> Markup:
    """A number to touch and ring, its digits kept in order. A short code is there to be texted."""
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


def with_numbers_to_ring(words: str) -> Markup:
    """A text in which each telephone number can be touched and rung."""
    found = _NUMBER.split(words)
    # The split leaves text and number in turn.
    return Markup("").join(telephone(part) if odd % 2 else escape(part) for odd, part in enumerate(found))


def use_formats(app: Flask) -> None:
    for written in (money, day, local_day, clock, telephone, reach, with_numbers_to_ring):
        app.add_template_filter(_when_shown(written), written.__name__)
    app.add_template_global(month, "month_of")


def _when_shown(written: Callable[..., Markup]) -> Callable[..., Markup]:
    """Jinja works out a filter on a constant once, as it compiles: in the language of whoever came first."""

    @pass_context
    def show(context: Context, *args: object) -> Markup:
        return written(*args)

    return show
