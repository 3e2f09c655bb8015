"""The words about lists: an example of each kind, and what is wrong with a line."""

import pytest
from flask import Flask

from kentcare.desk.imports.faults import FaultKind, LineFault
from kentcare.desk.imports.labels import fault_words
from kentcare.desk.imports.rules import ListKind
from support.html import page_of
from support.lists import ADDRESS, hand_in, listed, told
from support.site import SignedIn


@pytest.mark.parametrize("kind", list(ListKind))
def test_each_page_says_which_columns_are_wanted_with_an_example(signed_in: SignedIn, kind: ListKind) -> None:
    """The example is a good list but for its people, who are not here."""
    browser = signed_in("administrator")
    response = browser.get(ADDRESS[kind])
    lines = page_of(response).select("#example code")
    assert len(lines) == 2
    answer = hand_in(browser, ADDRESS[kind], listed(*(line.text.strip() for line in lines)))
    assert all("here" in fault or "account" in fault for fault in told(answer)), told(answer)
    assert told(answer)


@pytest.mark.parametrize("kind", FaultKind)
def test_each_fault_has_words(app: Flask, kind: FaultKind) -> None:
    fault = LineFault(2, kind, column="born", other=7, most=30)
    with app.test_request_context("/en/"):
        words = fault_words(fault)
    assert words.endswith((".", "?"))
    assert "%(" not in words
