"""Signing in and a young person's own pages can be translated whole, and are."""

import pytest
from flask import Flask

from support import the_cast
from support.code_sign_in import ask_for_code
from support.every import PSEUDO
from support.forms import token
from support.html import page_of
from whole_site.test_languages import _english_in

OWN = ("me", "me/who-looked/1", "account")


def _bare(html: str) -> list[str]:
    return _english_in(page_of(html))


@pytest.mark.parametrize("path", OWN)
def test_the_pseudo_locale_shows_no_bare_english_to_a_young_person(
    people_app: Flask, strange_app: Flask, path: str
) -> None:
    adviser, young = strange_app.test_client(), strange_app.test_client()
    the_cast.sign_in(strange_app, adviser, "personal-adviser")
    assert adviser.get("/en/desk/young-people/young-person").status_code == 200
    the_cast.sign_in(strange_app, young, "young-person")
    response = young.get(f"/{PSEUDO}/{path}")
    assert response.status_code == 200
    assert not _bare(response.text)


def test_it_shows_none_on_the_way_in(people_app: Flask, strange_app: Flask) -> None:
    strange_app.extensions["kentcare_posts"].reset()
    client = strange_app.test_client()
    assert not _bare(client.get(f"/{PSEUDO}/sign-in").text)
    assert not _bare(ask_for_code(client, "nobody", PSEUDO).text)
    ask_for_code(client, "nobody@example.org", PSEUDO)
    page = f"/{PSEUDO}/sign-in/code"
    assert not _bare(client.get(page).text)
    for typed in ("", "12", "123456"):
        response = client.post(page, data={"csrf_token": token(client, page), "code": typed})
        assert response.status_code == 422
        assert not _bare(response.text)
    assert not _bare(client.get(f"/{PSEUDO}/signed-out").text)


def test_a_refusal_speaks_the_reader_s_language(people_app: Flask, strange_app: Flask) -> None:
    client = strange_app.test_client()
    the_cast.sign_in(strange_app, client, "young-person")
    for path, status in (("desk", 403), ("me/who-looked/9", 404)):
        response = client.get(f"/{PSEUDO}/{path}")
        assert response.status_code == status
        assert not _bare(response.text)
