"""The figures in the oracle, written down by hand: the one list that tests compare content/rates with.

Nothing of it is read from content/, so that a figure mistyped there is found. Every other test that names an
amount takes it from here.
"""

from datetime import date, timedelta
from typing import Any

PACK, PACK_ENDS = "2017-03-23", "2018-03-31"
FOREVER = "9999-12-31"
UC_UNDER_25, UC_25 = "universal_credit_single_under_25", "universal_credit_single_25"

# id, value, per, cap, from, the last day it is in force, the last day it is still the last known, confirmed.
# Pages and conditions use the last of them, which no answer has as its amount.
# "Throughout" is read as from the day of the pack, with no end.
FIGURES = [
    ("weekly_allowance", "57.90", "week", "exact", "2015-04-06", PACK_ENDS, FOREVER, True),
    ("foster_pocket_money", "11.20", "week", "at_least", PACK, PACK_ENDS, FOREVER, True),
    ("clothing_year", "120.00", "year", "up_to", PACK, PACK_ENDS, FOREVER, True),
    ("emergency_clothing", "50.00", "once", "exact", PACK, PACK_ENDS, FOREVER, True),
    ("birthday_17", "30.00", "once", "exact", PACK, PACK_ENDS, FOREVER, True),
    ("birthday_18", "60.00", "once", "exact", PACK, PACK_ENDS, FOREVER, True),
    ("setting_up_home", "2000.00", "once", "up_to", PACK, PACK_ENDS, "2023-03-31", True),
    ("setting_up_home", "3000.00", "once", "at_least", "2023-04-01", FOREVER, FOREVER, False),
    ("setting_up_home_lone_parent", "2200.00", "once", "up_to", PACK, PACK_ENDS, "2023-03-31", True),
    ("setting_up_home_lone_parent", "3000.00", "once", "at_least", "2023-04-01", FOREVER, FOREVER, False),
    ("pregnancy_payment", "150.00", "once", "exact", PACK, PACK_ENDS, FOREVER, True),
    ("maternity_grant", "500.00", "once", "exact", PACK, FOREVER, FOREVER, True),
    ("higher_education_grant", "1000.00", "year", "exact", PACK, PACK_ENDS, FOREVER, True),
    ("higher_education_bursary", "2000.00", "once", "exact", "2008-09-01", FOREVER, FOREVER, True),
    ("incentive", "20.00", "week", "up_to", PACK, PACK_ENDS, FOREVER, True),
    ("sixteen_to_nineteen_bursary", "1200.00", "year", "up_to", "2025-08-01", "2026-07-31", FOREVER, True),
    ("apprenticeship_bursary", "1000.00", "once", "exact", "2018-08-01", "2023-07-31", "2023-07-31", True),
    ("apprenticeship_bursary", "3000.00", "once", "exact", "2023-08-01", FOREVER, FOREVER, True),
    ("junior_isa", "200.00", "once", "exact", PACK, FOREVER, FOREVER, True),
    ("setting_up_home_advance", "500.00", "once", "up_to", PACK, PACK_ENDS, FOREVER, True),
    ("staying_put_contribution", "27.00", "week", "exact", PACK, PACK_ENDS, FOREVER, True),
    ("host_support_standard", "140.00", "week", "up_to", PACK, PACK_ENDS, FOREVER, True),
    ("host_support_complex", "190.00", "week", "up_to", PACK, PACK_ENDS, FOREVER, True),
    ("host_support_intensive", "240.00", "week", "up_to", PACK, PACK_ENDS, FOREVER, True),
    # The condition on the yearly grant names it: 3000.00 over a three-year course.
    ("higher_education_grant_course", "3000.00", "course", "exact", PACK, PACK_ENDS, FOREVER, True),
    (
        "universal_credit_single_under_25",
        "316.98",
        "month",
        "exact",
        "2025-04-07",
        "2026-04-05",
        "2026-04-05",
        True,
    ),
    ("universal_credit_single_under_25", "338.58", "month", "exact", "2026-04-06", FOREVER, FOREVER, True),
    ("universal_credit_single_25", "424.90", "month", "exact", "2026-04-06", FOREVER, FOREVER, True),
]

# id, a day, the value that another paper gives and that lost, and where that paper says so.
CONFLICTS = [
    ("weekly_allowance", "2017-04-01", "57.95", "004:2330, 2332, 2497"),
    ("foster_pocket_money", "2017-04-01", "11.36", "004:657"),
    ("clothing_year", "2017-04-01", "100.00", "004:2516"),
    ("setting_up_home_lone_parent", "2017-04-01", "2000.00", "004:2505"),
]


def days_that_tell(name: str) -> list[str]:
    """The first and the last day of each state of a figure, and the days beside them."""
    ends = [(row[4], row[5], row[6]) for row in FIGURES if row[0] == name]
    days = {date.fromisoformat(day) for row in ends for day in row if day != FOREVER}
    beside = {day + timedelta(days=step) for day in days for step in (-1, 0, 1)}
    return [day.isoformat() for day in sorted({*beside, date(2026, 11, 22)})]


def pounds_on(name: str, day: date) -> str:
    """A figure on a day as a page writes it: £3,000, and with pence where there are some."""
    figure = figure_on(name, day.toordinal())
    assert figure, f"{name} has no figure on {day}"
    pounds, _, pence = str(figure["value"]).partition(".")
    return f"£{int(pounds):,}" + (f".{pence}" if pence != "00" else "")


def losing_values(name: str) -> list[str]:
    """The values of other papers that lost against a figure of 2017."""
    return [value for figure, _day, value, _where in CONFLICTS if figure == name]


def figure_on(name: str, day: int) -> dict[str, Any] | None:
    """A figure on a day number, as an answer writes it but for `review_by`; None where none is known yet."""
    on = date.fromordinal(day).isoformat()  # ISO dates sort as dates do
    for figure, value, per, cap, start, in_force_to, known_to, confirmed in FIGURES:
        if figure == name and start <= on <= known_to:
            in_force = on <= in_force_to
            return {
                "value": value,
                "currency": "GBP",
                "per": per,
                "cap": cap,
                "from": start,
                "state": "in_force" if in_force else "last_known",
                "confirmed": confirmed and in_force,
            }
    return None
