"""What happened in a home, day by day."""

from datetime import UTC, date, datetime, timedelta

from flask import Flask

from kentcare.accounts.accounts.addresses import format_mobile
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.records import stays_in
from kentcare.cases.homes import records as homes
from kentcare.core.clock import today
from kentcare.desk.reminders import records as reminders
from kentcare.hosting.arrangements.records import arranged as arrangements
from kentcare.hosting.arrangements.records import changes as arrangement_changes
from kentcare.hosting.arrangements.rules import Level
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.safeguarding.records import FormSubject
from support import the_cast
from support.html import attribute, href, page_of, text_of
from support.site import SignedIn

TIMELINE = "/en/desk/homes/home/timeline/1"


def test_the_days_of_a_home(approved: Flask, signed_in: SignedIn) -> None:
    page = page_of(signed_in("accommodation-officer").get(TIMELINE))
    days = [text_of(row) for row in page.select(".rows li")]
    assert any("Canaryword young-person moved in" in day for day in days)
    assert any("Gas Safety Certificate" in day for day in days)
    moved = [attribute(time, "datetime") for time in page.select(".rows time")]
    assert moved == sorted(moved, reverse=True)
    with approved.app_context():
        seen = [one for one in audit.events(most=9, action=Action.VIEWED) if one.kind == "home"]
        assert len(seen) == 1
    for name, status in (("accommodation-officer-2", 404), ("host", 403), ("personal-adviser", 403)):
        assert signed_in(name).get(TIMELINE).status_code == status
    assert signed_in("accommodation-officer").get(TIMELINE[:-1] + "2").status_code == 404


def test_a_change_of_level_is_told_as_one(approved: Flask, signed_in: SignedIn) -> None:
    """And what is planned has not happened yet."""
    with approved.app_context():
        officer, level = the_cast.viewer(approved, "accommodation-officer"), Level.COMPLEX
        arrangement_changes.change_level(officer, "stay", level=level, day=date(2026, 4, 1), today=today())
        [goes_on, _] = arrangements.of_home(officer, "home")
        later, level = today() + timedelta(days=30), Level.INTENSIVE
        arrangement_changes.change_level(officer, goes_on.ref, level=level, day=later, today=today())
    page = page_of(signed_in("accommodation-officer").get(TIMELINE))
    days = [text_of(row) for row in page.select(".rows li")]
    told = [day for day in days if "Canaryword young-person" in day and "Report on" not in day]
    assert told == [
        "1 April 2026 The level changed for Canaryword young-person: Complex support",
        "5 January 2026 Canaryword young-person moved in: Standard support",
    ]


def test_what_the_host_was_reminded_of_is_among_them(approved: Flask, signed_in: SignedIn) -> None:
    """All of a day together: a Host has one message."""
    with approved.test_request_context("/en/"):
        assert reminders.remind(datetime.now(UTC)) > 2
    page = page_of(signed_in("accommodation-officer").get(TIMELINE))
    [told] = [text_of(row) for row in page.select(".rows li") if "reminded" in row.text]
    assert "DBS check of Canaryword host; " in told
    assert "Fire safety plan" in told
    assert "host-2" not in told


def test_a_report_that_was_halted_is_among_them(approved: Flask, signed_in: SignedIn) -> None:
    with approved.test_request_context("/en/host"):
        host = the_cast.viewer(approved, "host")
        [home] = homes.own(host, today())
        young_person = stays_in([home.id], today(), since=today())[0].young_person_id
        about = FormSubject(home.id, young_person, today().replace(day=1))
        safeguarding.halt(host, about, [], datetime.now(UTC), pressed=True)
    officer = signed_in("accommodation-officer")
    assert "A report on Canaryword young-person was halted" in officer.get(TIMELINE).text
    link = page_of(officer.get("/en/desk/stops")).select_one("main a[href^=tel]")
    assert link
    assert href(link) == "tel:" + format_mobile(the_cast.mobile("host")).replace(" ", "")
