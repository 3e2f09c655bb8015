"""A long form: kept as typed, and sent once, whatever happens on the way."""

from pathlib import Path

import pytest
from flask import Flask

from kentcare.services.long_forms import records as long_forms
from support.html import href, one, page_of
from support.long_forms import ADDRESS, WHOLE, Open, Rows, answered, shown
from support.site import SignedIn


def test_what_was_typed_is_there_again_on_another_device(opened: Open) -> None:
    first = opened()
    assert first.press("save", health="Well.\n\nSlept.", level_money="2", hours="many").status_code == 303
    other = opened()
    assert shown(other.page) == {"health": "Well.\n\nSlept.", "level_money": ["2"], "hours": "many"}
    assert "Saved on" in one(other.page, ".kept").text


def test_it_is_nobody_elses(opened: Open) -> None:
    opened().press("save", health="Well")
    assert shown(opened("host-2").page) == {}
    assert shown(opened(address="/en/report/2026-12").page) == {}


def test_a_save_while_typing_goes_on_from_the_last(opened: Open) -> None:
    window = opened()
    for health in ("W", "We", "Well"):
        answer = window.autosave(health=health)
        assert (answer.status_code, answered(answer)["said"][:8]) == (200, "Saved on")
    assert shown(opened().page) == {"health": "Well"}


def test_it_is_encrypted_in_the_database(opened: Open, report_app: Flask) -> None:
    opened().press("save", health="Canaryword of a person")
    file = Path(report_app.config["SQLALCHEMY_DATABASE_URI"].database)
    stored = file.read_bytes() + file.with_name(f"{file.name}-wal").read_bytes()
    assert b"Canaryword of a person" not in stored


def test_what_must_be_put_right_is_kept_as_well(opened: Open, rows: Rows) -> None:
    window = opened()
    response = window.press("send", health="Well", hours="many")
    assert response.status_code == 422
    links = [href(link) for link in page_of(response).select(".govuk-error-summary a")]
    assert links == ["#day-day", "#hours", "#well"]
    assert shown(opened().page) == {"health": "Well", "hours": "many"}
    assert rows() == []
    assert window.press("send", **WHOLE, hours="3").status_code == 303
    assert len(rows()) == 1


def test_it_is_sent_once_and_says_the_same_reference(opened: Open, rows: Rows) -> None:
    window = opened()
    for _ in range(3):
        assert window.press("send", **WHOLE).status_code == 303
    [(reference, well)] = rows()
    assert well == WHOLE["well"]
    assert one(page_of(window.client.get(ADDRESS)), ".reference").text == reference


def test_after_sending_an_older_window_sends_no_second_one(
    opened: Open, rows: Rows, signed_in: SignedIn
) -> None:
    client = signed_in("host")
    first, older = opened(client=client), opened(client=client)
    first.press("send", **WHOLE)
    response = older.press("send", **(WHOLE | {"well": "Something else went well."}))
    assert response.status_code == 409
    page = page_of(response)
    [(reference, _)] = rows()
    # The reference again, and the words that were not sent, to be copied.
    assert one(page, ".reference").text == reference
    assert "Something else went well." in one(page, "main").text


def test_what_is_typed_after_sending_makes_no_draft_and_is_not_lost(
    opened: Open, signed_in: SignedIn, report_app: Flask
) -> None:
    client = signed_in("host")
    first, older = opened(client=client), opened(client=client)
    first.press("send", **WHOLE)
    assert older.autosave(health="Typed too late").status_code == 409
    response = older.press("save")
    assert response.status_code == 409
    assert "Typed too late" in one(page_of(response), "main").text
    with report_app.app_context():
        assert long_forms.number_of_drafts() == 0
    # Nothing else than was sent is no second text.
    assert first.press("save").status_code == 303


def test_a_revision_that_nobody_could_have_reached_is_no_address(opened: Open) -> None:
    window = opened()
    one(window.page, "form.long").attrs["action"] = f"{ADDRESS}/{10**30}"
    assert window.press("save", health="Well").status_code == 404


def test_an_older_draft_never_takes_the_place_of_a_newer(opened: Open, signed_in: SignedIn) -> None:
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


def test_more_than_is_kept_is_said_and_not_lost(opened: Open) -> None:
    window = opened()
    response = window.press("save", health="x" * 100_001)
    assert response.status_code == 413
    assert len(shown(window.page)["health"]) == 100_001


@pytest.mark.parametrize("version", ["9" * 5000, "9" * 20, "٩", "²", "-1", "x"])
def test_what_is_no_version_of_the_form_is_taken_for_todays(opened: Open, version: str) -> None:
    window = opened()
    one(window.page, "[name=_version]").attrs["value"] = version
    assert window.press("save", health="Well").status_code == 303
    assert shown(opened().page) == {"health": "Well"}
