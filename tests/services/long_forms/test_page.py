"""A long form: kept as typed, and sent once, whatever happens on the way."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from conftest import SignedIn
from kentcare.services.long_forms import records as long_forms
from services.long_forms.conftest import ADDRESS, WHOLE, Open, Window, shown, soup

Rows = Callable[[], list[tuple[str, str]]]


def test_what_was_typed_is_there_again_on_another_device(opened: Open) -> None:
    first = opened()
    assert first.press("save", health="Well.\n\nSlept.", level_money="2", hours="many").status_code == 303
    other = opened()
    assert shown(other.page) == {"health": "Well.\n\nSlept.", "level_money": ["2"], "hours": "many"}
    assert "Saved on" in other.page.select_one(".kept").get_text()


def test_it_is_nobody_elses(opened: Open) -> None:
    opened().press("save", health="Well")
    assert shown(opened("host-2").page) == {}
    assert shown(opened(address="/en/report/2026-12").page) == {}


def test_a_save_while_typing_goes_on_from_the_last(opened: Open) -> None:
    window = opened()
    for health in ("W", "We", "Well"):
        answer = window.autosave(health=health)
        assert (answer.status_code, answer.json["said"][:8]) == (200, "Saved on")
    assert shown(opened().page) == {"health": "Well"}


def test_it_is_sealed_in_the_database(opened: Open, report_app: Flask) -> None:
    opened().press("save", health="Canaryword of a person")
    file = Path(report_app.config["SQLALCHEMY_DATABASE_URI"].database)
    stored = file.read_bytes() + file.with_name(f"{file.name}-wal").read_bytes()
    assert b"Canaryword of a person" not in stored


def test_what_must_be_put_right_is_kept_as_well(opened: Open, rows: Rows) -> None:
    window = opened()
    response = window.press("send", health="Well", hours="many")
    assert response.status_code == 422
    links = [link["href"] for link in soup(response).select(".govuk-error-summary a")]
    assert links == ["#day-day", "#hours", "#well"]
    assert shown(opened().page) == {"health": "Well", "hours": "many"}
    assert rows() == []
    assert window.press("send", **WHOLE, hours="3").status_code == 303
    assert len(rows()) == 1


def test_f7_it_is_sent_once_and_says_the_same_reference(opened: Open, rows: Rows) -> None:
    window = opened()
    for _ in range(3):
        assert window.press("send", **WHOLE).status_code == 303
    [(reference, well)] = rows()
    assert well == WHOLE["well"]
    assert soup(window.client.get(ADDRESS)).select_one(".reference").get_text() == reference


def test_f8_the_second_of_two_windows_sees_both_texts_and_chooses(opened: Open, signed_in: SignedIn) -> None:
    client = signed_in("host")
    first, second = opened(client=client), opened(client=client)
    first.press("save", health="from the first", level_money="1", hard="the same")
    assert second.autosave(health="from the second", level_money="3", hard="the same").status_code == 409
    response = second.press("save")
    assert response.status_code == 409
    page = soup(response)
    assert [legend.get_text() for legend in page.select("legend")] == ["Health", "Money"]
    text = page.select_one("main").get_text()
    assert all(words in text for words in ("from the first", "from the second", "Needs help", "Can do it"))
    # Nothing of the first is gone while somebody thinks.
    assert shown(opened().page)["health"] == "from the first"
    form = page.select_one("main form")
    posted = {box["name"]: box["value"] for box in form.select("input[type=hidden]")} | {"_do": "choose"}
    assert client.post(form["action"], data=posted).status_code == 422
    chosen = {"_take-health": "both", "_take-level_money": "theirs"}
    assert client.post(form["action"], data=posted | chosen).status_code == 303
    assert shown(opened().page) == {
        "health": "from the second\n\nfrom the first",
        "level_money": ["1"],
        "hard": "the same",
    }


def test_f8_a_third_window_that_saves_while_somebody_chooses_is_not_lost(
    opened: Open, signed_in: SignedIn
) -> None:
    client = signed_in("host")
    first, second = opened(client=client), opened(client=client)
    first.press("save", health="one")
    form = soup(second.press("save", health="two")).select_one("main form")
    posted = {box["name"]: box["value"] for box in form.select("input[type=hidden]")}
    opened(client=client).press("save", health="three")
    response = client.post(form["action"], data=posted | {"_do": "choose", "_take-health": "mine"})
    assert response.status_code == 422
    assert "three" in soup(response).select_one("main").get_text()


def test_f9_after_sending_an_older_window_sends_no_second_one(
    opened: Open, rows: Rows, signed_in: SignedIn
) -> None:
    client = signed_in("host")
    first, older = opened(client=client), opened(client=client)
    first.press("send", **WHOLE)
    response = older.press("send", **(WHOLE | {"well": "Something else went well."}))
    assert response.status_code == 409
    page = soup(response)
    [(reference, _)] = rows()
    # The reference again, and the words that were not sent, to be copied.
    assert page.select_one(".reference").get_text() == reference
    assert "Something else went well." in page.select_one("main").get_text()


def test_f9_what_is_typed_after_sending_makes_no_draft_and_is_not_lost(
    opened: Open, signed_in: SignedIn, report_app: Flask
) -> None:
    client = signed_in("host")
    first, older = opened(client=client), opened(client=client)
    first.press("send", **WHOLE)
    assert older.autosave(health="Typed too late").status_code == 409
    response = older.press("save")
    assert response.status_code == 409
    assert "Typed too late" in soup(response).select_one("main").get_text()
    with report_app.app_context():
        assert long_forms.number_of_drafts() == 0
    # Nothing else than was sent is no second text.
    assert first.press("save").status_code == 303


def test_a_revision_that_nobody_could_have_reached_is_no_address(opened: Open) -> None:
    window = opened()
    window.page.select_one("form.long")["action"] = f"{ADDRESS}/{10**30}"
    assert window.press("save", health="Well").status_code == 404


def test_f9_an_older_draft_never_takes_the_place_of_a_newer(opened: Open, signed_in: SignedIn) -> None:
    client = signed_in("host")
    older = opened(client=client)
    newer = opened(client=client)
    newer.press("save", health="first")
    opened(client=client).press("save", health="newer")
    assert older.press("save", health="older").status_code == 409
    assert shown(opened().page) == {"health": "newer"}


def test_a_page_of_before_signing_in_again_shows_the_words_once_more(
    opened: Open, signed_in: SignedIn, rows: Rows
) -> None:
    """Its token belongs to the session that is gone."""
    window = opened()
    window.client = signed_in("host")
    response = window.press("send", **WHOLE)
    assert response.status_code == 400
    assert rows() == []
    assert shown(window.page)["well"] == WHOLE["well"]
    assert window.press("send").status_code == 303
    assert len(rows()) == 1


def test_a_page_that_somebody_else_opened_saves_nothing(opened: Open, signed_in: SignedIn) -> None:
    window = opened("host")
    window.client = signed_in("host-2")
    response = window.press("save", health="of the first Host")
    assert response.status_code == 409
    assert "of the first Host" not in response.text
    assert shown(opened("host-2").page) == {}


def test_f17_a_page_from_before_a_deploy_still_posts(opened: Open, rows: Rows) -> None:
    """The old form had another version, and a box of another name."""
    window = opened()
    window.page.select_one("[name=_version]")["value"] = "1"
    typed = {name: text for name, text in WHOLE.items() if name != "well"}
    assert window.press("send", **typed, good="It went well.", dropped="No box for it").status_code == 303
    assert [well for _, well in rows()] == ["It went well."]


def test_what_was_written_in_a_box_that_is_gone_is_shown(opened: Open) -> None:
    window = opened()
    window.page.select_one("[name=_version]")["value"] = "1"
    window.press("save", dropped="No box for it")
    again = opened()
    assert "No box for it" in again.page.select_one(".told").get_text()
    again.press("save", health="Well")
    assert "No box for it" in opened().page.select_one(".told").get_text()


def test_more_than_is_kept_is_said_and_not_lost(opened: Open) -> None:
    window = opened()
    response = window.press("save", health="x" * 100_001)
    assert response.status_code == 413
    assert len(shown(window.page)["health"]) == 100_001


def test_an_open_form_is_kept_behind_a_cookie_and_says_so(report_app: Flask, rows: Rows) -> None:
    client = report_app.test_client()
    response = client.get("/en/open-report")
    [cookie] = [value for value in response.headers.getlist("Set-Cookie") if value.startswith("draft=")]
    assert "HttpOnly" in cookie
    assert "Max-Age=86400" in cookie
    assert "24 hours" in response.text
    window = Window(client, soup(response))
    assert window.press("save", health="Well").status_code == 303
    assert shown(Window.open(client, "/en/open-report").page) == {"health": "Well"}
    # Another browser has nothing of it.
    assert shown(Window.open(report_app.test_client(), "/en/open-report").page) == {}
    window = Window.open(client, "/en/open-report")
    assert window.press("send", **WHOLE).status_code == 303
    assert len(rows()) == 1


def test_an_open_form_is_kept_for_a_day_and_no_longer(report_app: Flask) -> None:
    client, other = report_app.test_client(), report_app.test_client()
    Window.open(client, "/en/open-report").press("save", health="Well")
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=23), tick=False):
        assert shown(Window.open(client, "/en/open-report").page) == {"health": "Well"}
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=25), tick=False):
        assert shown(Window.open(client, "/en/open-report").page) == {}
        # Whoever comes next clears away what is over.
        Window.open(other, "/en/open-report").press("save", health="Another")
    with report_app.app_context():
        assert long_forms.number_of_drafts() == 1


def test_leaving_in_a_hurry_leaves_nothing_of_an_open_form(report_app: Flask) -> None:
    client = report_app.test_client()
    Window.open(client, "/en/open-report").press("save", health="Well")
    token = client.get_cookie("draft").value
    client.get("/exit")
    assert client.get_cookie("draft") is None
    client.set_cookie("draft", token)
    assert shown(Window.open(client, "/en/open-report").page) == {}


@pytest.mark.parametrize("version", ["9" * 5000, "9" * 20, "٩", "²", "-1", "x"])
def test_what_is_no_version_of_the_form_is_taken_for_todays(opened: Open, version: str) -> None:
    window = opened()
    window.page.select_one("[name=_version]")["value"] = version
    assert window.press("save", health="Well").status_code == 303
    assert shown(opened().page) == {"health": "Well"}
