"""A file is opened by whoever may, as an attachment, and by nobody else."""

from urllib.parse import quote

import pytest
from flask import Flask

from kentcare.hosting.training_and_checks.records.lines import CERTIFICATE
from kentcare.services.files import records as files
from kentcare.services.files import views
from kentcare.services.files.store import StoreUnavailable
from support.long_forms import Open, shown
from support.pictures import MAKER, photograph
from support.site import SignedIn
from support.uploads import attach, links

pytestmark = pytest.mark.usefixtures("empty_store")


def test_a_photograph_comes_back_as_an_attachment_without_its_place(opened: Open) -> None:
    window = opened()
    assert attach(window, (photograph("HEIF"), "IMG_1.HEIC"), health="Well").status_code == 303
    [link] = links(window.client)
    response = window.client.get(link)
    assert response.headers["Content-Disposition"] == "attachment; filename=IMG_1.jpg"
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert MAKER.encode() not in response.data
    assert shown(opened(client=window.client).page) == {"health": "Well"}


def test_nobody_else_opens_it(opened: Open, signed_in: SignedIn, report_app: Flask) -> None:
    window = opened()
    attach(window, (photograph(), "a.jpg"))
    [link] = links(window.client)
    for other in (signed_in("host-2"), signed_in("administrator"), report_app.test_client()):
        response, unknown = other.get(link), other.get("/en/file/unknown")
        assert (response.status_code, unknown.status_code) == (404, 404)


def test_a_name_in_any_letters_comes_back(opened: Open) -> None:
    window = opened()
    attach(window, (photograph(), "شهادة.jpg"))
    [link] = links(window.client)
    told = window.client.get(link).headers["Content-Disposition"]
    assert told.endswith("filename*=UTF-8''" + quote("شهادة.jpg"))


def test_one_that_is_gone_is_our_fault_and_said_so(opened: Open, report_app: Flask) -> None:
    window = opened()
    attach(window, (photograph(), "a.jpg"))
    [link] = links(window.client)
    with report_app.app_context():
        files.clear_away([key for key, _ in files._storage().store.every()])
    response = window.client.get(link)
    assert response.status_code == 500
    assert "This is our fault" in response.text


def test_one_in_the_place_of_another_is_not_shown(opened: Open, report_app: Flask) -> None:
    window = opened()
    attach(window, (photograph(), "a.jpg"), (photograph("PNG"), "b.png"))
    with report_app.app_context():
        store = files._storage().store
        one, other = (key for key, _ in store.every())
        store.put(one, store.get(other))
    assert sorted(window.client.get(link).status_code for link in links(window.client)) == [200, 500]


def test_a_store_that_does_not_answer_is_not_the_end(
    opened: Open, report_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened()
    attach(window, (photograph(), "a.jpg"))
    [link] = links(window.client)
    with report_app.app_context():
        store = files._storage().store

    def away(_key: str) -> bytes:
        raise StoreUnavailable("not now")

    monkeypatch.setattr(store, "get", away)
    assert window.client.get(link).status_code == 503


def test_each_kind_of_record_with_files_says_who_may_open_them(report_app: Flask) -> None:
    """The rules are filled as the rooms are imported. A long form that takes files is a kind by its name."""
    assert set(views._RULES) == {files.DRAFT, CERTIFICATE}
