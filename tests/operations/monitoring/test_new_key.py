"""A new SECRET_KEY, the old one in SECRET_KEY_OLD: what was encrypted opens, and nobody is signed out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flask import Flask

from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.holder import Holder
from kentcare.config import Settings
from kentcare.db.session import db
from kentcare.services.long_forms import records as long_forms
from kentcare.services.messages import records as messages
from support import the_cast
from support.site import make_app

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_what_was_sealed_opens_and_who_was_signed_in_stays(either_app: Flask, settings: Settings) -> None:
    token = the_cast.new_session(either_app, "host")
    which = long_forms.FormKey(Holder(the_cast.account_id(either_app, "host")), "report", "2026-11")
    with either_app.app_context():
        long_forms.save(which, {"health": ["Well"]}, form_version=1, began_from=0, now=NOW)
        messages.queue(Address("text", "+447700900123"), "words", now=NOW, use_by=NOW + timedelta(hours=1))
    new = replace(
        settings,
        database_url=either_app.config["SQLALCHEMY_DATABASE_URI"].render_as_string(hide_password=False),
        secret_key="n" * 40,
        old_secret_keys=(settings.secret_key,),
    )
    app = make_app(new)
    client = app.test_client()
    client.set_cookie("session", token)
    assert client.get("/en/host").status_code == 200
    with app.app_context():
        kept = long_forms.find_draft(which)
        assert kept
        assert kept.words == {"health": ["Well"]}
        ((_, message),) = messages.latest(1)
        assert message.text == "words"
        db.session.remove()
        db.engine.dispose()
