"""A Host puts right what they sent: it counts everywhere, and what stood before is never lost."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.hosting.reports.corrections import Correction, by_field, changed, corrections_of
from kentcare.hosting.reports.models import MonthlyReport
from support.encrypted_columns import stored_bytes
from support.export import taken
from support.host_report import MONTH, Write, stored
from support.html import attribute, one, page_of
from support.long_forms import Window
from support.site import SignedIn

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
OWN, DESK = "/en/me/skills", "/en/desk/young-people/young-person/skills"


def put_right(write: Write, sent: str, text: str = "I counted wrongly.", **fields: str) -> None:
    window = Window.open(write().client, sent)
    assert window.press("send", text=text, **fields).status_code == 303


# What is saved


def test_only_what_is_changed_is_a_correction() -> None:
    now = {"hours": 12, "nights": 0, "level_money": 2}
    assert changed(now, {"hours": 12, "nights": 3, "level_money": None, "well": 1}) == {"nights": [0, 3]}


def test_steps_come_in_the_order_of_the_report_and_each_field_keeps_its_own() -> None:
    stored = {"level_money": [2, 3], "hours": [12, 14], "unknown": [1, 2]}
    steps = corrections_of(stored, "Host", AT)
    assert [step.field for step in steps] == ["hours", "level_money"]
    again = Correction("hours", 14, 10, "Host", AT)
    assert [(step.was, step.now) for step in by_field([*steps, again])["hours"]] == [(12, 14), (14, 10)]
    assert corrections_of(None, "Host", AT) == []


# Where it shows


@pytest.mark.parametrize("name", ["host", "accommodation-officer"])
def test_the_report_shows_what_counts_and_what_stood_before(
    write: Write, sent: str, desk: str, signed_in: SignedIn, name: str
) -> None:
    put_right(write, sent, nights="3", hours="14", level_money="4")
    put_right(write, sent, text="No, four nights.", nights="4")
    page = page_of(signed_in(name).get(sent if name == "host" else desk))
    rows = {one(row, "dt").text: one(row, "dd").text for row in page.select(".pairs div")}
    assert rows["Nights elsewhere"].startswith("4")
    assert "Before: 0" in rows["Nights elsewhere"]
    assert "Before: 3" in rows["Nights elsewhere"]
    assert "by Canaryword host" in rows["Nights elsewhere"]
    assert rows["Hours of support a week"].startswith("14")
    assert "Before: 12" in rows["Hours of support a week"]
    assert "Alone" in rows["Money"]
    assert "Before: With a lot of help" in rows["Money"]
    assert "Nights elsewhere: 3 before, 4 now" in page.text


@pytest.mark.parametrize(("name", "address"), [("young-person", OWN), ("personal-adviser", DESK)])
def test_the_chart_counts_it_and_says_so(
    write: Write, sent: str, signed_in: SignedIn, name: str, address: str
) -> None:
    assert "put right" not in signed_in(name).get(address).text
    put_right(write, sent, level_money="3")
    put_right(write, sent, text="Yet more.", level_money="4")
    page = page_of(signed_in(name).get(address))
    [money] = [each for each in page.select(".pictures > div") if "Money" in one(each, "h2").text]
    assert "alone in" in attribute(one(money, "svg"), "aria-label")
    told = [each.text for each in money.select("p.quiet") if "put right on" in each.text]
    assert [each.partition("Before: ")[2] for each in told] == ["With a lot of help", "With a little help"]
    assert all("by Canaryword host" in each for each in told)
    assert [cell.text for cell in page.select("table.levels tbody td")][2] == "4*Alone (put right later)"


def test_the_chart_says_it_in_the_readers_language(write: Write, sent: str, signed_in: SignedIn) -> None:
    put_right(write, sent, level_money="3")
    for tag in ("ar", "ti"):
        page = signed_in("young-person").get(OWN.replace("/en/", f"/{tag}/")).text
        assert "put right" not in page
        assert "put this right" not in page
        assert "3*" in page


def test_the_next_report_begins_from_what_counts(write: Write, sent: str) -> None:
    put_right(write, sent, level_money="4")
    page = write(address=f"/en/host/reports/stay/{MONTH.after}").page
    [money] = [each for each in page.select(".scale") if "Money" in one(each, "h3").text]
    assert "Alone" in one(money, ".level").text
    assert "Before: With a lot of help" in money.text


def test_the_copy_of_what_is_held_has_both(write: Write, sent: str, signed_in: SignedIn) -> None:
    put_right(write, sent, nights="3", level_money="4")
    for name in ("young-person", "host"):
        archive = taken(signed_in(name))
        [report] = archive.held["reports"]
        assert (report["words"]["nights"], report["levels"]["money"]) == (3, 4)
        steps = [(each["field"], each["was"], each["now"]) for each in report["corrected"]]
        assert steps == [("nights", 0, 3), ("level_money", 2, 4)]
        assert "Nights elsewhere: 0 before, 3 now" in archive.page
        assert "Money: With a lot of help before, Alone now" in archive.page
    [month] = taken(signed_in("young-person")).held["skills"]
    assert month["money"] == 4
    assert [(each["was"], each["now"]) for each in month["corrected"]] == [(2, 4)]


# What stays, and who is told


def test_what_was_sent_stays_as_it_was_and_the_officer_reads_again(
    write: Write, sent: str, signed_in: SignedIn, people_app: Flask
) -> None:
    [row] = stored(people_app)
    before = stored_bytes(people_app, MonthlyReport, "sealed", row.id)
    put_right(write, sent, nights="3")
    assert stored_bytes(people_app, MonthlyReport, "sealed", row.id) == before
    assert "1 new report to read" in signed_in("accommodation-officer").get("/en/desk").text
    with people_app.app_context():
        about = [each.about for each in audit.events(most=50, action=Action.CHANGED) if each.kind == "report"]
    assert "corrected nights" in about


def test_a_second_press_corrects_once(
    write: Write, sent: str, people_app: Flask, signed_in: SignedIn
) -> None:
    window = Window.open(write().client, sent)
    for _ in range(2):
        assert window.press("send", text="I counted wrongly.", nights="3").status_code == 303
    assert signed_in("host").get(sent).text.count("Nights elsewhere: 0 before, 3 now") == 1


def test_to_write_what_counts_already_corrects_nothing(write: Write, sent: str, signed_in: SignedIn) -> None:
    put_right(write, sent, nights="0", hours="12", level_money="2")
    assert (
        "before"
        not in signed_in("host").get(sent).text.partition("Said since")[2].partition("Add something")[0]
    )


def test_it_needs_a_word_why_and_keeps_what_is_typed(write: Write, sent: str) -> None:
    window = Window.open(write().client, sent)
    response = window.press("send", text="", nights="3", level_money="4")
    assert response.status_code == 422
    page = page_of(response)
    assert "Write something first" in page.text
    assert "open" in one(page, "details").attrs
    assert attribute(one(page, "[name=nights]"), "value") == "3"
    assert attribute(one(page, "[name=level_money] option[selected]"), "value") == "4"
