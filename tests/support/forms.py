"""How a test fills in the sample form."""

from flask.testing import FlaskClient

from support.page_checks import TOKEN

GOOD = {"born-day": "27", "born-month": "3", "born-year": "2007", "living": "foster_care"}


def token(client: FlaskClient, path: str = "/en/sample") -> str:
    page = client.get(path)
    found = TOKEN.search(page.text)
    assert found is not None, f"no token on {path}: {page.status}"
    return found[0]


def filled(client: FlaskClient, changed: dict[str, str] | None = None) -> dict[str, str]:
    """A form that would be taken, with the token that belongs to this browser."""
    return {"csrf_token": token(client), **GOOD, **(changed or {})}
