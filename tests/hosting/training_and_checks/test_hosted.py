"""A Host sees what stands where, sends a certificate with a photo, and reads what came of it."""

import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.core import clock
from kentcare.hosting.training_and_checks.models import Certificate
from kentcare.hosting.training_and_checks.rules import TimeSpan
from kentcare.services.outbox import records as outbox
from support.certificates import GAS, TODAY, Add, stored
from support.encrypted_columns import stored_bytes
from support.forms import token, typed
from support.html import attribute, href, one, page_of
from support.pictures import photograph
from support.site import SignedIn
from support.uploads import attach, look_at_files


def test_home_says_what_is_late_first(approved: Flask, signed_in: SignedIn) -> None:
    page = page_of(signed_in("host").get("/en/host"))
    rows = [row.text for row in page.select(".rows:not(.numbers) li")]
    late = [place for place, row in enumerate(rows) if "Late" in row]
    assert late == list(range(len(late)))
    assert any("Fire safety plan" in row for row in rows)
    # What was sent already is not asked for again.
    assert not any("Gas Safety" in row for row in rows)


def test_a_gas_certificate_with_a_photo_is_sent_and_confirmed(
    add: Add, approved: Flask, signed_in: SignedIn
) -> None:
    window = add()
    data: dict[str, Any] = window.posted() | typed(TODAY - timedelta(days=2)) | {"_do": "send"}
    data["_files"] = (io.BytesIO(photograph()), "gas.jpg")
    sent = window.client.post(window.action, data=data, content_type="multipart/form-data")
    assert sent.status_code == 303
    assert look_at_files(approved) == 1
    after = page_of(window.client.get(GAS))
    assert "Your reference is" in after.text
    assert "Your officer looks at it" in after.text
    assert href(one(after, "main a.govuk-button")) == "/en/host/checks"
    _, new = stored(approved)
    assert (new.is_accepted, new.until) == (None, TimeSpan(12, "month").after(TODAY - timedelta(days=2)))
    assert "Being looked at" in window.client.get("/en/host/certificates/gas_safety/home").text
    officer = signed_in("accommodation-officer")
    assert "2 certificates to look at" in officer.get("/en/desk").text
    page = f"/en/desk/certificates/{new.ref}"
    [file] = page_of(officer.get(page)).select("main .rows a")
    assert officer.get(href(file)).data[:3] == b"\xff\xd8\xff"
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
        assert signed_in(name).get(href(file)).status_code == 404, name
    assert signed_in("service-manager").get(href(file)).status_code == 200


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
    assert b"dark" not in stored_bytes(approved, Certificate, "sealed_reason", stored(approved)[0].id)
    host = signed_in("host")
    assert "does not count" in host.get("/en/host").text
    assert reason in host.get("/en/host/certificates/gas_safety/home").text
    # What was decided stays decided.
    again = {"csrf_token": token(officer, page), "_do": "confirm"}
    assert officer.post(page, data=again).status_code == 303
    assert stored(approved)[0].is_accepted is False


def test_next_year_there_is_another_form(add: Add, approved: Flask) -> None:
    first = add()
    assert first.press("send", **typed(TODAY)).status_code == 303
    assert "Your reference is" in first.client.get(GAS).text
    assert first.client.get(GAS[:-1] + "3").status_code == 200
    assert first.client.get(GAS[:-1] + "4").status_code == 404


@pytest.mark.parametrize("slug", ["dbs", "supervision", "annual_review", "unknown"])
def test_a_host_sends_nothing_that_the_office_writes_down(signed_in: SignedIn, slug: str) -> None:
    host = signed_in("host")
    for whom in ("home", "adult", "acc000000002"):
        assert host.get(f"/en/host/requirements/{slug}/{whom}/1").status_code == 404


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
    page = page_of(officer.get("/en/desk/homes/home/checks"))
    numbers = [int(month.text or 0) for month in page.select(".strip td b")]
    assert numbers[-1] == 1
    assert sum(numbers) == len(page.select(".coming li"))


def test_a_page_that_is_opened_again_after_a_refusal_is_the_form(add: Add) -> None:
    window = add()
    refused = window.press("send", **typed(TODAY + timedelta(days=9)))
    assert refused.status_code == 422
    again = window.client.get(attribute(one(page_of(refused), "form.long"), "action"))
    assert (again.status_code, bool(page_of(again).select("form.long"))) == (200, True)


def test_a_form_is_sent_while_its_file_waits_and_the_officer_reads_so(
    add: Add, approved: Flask, signed_in: SignedIn
) -> None:
    window = add()
    assert attach(window, (photograph(), "gas.jpg"), do="send", **typed(TODAY)).status_code == 303
    sent = page_of(window.client.get(GAS))
    assert "Your reference is" in sent.text
    assert "We are looking at this file." in sent.text
    officer, at_desk = signed_in("accommodation-officer"), f"/en/desk/certificates/{stored(approved)[1].ref}"
    page = page_of(officer.get(at_desk))
    assert "We are looking at this file." in page.text
    assert not page.select("main .rows a")
    look_at_files(approved)
    assert href(one(page_of(officer.get(at_desk)), "main .rows a")).startswith("/en/file/")


def test_a_host_learns_on_their_first_page_that_a_file_they_sent_was_not_kept(
    add: Add, approved: Flask, signed_in: SignedIn
) -> None:
    window, words = add(), "We cannot open this file. Take a photo of it, or save it again."
    attach(window, (photograph()[:-200], "half.jpg"), do="send", **typed(TODAY))
    told = "We could not keep a file that you sent."
    assert told not in window.client.get("/en/host").text
    look_at_files(approved)
    home = page_of(window.client.get("/en/host"))
    [row] = [row for row in home.select("main .rows li") if told in row.text]
    with approved.app_context():
        assert outbox.waiting(clock.now())[0] == 1
    line = page_of(window.client.get(href(one(row, "a"))))
    assert "half.jpg" in line.text
    assert words in line.text
    # Where they send it again, and what took them there is off their first page.
    again = one(line, "main .rows a[href*='/requirements/']")
    assert window.client.get(href(again)).status_code == 200
    assert told not in window.client.get("/en/host").text
    officer = signed_in("accommodation-officer")
    at_desk = officer.get(f"/en/desk/certificates/{stored(approved)[1].ref}").text
    assert "We did not keep this file. Whoever sent it reads:" in at_desk
    assert "No paper came with it." in at_desk
