"""Section 3 of the specification, the figures that section 4 uses, as a plain table."""

from datetime import date
from typing import Any

PACK, PACK_ENDS = "2017-03-23", "2018-03-31"
FOREVER = "9999-12-31"

# id, value, per, cap, from, the last day it is in force, the last day it is still the last known, confirmed.
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
]


def figure_on(name: str, day: int) -> dict[str, Any] | None:
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
