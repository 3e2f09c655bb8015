"""Days at the office."""

from datetime import date

from kentcare_demo.chance import working_days


def test_working_days_end_before_the_day() -> None:
    monday = date(2026, 11, 16)
    assert working_days(monday, 2) == [date(2026, 11, 12), date(2026, 11, 13)]
