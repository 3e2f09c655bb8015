"""Taking back what was decided at the desk, as tests press it."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.session import reading
from kentcare.services.messages.models import OutgoingMessage
from support import html
from support.forms import post, token
from support.html import attribute, page_of

WHY = "I pressed the wrong button."


def choices(client: FlaskClient, page: str) -> list[str]:
    """What a page lets somebody take back."""
    return [attribute(one, "value") for one in page_of(client.get(page)).select("details [name=what]")]


def take_back(
    client: FlaskClient,
    page: str,
    begins: str = "",
    *,
    why: str = WHY,
    what: str | None = None,
    is_misdirected: bool = False,
) -> TestResponse:
    """Take back the first decision on a page that begins so; `what`: that of an older page.

    `is_misdirected`: it was meant for another home.
    """
    shown = page_of(client.get(page))
    [form] = [one for one in shown.select("form") if attribute(one, "action").endswith("take-back")]
    csrf = attribute(html.one(form, "[name=csrf_token]"), "value")
    found = [value for value in choices(client, page) if value.startswith(begins)]
    data = {"csrf_token": csrf, "what": what or found[0], "why": why}
    if is_misdirected:
        data["kept_from_host"] = attribute(html.one(form, "[name=kept_from_host]"), "value")
    return client.post(attribute(form, "action"), data=data)


def take_back_unasked(client: FlaskClient, page: str, what: str) -> TestResponse:
    """Post that a decision is taken back, whether or not the page offers it."""
    return post(client, f"{page}/take-back", {"what": what, "why": WHY})


def press(client: FlaskClient, page: str, what: str = "", **data: str) -> None:
    """Post a form of a page. `what`: the last part of its address."""
    response = client.post(page + what, data={"csrf_token": token(client, page), **data})
    assert response.status_code == 303


def trail(app: Flask) -> list[str]:
    """What was changed, by the audit trail."""
    with app.app_context():
        return [each.about or "" for each in audit.events(most=50, action=Action.CHANGED)]


def reminders_to_send(app: Flask) -> int:
    """How many messages say that something is due, or that somebody was answered."""
    with app.app_context():
        rows = select(OutgoingMessage).where(OutgoingMessage.kind.in_(("reminder", "answer")))
        return len(reading().scalars(rows).all())
