"""The form for a list: a file or pasted text, what it refuses, and what stays in it."""

import pytest
from flask import Flask

from support.lists import (
    GOOD,
    PEOPLE,
    YOUNG_PEOPLE,
    can_write,
    hand_in,
    kept,
    listed,
    text_in_the_box,
    told,
)
from support.site import SignedIn


@pytest.mark.parametrize(
    "file",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.replace(",", ";").replace("\n", "\r\n").encode(),
        GOOD.replace(",", "\t").encode("utf-16"),
    ],
    ids=["utf-8", "with a mark", "semicolons", "as Excel writes it"],
)
def test_a_file_is_as_good_as_pasted_text(signed_in: SignedIn, file: bytes) -> None:
    browser = signed_in("administrator")
    checked = hand_in(browser, YOUNG_PEOPLE, "what stood there before", file=file)
    assert checked.status_code == 200, told(checked)
    assert hand_in(browser, YOUNG_PEOPLE, text_in_the_box(checked), button="write").status_code == 303


@pytest.mark.parametrize("file", ["Zoë".encode("cp1252"), b"PK\x03\x04\xff\xfe", b"\xff\xfea"])
def test_a_file_in_another_encoding_is_refused_in_words(signed_in: SignedIn, file: bytes) -> None:
    """And what was pasted is still there."""
    response = hand_in(signed_in("administrator"), YOUNG_PEOPLE, GOOD, file=file)
    assert response.status_code == 422
    assert "CSV UTF-8" in response.text
    assert text_in_the_box(response).replace("\r", "") == GOOD


def test_nothing_at_all_is_refused_in_words(signed_in: SignedIn) -> None:
    response = hand_in(signed_in("administrator"), YOUNG_PEOPLE)
    assert response.status_code == 422
    assert "Choose a file, or paste the list" in response.text


def test_a_file_that_was_not_checked_is_not_written(people_app: Flask, signed_in: SignedIn) -> None:
    before = kept(people_app)
    response = hand_in(signed_in("administrator"), YOUNG_PEOPLE, GOOD, file=GOOD.encode(), button="write")
    assert response.status_code == 200
    assert can_write(response)
    assert kept(people_app) == before


def test_signs_that_no_page_can_show_are_shown_as_one_that_it_can(signed_in: SignedIn) -> None:
    """The client reads each page strictly: a NUL on it would be a fault of the page."""
    strange = listed(PEOPLE, "N1,Sam\x00\u202e\u2066Example\ufdd0</textarea><b>,2009-01-02,,")
    response = hand_in(signed_in("administrator"), YOUNG_PEOPLE, strange)
    assert response.status_code == 422
    assert "Sam\ufffd\ufffd\ufffdExample\ufffd</textarea><b>" in text_in_the_box(response)
