"""How a test fills in the sample form."""

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

GOOD = {"born-day": "27", "born-month": "3", "born-year": "2007", "living": "foster_care"}


def token(client: FlaskClient, path: str = "/en/sample") -> str:
    found = BeautifulSoup(client.get(path).text, "html5lib").select_one("input[name=csrf_token]")
    assert found is not None
    return str(found["value"])


def filled(client: FlaskClient, changed: dict[str, str] | None = None) -> dict[str, str]:
    """A form that would be taken, with the token that belongs to this browser."""
    return {"csrf_token": token(client), **GOOD, **(changed or {})}
