"""The words for the status of a report."""

import pytest

from support.host_report import FORM, WHOLE, Write


@pytest.mark.parametrize("page", ["/en/host", "/en/host/reports"])
def test_what_is_begun_is_said_on_every_list(write: Write, page: str) -> None:
    assert "You have begun" not in write().client.get(page).text
    window = write()
    assert window.press("save", health="Half a sentence").status_code == 303
    assert "What you wrote is saved." in window.client.get(FORM).text
    assert "You have begun. It was saved on" in window.client.get(page).text
    assert write().press("send", **WHOLE).status_code == 303
    assert "You have begun" not in window.client.get(page).text
