"""A form that has changed since a page of it was opened: what was typed goes into today's fields."""

from flask import Flask

from support.html import one
from support.long_forms import WHOLE, Open, Rows
from support.report import REPORT


def test_a_page_from_before_a_deploy_still_posts(opened: Open, rows: Rows) -> None:
    """The old form had another version, and a box of another name."""
    window = opened()
    one(window.page, "[name=_version]").attrs["value"] = "1"
    typed = {name: text for name, text in WHOLE.items() if name != "well"}
    assert window.press("send", **typed, good="It went well.", dropped="No box for it").status_code == 303
    assert [well for _, well in rows()] == ["It went well."]


def test_what_was_written_in_a_field_that_is_gone_is_shown(opened: Open) -> None:
    window = opened()
    one(window.page, "[name=_version]").attrs["value"] = "1"
    window.press("save", dropped="No box for it")
    again = opened()
    assert "No box for it" in one(again.page, ".told").text
    again.press("save", health="Well")
    assert "No box for it" in one(opened().page, ".told").text


def test_fields_show_what_was_typed_and_validate_nothing_yet(app: Flask) -> None:
    with app.test_request_context("/en/report"):
        fields = REPORT.filled({"hours": ["many"], "needs": ["call", "break"], "health": ["Well\n"]})
        assert fields["hours"]._value() == "many"
        assert fields["needs"].data == ["call", "break"]
        assert fields["health"].data == "Well\n"
        assert not fields.errors
