"""What people look for is found on the real pages, in the words of each language."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

LOOKED_FOR = [
    ("en", "money for clothes", "money"),
    ("en", "where will I live at 18", "a-place-to-live"),
    ("en", "sucide", "health"),
    ("en", "solicitor", "seeking-asylum"),
    ("en", "prison", "in-custody"),
    ("en", "the home office said no", "asylum-refused"),
    ("ar", "مال للملابس", "money"),
    ("ar", "أين سأعيش عندما أبلغ 18", "a-place-to-live"),
    ("ar", "محامي", "seeking-asylum"),
    ("ti", "ገንዘብ ንክዳን", "money"),
    ("ti", "18 ዓመት ምስ መላእኩ ኣበይ ክነብር እየ", "a-place-to-live"),
]


@pytest.mark.parametrize(("tag", "words", "page"), LOOKED_FOR)
def test_the_first_page_found_is_the_one_that_helps(
    client: FlaskClient, tag: str, words: str, page: str
) -> None:
    found = BeautifulSoup(client.post(f"/{tag}/search", data={"words": words}).text, "html.parser")
    first = found.select_one(".found a")
    assert first is not None
    assert str(first["href"]).partition("#")[0] == f"/{tag}/{page}"
