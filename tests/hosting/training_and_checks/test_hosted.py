"""A Host sees what stands where, sends a certificate with a photo, and reads what came of it."""

import io
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from conftest import SignedIn
from hosting.training_and_checks.conftest import GAS, TODAY, Add, typed
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.db.session import reading, writing
from kentcare.hosting.households.models import Household
from kentcare.hosting.training_and_checks.models import Certificate
from kentcare.hosting.training_and_checks.rules import Period
from support import the_cast
from support.forms import token
from support.long_forms import soup
from support.pictures import photograph


def stored(app: Flask, requirement: str = "gas_safety") -> list[Certificate]:
    with app.app_context():
        rows = select(Certificate).where(Certificate.requirement == requirement, Certificate.ref != "gas-2")
        return list(reading().scalars(rows.order_by(Certificate.id)))


def make_host_of(app: Flask, name: str, ref: str) -> int:
    """Somebody is a Host of a home, too. Answers the id of the home."""
    with app.app_context(), writing() as session:
        home = session.scalars(select(Home.id).where(Home.ref == ref)).one()
        session.add(HomeHost(home_id=home, account_id=the_cast.account_id(app, name)))
        return home


def test_home_says_what_is_late_first(approved: Flask, signed_in: SignedIn) -> None:
    page = soup(signed_in("host").get("/en/host"))
    rows = [row.get_text() for row in page.select(".rows li")]
    late = [place for place, row in enumerate(rows) if "Late" in row]
    assert late == list(range(len(late)))
    assert any("Fire safety plan" in row for row in rows)
    # What was sent already is not asked for again.
    assert not any("Gas Safety" in row for row in rows)


def test_nothing_is_asked_of_a_home_of_which_nobody_has_said_when_it_began(signed_in: SignedIn) -> None:
    assert "Fire safety plan" not in signed_in("host").get("/en/host").text


def test_a_gas_certificate_with_a_photo_is_sent_and_confirmed(
    add: Add, approved: Flask, signed_in: SignedIn
) -> None:
    window = add()
    data = window.posted() | typed(TODAY - timedelta(days=2)) | {"_do": "send"}
    data["_files"] = (io.BytesIO(photograph()), "gas.jpg")
    sent = window.client.post(window.action, data=data, content_type="multipart/form-data")
    assert sent.status_code == 303
    after = soup(window.client.get(GAS))
    assert "Your reference is" in after.text
    assert "Your officer looks at it" in after.text
    assert after.select_one("main a.govuk-button")["href"] == "/en/host/checks"
    _, new = stored(approved)
    assert (new.is_accepted, new.until) == (None, Period(12, "month").after(TODAY - timedelta(days=2)))
    officer = signed_in("accommodation-officer")
    assert "2 certificates to look at" in officer.get("/en/desk").text
    page = f"/en/desk/certificates/{new.ref}"
    [file] = soup(officer.get(page)).select("main .rows a")
    assert officer.get(str(file["href"])).data[:3] == b"\xff\xd8\xff"
    data = {"csrf_token": token(officer, page), "_do": "confirm"}
    assert officer.post(page, data=data).status_code == 303
    assert stored(approved)[1].is_accepted
    mine = "/en/host/certificates/gas_safety/home"
    assert "Counts" in window.client.get(mine).text
    # Whoever may open it leaves no line of having been refused.
    with approved.app_context():
        assert not [one for one in audit.events(most=50, action=Action.REFUSED) if one.kind == "certificate"]
    # The photo is the Host's and the officer's to open, and nobody's else.
    for name in ("host-2", "accommodation-officer-2", "training-coordinator", "young-person", "advocate"):
        assert signed_in(name).get(str(file["href"])).status_code == 404, name
    assert signed_in("service-manager").get(str(file["href"])).status_code == 200


def test_one_that_does_not_count_says_why_and_is_asked_for_again(
    add: Add, approved: Flask, signed_in: SignedIn
) -> None:
    officer, page = signed_in("accommodation-officer"), "/en/desk/certificates/gas"
    empty = officer.post(page, data={"csrf_token": token(officer, page), "_do": "refuse", "reason": " "})
    assert empty.status_code == 422
    assert "Write why" in empty.text
    reason = "The photo is too dark to read."
    data = {"csrf_token": token(officer, page), "_do": "refuse", "reason": reason}
    assert officer.post(page, data=data).status_code == 303
    assert b"dark" not in stored(approved)[0].sealed_reason
    host = signed_in("host")
    assert "does not count" in host.get("/en/host").text
    assert reason in host.get("/en/host/certificates/gas_safety/home").text
    # What was decided stays decided.
    again = {"csrf_token": token(officer, page), "_do": "confirm"}
    assert officer.post(page, data=again).status_code == 303
    assert stored(approved)[0].is_accepted is False


@pytest.mark.parametrize(
    ("address", "days", "words"),
    [
        (GAS, 1, "This day has not come yet"),
        (GAS, -365 * 31, "This is too long ago"),
        ("/en/host/requirements/mot/home/1", -1, "This has run out already"),
        ("/en/host/requirements/mot/home/1", 365 * 11, "This is very far off"),
    ],
)
def test_a_wrong_day_gets_a_clear_sentence_and_is_kept(
    add: Add, approved: Flask, address: str, days: int, words: str
) -> None:
    window = add(address)
    day = TODAY + timedelta(days=days)
    refused = window.press("send", **typed(day))
    assert refused.status_code == 422
    assert words in refused.text
    assert f'value="{day.year}"' in window.client.get(address).text
    assert len(stored(approved)) + len(stored(approved, "mot")) == 1


def test_a_course_of_their_own_has_a_name(add: Add, approved: Flask) -> None:
    window = add("/en/host/requirements/chosen_two/acc000000002/1")
    assert window.press("send", **typed(TODAY)).status_code == 422
    assert window.press("send", title="Canary of a course", **typed(TODAY)).status_code == 303
    [row] = stored(approved, "chosen_two")
    assert b"Canary" not in row.sealed_title


def test_next_year_there_is_another_form(add: Add, approved: Flask) -> None:
    first = add()
    assert first.press("send", **typed(TODAY)).status_code == 303
    assert "Your reference is" in first.client.get(GAS).text
    assert first.client.get(GAS[:-1] + "3").status_code == 200
    assert first.client.get(GAS[:-1] + "4").status_code == 404


def test_s4_s5_training_is_a_host_s_own(approved: Flask, signed_in: SignedIn) -> None:
    """The other Host of the home sees the checks, and not the training."""
    make_host_of(approved, "host-2", "home")
    other = signed_in("host-2")
    assert other.get("/en/host/certificates/gas_safety/home").status_code == 200
    assert other.get("/en/host/certificates/chosen_one/acc000000002").status_code == 404
    assert other.get("/en/host/requirements/prevent/acc000000002/1").status_code == 404
    assert "Canaryword course" in signed_in("host").get("/en/host/certificates/chosen_one/acc000000002").text


@pytest.mark.parametrize("slug", ["dbs", "supervision", "annual_review", "unknown"])
def test_a_host_sends_nothing_that_the_office_writes_down(signed_in: SignedIn, slug: str) -> None:
    host = signed_in("host")
    for whom in ("home", "adult", "acc000000002"):
        assert host.get(f"/en/host/requirements/{slug}/{whom}/1").status_code == 404


def test_a_host_of_two_homes_is_counted_from_the_earlier_approval(
    approved: Flask, signed_in: SignedIn
) -> None:
    """Whichever of them somebody looks at, and where nobody has said anything of the other."""
    other = make_host_of(approved, "host", "home-2")
    ways = (
        ("host", "/en/host/training"),
        ("accommodation-officer-2", "/en/desk/hosts/acc000000002/training"),
    )
    before = [_rows(signed_in(name).get(address)) for name, address in ways]
    assert all("needed by" in " ".join(rows).lower() for rows in before)
    with approved.app_context(), writing() as session:
        session.merge(Household(home_id=other, approved_on=TODAY, has_gas=False, drives=False))
    assert [_rows(signed_in(name).get(address)) for name, address in ways] == before


@pytest.mark.parametrize("adds", ["the other Host", "the office"])
def test_a_host_is_led_to_what_they_began_also_where_somebody_has_added_one_since(
    add: Add, approved: Flask, signed_in: SignedIn, adds: str
) -> None:
    host, officer = signed_in("host"), signed_in("accommodation-officer")
    make_host_of(approved, "host-2", "home")
    first = link_to("fire_plan", host)
    day = TODAY - timedelta(days=3)
    window = add(first)
    assert window.press("save", **typed(day)).status_code == 303
    if adds == "the office":
        seen = "/en/desk/seen/fire_plan/home"
        data = {"csrf_token": token(officer, seen), **typed(TODAY)}
        assert officer.post(seen, data=data).status_code == 303
    else:
        assert add(first, "host-2").press("send", **typed(TODAY)).status_code == 303
    assert link_to("fire_plan", host) == first
    assert f'value="{day.day}"' in host.get(first).text
    # And once that is sent, to a new one.
    assert add(first).press("send").status_code == 303
    assert link_to("fire_plan", host).endswith("/3")
    assert link_to("fire_plan", signed_in("host-2")).endswith("/3")


def link_to(slug: str, host: FlaskClient) -> str:
    [link] = soup(host.get("/en/host/checks")).select(f"a[href*='requirements/{slug}/home/']")
    return str(link["href"])


@pytest.mark.parametrize("do", ["save", "send"])
def test_what_is_typed_is_kept_where_it_is_asked_for_no_more(
    add: Add, approved: Flask, signed_in: SignedIn, do: str
) -> None:
    """Somebody says at the desk that there is no gas, while the form is open."""
    window, day = add(), TODAY - timedelta(days=3)
    officer, page = signed_in("accommodation-officer"), "/en/desk/homes/home/household"
    data = {"csrf_token": token(officer, page), "gas": "no", "drives": "no", **typed(TODAY)}
    assert officer.post(page, data=data).status_code == 303
    assert window.press(do, **typed(day)).status_code == 303
    kept = window.client.get(GAS)
    assert (f'value="{day.day}"' if do == "save" else "Your reference is") in kept.text
    assert "Gas Safety" not in window.client.get("/en/host/checks").text


def test_the_list_names_each_thing_that_the_strip_counts(approved: Flask, signed_in: SignedIn) -> None:
    """To the last day of its last month, which may be the 31st."""
    officer, seen = signed_in("accommodation-officer"), "/en/desk/seen/dbs/adult"
    last_of_a_month = TODAY.replace(day=1) - timedelta(days=1)
    assert officer.post(seen, data={"csrf_token": token(officer, seen), **typed(last_of_a_month)})
    page = soup(officer.get("/en/desk/homes/home/checks"))
    numbers = [int(month.get_text() or 0) for month in page.select(".strip td b")]
    assert numbers[-1] == 1
    assert sum(numbers) == len(page.select(".coming li"))


def _rows(page: TestResponse) -> list[str]:
    return [row.get_text(" ", strip=True) for row in soup(page).select(".rows li")]


def test_a_page_that_is_opened_again_after_a_refusal_is_the_form(add: Add) -> None:
    window = add()
    refused = window.press("send", **typed(TODAY + timedelta(days=9)))
    assert refused.status_code == 422
    again = window.client.get(soup(refused).select_one("form.long")["action"])
    assert (again.status_code, bool(soup(again).select("form.long"))) == (200, True)
