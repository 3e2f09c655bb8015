"""What an officer keeps for supervision is found again when they prepare it."""

import pytest

from conftest import SignedIn
from hosting.reports.conftest import WHOLE, Write
from hosting.training_and_checks.conftest import TODAY, typed
from support.forms import token
from support.long_forms import soup

LIST, HOME = "/en/desk/reports/supervision/1", "/en/desk/homes/home"


@pytest.mark.parametrize("page", [LIST, HOME])
def test_it_is_listed_until_it_is_taken_off(write: Write, signed_in: SignedIn, page: str) -> None:
    assert write().press("send", **WHOLE).status_code == 303
    officer = signed_in("accommodation-officer")
    address = soup(officer.get("/en/desk/reports/new/1")).select_one(".rows strong a")["href"]

    def keep(said: str) -> None:
        data = {"csrf_token": token(officer, address), "keep": said}
        assert officer.post(f"{address}/supervision", data=data).status_code == 303

    assert address not in officer.get(page).text
    keep("yes")
    assert address in officer.get(page).text
    assert address not in signed_in("accommodation-officer-2").get(LIST).text
    keep("no")
    assert address not in officer.get(page).text


def test_to_write_the_supervision_down_takes_it_off(write: Write, signed_in: SignedIn) -> None:
    assert write().press("send", **WHOLE).status_code == 303
    officer = signed_in("accommodation-officer")
    address = soup(officer.get("/en/desk/reports/new/1")).select_one(".rows strong a")["href"]
    data = {"csrf_token": token(officer, address), "keep": "yes"}
    assert officer.post(f"{address}/supervision", data=data).status_code == 303
    page = "/en/desk/seen/supervision/home"
    assert address in officer.get(page).text
    assert address not in officer.get("/en/desk/seen/annual_review/home").text
    data = {"csrf_token": token(officer, page), **typed(TODAY)}
    assert officer.post(page, data=data).status_code == 303
    assert address not in officer.get(LIST).text
    assert address not in officer.get(page).text
