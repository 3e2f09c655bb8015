"""The next list from the case system counts, and a stay that it lists as one becomes one again."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from kentcare.cases.arrangements.models import Arrangement
from kentcare.db.session import reading
from support.arrangement_pages import (
    CAME,
    END,
    LEFT,
    PAGE,
    TODAY,
    begin,
    change_level,
    import_rows,
    rows,
)
from support.forms import post, typed
from support.site import SignedIn


@pytest.mark.usefixtures("has_left")
def test_a_list_changes_what_began_here_and_does_not_double_it(
    signed_in: SignedIn, people_app: Flask
) -> None:
    officer = signed_in("accommodation-officer")
    begin(officer)
    post(officer, END, typed(LEFT) | {"how": "unplanned", "why": "Canary of a reason"})
    old, new = "C1,H1,standard,2026-01-05,2026-03-30", "C1,H1,standard,2026-04-01,"
    assert import_rows(people_app, new) == []
    assert import_rows(people_app, old, new) == []
    assert rows(people_app) == [
        ("standard", date(2026, 1, 5), date(2026, 3, 30), "unplanned"),
        ("standard", CAME, None, None),
    ]
    assert "Canary of a reason" in officer.get(PAGE).text


def test_a_list_that_knows_the_level_changes_nothing(signed_in: SignedIn, people_app: Flask) -> None:
    change_level(signed_in("accommodation-officer"))
    before = rows(people_app)
    assert (
        import_rows(people_app, "C1,H1,standard,2026-01-05,2026-03-31", "C1,H1,intensive,2026-04-01,") == []
    )
    assert rows(people_app) == before


@pytest.mark.parametrize("to", ["", "2026-11-01"])
def test_a_list_that_knows_of_one_stay_makes_it_one_again(
    signed_in: SignedIn, people_app: Flask, to: str
) -> None:
    officer = signed_in("accommodation-officer")
    change_level(officer)
    with people_app.app_context():
        part = reading().scalars(select(Arrangement.ref).where(Arrangement.from_day == CAME)).one()
    address = f"/en/desk/arrangements/{part}/end"
    post(officer, address, typed(TODAY) | {"how": "planned", "why": "Canary of a reason"})
    assert import_rows(people_app, f"C1,H1,complex,2026-01-05,{to}") == []
    last = date.fromisoformat(to) if to else None
    assert rows(people_app) == [("complex", date(2026, 1, 5), last, "planned")]
    assert "Canary of a reason" in officer.get(PAGE).text


def test_another_home_is_in_the_way_still(signed_in: SignedIn, people_app: Flask) -> None:
    change_level(signed_in("accommodation-officer"))
    before = rows(people_app)
    assert import_rows(people_app, "C1,H1-2,complex,2026-05-01,") == ["overlaps one that is kept"]
    assert rows(people_app) == before
