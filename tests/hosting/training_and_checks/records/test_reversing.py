"""Taking back what was decided on a certificate, on the pages of the desk and of the Host who reads it."""

import pytest
from flask import Flask
from sqlalchemy import delete, select

from kentcare.cases.homes.models import HomeHost
from kentcare.db.session import reading, writing
from kentcare.hosting.training_and_checks.models import Certificate
from support import the_cast
from support.certificates import TODAY
from support.export import taken
from support.forms import typed
from support.reversals import WHY, choices, press, reminders_to_send, take_back, take_back_unasked, trail
from support.site import SignedIn

COURSE, GAS = "/en/desk/certificates/course", "/en/desk/certificates/gas"
CHECKS = "/en/desk/homes/home/checks"
OFFICER, CO_ORDINATOR, MANAGER = "accommodation-officer", "training-coordinator", "service-manager"


@pytest.mark.parametrize(("page", "name"), [(COURSE, CO_ORDINATOR), (GAS, OFFICER)])
def test_that_a_certificate_counts(people_app: Flask, signed_in: SignedIn, page: str, name: str) -> None:
    client = signed_in(name)
    before = client.get("/en/desk").text
    assert choices(client, page) == []
    press(client, page, _do="confirm")
    assert take_back(client, page, "counts").status_code == 303
    text = client.get(page).text
    assert "Being looked at" in text
    assert WHY in text
    assert "I have seen it: it counts" in text
    assert client.get("/en/desk").text.count("certificates to look at") == before.count(
        "certificates to look at"
    )
    assert "taken back: counts" in trail(people_app)


def test_that_a_certificate_does_not_count(people_app: Flask, signed_in: SignedIn) -> None:
    client, host = signed_in(OFFICER), signed_in("host")
    press(client, GAS, _do="refuse", reason="The photo is blurred.")
    assert "does not count" in host.get("/en/host/checks").text
    assert reminders_to_send(people_app) == 1
    assert take_back(client, GAS, "does not count").status_code == 303
    assert reminders_to_send(people_app) == 0
    assert "does not count" not in host.get("/en/host/checks").text
    line = host.get("/en/host/certificates/gas_safety/home").text
    for words in ("Being looked at", WHY, "The photo is blurred."):
        assert words in line
    assert "The photo is blurred." in taken(host).page or WHY in taken(host).page


@pytest.mark.parametrize("is_opened", [False, True])
def test_why_a_certificate_does_not_count_is_hidden_where_it_was_for_another_home(
    signed_in: SignedIn, is_opened: bool
) -> None:
    client, host = signed_in(OFFICER), signed_in("host")
    line, reason = "/en/host/certificates/gas_safety/home", "Number 4 has no boiler at all."
    press(client, GAS, _do="refuse", reason=reason)
    if is_opened:
        assert reason in host.get(line).text
    assert take_back(client, GAS, is_misdirected=True).status_code == 303
    text = host.get(line).text
    assert reason not in text
    assert "It was sent to you by mistake" in text
    assert WHY in text
    assert reason not in taken(host).everything
    desk = client.get(GAS).text
    assert reason in desk
    assert ("this may be a breach" in desk) is is_opened


def test_a_host_who_read_why_and_has_left_the_home_has_read_it(
    signed_in: SignedIn, people_app: Flask
) -> None:
    client, host = signed_in(OFFICER), signed_in("host")
    press(client, GAS, _do="refuse", reason="Number 4 has no boiler at all.")
    assert "no boiler" in host.get("/en/host/certificates/gas_safety/home").text
    with people_app.app_context(), writing() as session:
        account = the_cast.account_id(people_app, "host")
        session.execute(delete(HomeHost).where(HomeHost.account_id == account))
    assert take_back(client, GAS, is_misdirected=True).status_code == 303
    assert "this may be a breach" in client.get(GAS).text


def test_a_reason_is_hidden_also_after_it_was_taken_back(signed_in: SignedIn) -> None:
    client, host = signed_in(OFFICER), signed_in("host")
    line, reason = "/en/host/certificates/gas_safety/home", "Number 4 has no boiler at all."
    press(client, GAS, _do="refuse", reason=reason)
    assert take_back(client, GAS).status_code == 303
    assert reason in host.get(line).text
    [theirs] = choices(client, GAS)
    assert choices(signed_in("training-coordinator"), GAS) == []
    assert take_back(client, GAS, is_misdirected=True).status_code == 303
    assert reason not in host.get(line).text
    assert reason in client.get(GAS).text
    assert "this may be a breach" in client.get(GAS).text
    assert choices(client, GAS) == []
    assert take_back_unasked(client, GAS, theirs).status_code == 303
    assert client.get(GAS).text.count("took it back on") == 2


def test_a_paper_that_counts_for_nothing_is_good_until_no_day(people_app: Flask, signed_in: SignedIn) -> None:
    officer, host = signed_in(OFFICER), signed_in("host")
    press(officer, "/en/desk/seen/gas_safety/home", **typed(TODAY))
    certificate, line = seen(people_app, "gas_safety"), "/en/host/certificates/gas_safety/home"
    before = host.get(line).text.count("Good until")
    assert "Good until" in officer.get(certificate).text
    assert take_back(officer, certificate, "seen").status_code == 303
    assert "Good until" not in officer.get(certificate).text
    assert host.get(line).text.count("Good until") < before


def test_a_co_ordinator_takes_back_their_own_and_an_officer_does_not(signed_in: SignedIn) -> None:
    press(signed_in(CO_ORDINATOR), COURSE, _do="confirm")
    [theirs] = choices(signed_in(CO_ORDINATOR), COURSE)
    officer = signed_in(OFFICER)
    assert choices(officer, COURSE) == []
    assert take_back_unasked(officer, COURSE, theirs).status_code == 404
    assert take_back(signed_in(MANAGER), COURSE).status_code == 303


def seen(app: Flask, slug: str) -> str:
    """The page of the last paper that the desk has seen."""
    with app.app_context():
        rows = select(Certificate.ref).where(Certificate.requirement == slug).order_by(Certificate.id.desc())
        return f"/en/desk/certificates/{reading().scalars(rows).first()}"


def test_that_a_paper_was_seen(people_app: Flask, signed_in: SignedIn) -> None:
    officer, host = signed_in(OFFICER), signed_in("host")
    page = "/en/desk/seen/fire_plan/home"
    before = officer.get(CHECKS).text
    press(officer, page, **typed(TODAY))
    assert officer.get(CHECKS).text != before
    certificate = seen(people_app, "fire_plan")
    assert certificate in officer.get(CHECKS).text
    assert take_back(officer, certificate, "seen").status_code == 303
    assert "Taken back: it counts for nothing" in officer.get(certificate).text
    assert certificate not in officer.get(CHECKS).text
    assert "this was taken back" in officer.get("/en/desk/homes/home/timeline/1").text
    # It is not the Host's fault: they are not asked for another because of it.
    assert "Your last one does not count" not in host.get("/en/host/checks").text
    # The same day can be written down again.
    press(officer, page, **typed(TODAY))
    assert seen(people_app, "fire_plan") != certificate
    assert officer.get(CHECKS).text.replace(seen(people_app, "fire_plan"), "") != before


def test_the_number_of_the_next_certificate_never_goes_back(people_app: Flask, signed_in: SignedIn) -> None:
    """A Host's draft is found by that number, and what they sent, too."""
    officer, host = signed_in(OFFICER), signed_in("host")
    press(officer, "/en/desk/seen/gas_safety/home", **typed(TODAY))
    assert "/en/host/requirements/gas_safety/home/3" in host.get("/en/host/checks").text
    take_back(officer, seen(people_app, "gas_safety"))
    assert "/en/host/requirements/gas_safety/home/3" in host.get("/en/host/checks").text


def test_a_supervision_puts_its_reports_on_the_list_again(
    desk: str, people_app: Flask, signed_in: SignedIn
) -> None:
    officer = signed_in(OFFICER)
    press(officer, desk, "/supervision", keep="yes")
    press(officer, "/en/desk/seen/supervision/home", **typed(TODAY))
    assert desk not in officer.get("/en/desk/reports/supervision/1").text
    assert take_back(officer, seen(people_app, "supervision")).status_code == 303
    assert desk in officer.get("/en/desk/reports/supervision/1").text


def test_not_a_report_that_was_taken_off_by_hand(desk: str, people_app: Flask, signed_in: SignedIn) -> None:
    officer = signed_in(OFFICER)
    press(officer, desk, "/supervision", keep="yes")
    press(officer, desk, "/supervision", keep="no")
    press(officer, "/en/desk/seen/supervision/home", **typed(TODAY))
    assert take_back(officer, seen(people_app, "supervision")).status_code == 303
    assert desk not in officer.get("/en/desk/reports/supervision/1").text
