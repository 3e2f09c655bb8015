"""An officer or a manager who is a Host, too, does not answer for the home that they live in."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from kentcare.db.session import writing
from kentcare.services.cover.models import Cover
from support import the_cast
from support.forms import post, typed
from support.host_report import FORM, WHOLE, LivesThere, Write
from support.html import page_of
from support.site import SignedIn

TODAY = date.today()
HOME = "/en/desk/homes/home"
OFFICER, COVERS, MANAGER = "accommodation-officer", "accommodation-officer-2", "service-manager"
on_each = pytest.mark.parametrize("name", [OFFICER, COVERS, MANAGER])


@pytest.fixture
def is_both(people_app: Flask, lives_there: LivesThere) -> LivesThere:
    """Make somebody who works here a Host of the home too; whoever covers for its officer does so now."""

    def make(name: str) -> None:
        lives_there(name)
        if name == COVERS:
            with people_app.app_context(), writing() as session:
                away, account = (the_cast.account_id(people_app, one) for one in (OFFICER, COVERS))
                days = {"from_day": TODAY - timedelta(days=1), "to_day": TODAY + timedelta(days=5)}
                told = {"set_by": away, "set_at": datetime.now(UTC)}
                session.add(Cover(ref="cover", officer_id=away, covered_by_id=account, **days, **told))

    return make


@on_each
def test_they_change_nothing_that_is_asked_of_it(signed_in: SignedIn, is_both: LivesThere, name: str) -> None:
    is_both(name)
    both = signed_in(name)
    household = typed(TODAY) | {"gas": "no", "drives": "no"}
    for address, data in (
        (f"{HOME}/household", household),
        (f"{HOME}/household/adults/adult/left", {}),
        (f"{HOME}/household/adults", {"name": "Somebody"}),
        ("/en/desk/arrangements/stay/level", typed(TODAY) | {"level": "intensive"}),
        ("/en/desk/arrangements/stay/end", typed(TODAY) | {"how": "planned"}),
        ("/en/desk/arrangements/stay/first-day", typed(TODAY)),
    ):
        assert post(both, address, data).status_code == 404, address
    assert both.get(f"{HOME}/arrangements").status_code == 404


@on_each
def test_they_answer_no_stop_and_no_report(
    signed_in: SignedIn, is_both: LivesThere, write: Write, name: str
) -> None:
    is_both(name)
    write().press("stop")
    assert write().press("send", **WHOLE).status_code == 303
    both = signed_in(name)
    assert "No report was halted" in both.get("/en/desk/stops").text
    assert "was halted" not in both.get("/en/desk").text
    assert "There is none of these." in both.get("/en/desk/reports/new/1").text
    # It is their own, as a Host.
    assert both.get(FORM, follow_redirects=True).status_code == 200
    other = signed_in(OFFICER if name == MANAGER else MANAGER)
    assert page_of(other.get("/en/desk/stops")).select("a[href*='/desk/stops/']")
