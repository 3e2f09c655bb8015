"""A page from the cache is, for each reader, the page that would have been rendered for them."""

import gzip
from collections.abc import Callable, Sequence
from datetime import date

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape
from werkzeug.test import TestResponse

from kentcare.web.page_cache import personal
from support.html import Page, attribute
from support.visitor import STUDENT, CheckerVisitor

PAGE = "/en/checker/1"
PLACEHOLDERS = "\ue000\ue001\ue002"


def page_of(app: Flask, key: str, render: Callable[[], str], typed: Sequence[str] = ()) -> tuple[str, str]:
    """The page for a new reader, with their token."""
    with app.test_request_context(PAGE):
        return personal.personal_page(key, render, typed).get_data(as_text=True), generate_csrf()


def cached(app: Flask) -> dict[object, str]:
    pages: dict[object, str] = app.extensions["kentcare_personal_pages"].current()
    return pages


# The first page of a process takes as long as it takes.
@settings(deadline=None)
@given(
    pieces=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters=PLACEHOLDERS)), min_size=3, max_size=3
    ),
    # Somebody may send a placeholder, too: it is their own text like any other.
    typed=st.lists(st.text(st.characters(codec="utf-8") | st.sampled_from(PLACEHOLDERS)), max_size=3),
)
def test_each_placeholder_is_filled_with_the_readers_own(
    app: Flask, pieces: list[str], typed: list[str]
) -> None:
    begin, middle, end = pieces
    filled = [text for text in typed if text]

    def render() -> str:
        boxes = "|".join(f"\ue000{number}\ue001" for number in range(len(filled)))
        return f"{begin}{generate_csrf()}{middle}{boxes}{end}{generate_csrf()}"

    for _ in range(2):
        html, token = page_of(app, f"any {pieces}", render, typed)
        assert html == f"{begin}{token}{middle}{'|'.join(map(escape, filled))}{end}{token}"


def test_it_is_rendered_once_and_each_reader_has_a_token_of_their_own(app: Flask) -> None:
    times: list[str] = []

    def render() -> str:
        times.append("rendered")
        return f"<p>{generate_csrf()}</p>"

    first, token = page_of(app, "own tokens", render)
    second, other = page_of(app, "own tokens", render)
    assert len(times) == 1
    assert token != other
    assert (first, second) == (f"<p>{token}</p>", f"<p>{other}</p>")


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip"), ("br", "br"), ("", None)]
)
def test_a_question_is_compressed_as_the_browser_can_open_it(
    app: Flask, accepted: str, encoding: str | None
) -> None:
    opened = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    plain = FlaskClient(app, TestResponse)
    for _ in range(2):
        response = plain.get(PAGE, headers={"Accept-Encoding": accepted})
        assert response.headers.get("Content-Encoding") == encoding
        assert b"</html>" in opened(response.data)
        assert {"Accept-Encoding", "HX-Request", "Cookie"} <= set(response.vary)


def test_the_next_day_it_is_rendered_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert page_of(app, "by day", lambda: "one")[0] == "one"
    monkeypatch.setattr(personal, "today", lambda: date(2031, 1, 1))
    assert page_of(app, "by day", lambda: "another")[0] == "another"


def test_the_cache_has_a_limit(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(personal, "_MOST_PAGES", 3)
    for number in range(9):
        page_of(app, f"many {number}", lambda: "x")
    assert len(cached(app)) <= 3


def choices(page: Page) -> list[str]:
    return [attribute(box, "value") for box in page.select("input[type=radio][checked]")]


def test_what_one_reader_answered_is_on_no_other_reader_s_page(app: Flask) -> None:
    one, other = (CheckerVisitor(app.test_client(), STUDENT) for _ in "ab")
    for visitor, reply in ((one, "yes"), (other, "no")):
        visitor.reply(("27", "3", "2004"))
        visitor.reply(reply)
    for visitor, chosen in ((one, "yes"), (other, "no"), (one, "yes")):
        visitor.go("/en/checker/2")
        assert choices(visitor.page) == [chosen]


@pytest.mark.parametrize("typed", [("27", "3", "2004"), ("1", "May", "1999"), ("", "", "")])
def test_what_somebody_typed_is_on_their_page_and_is_not_cached(
    app: Flask, typed: tuple[str, str, str]
) -> None:
    visitor = CheckerVisitor(app.test_client(), STUDENT)
    visitor.reply(typed)
    visitor.go(PAGE)
    shown = [(box.attr("value") or "") for box in visitor.page.select(".govuk-date-input__input")]
    assert [*shown[:1], *shown[2:]] == [*typed[:1], *typed[2:]]
    assert cached(app)
    assert not [html for html in cached(app).values() if 'value="2004"' in html]
    assert "2004" not in str(list(cached(app)))


def test_a_form_on_it_can_be_sent(app: Flask) -> None:
    assert CheckerVisitor(app.test_client(), STUDENT).finish().heading.startswith("Kent must help you")


def test_a_form_on_it_is_taken_only_with_the_reader_s_own_token_and_from_this_site(app: Flask) -> None:
    one, other = (CheckerVisitor(app.test_client(), STUDENT) for _ in "ab")
    own, theirs = (
        attribute(visitor.page.select("input[name=csrf_token]")[0], "value") for visitor in (one, other)
    )

    def post(token: str | None, **headers: str) -> int:
        reply = {"question": "born", "reply-day": "27", "reply-month": "3", "reply-year": "2004"}
        data = reply if token is None else {**reply, "csrf_token": token}
        return one.client.post(PAGE, data=data, headers=headers).status_code

    assert [post(None), post(""), post(theirs)] == [400, 400, 400]
    # Where a browser says that it comes from this site, the token is looked at all the same.
    assert post(None, Origin="http://localhost") == 400
    assert post(own, Origin="https://evil.example") == 403
    assert post(own) == 303
