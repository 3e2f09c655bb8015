"""A draft, encrypted under the purpose that rows of older databases have. On both databases."""

import json
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select, text

from kentcare.accounts.accounts.holder import Holder
from kentcare.core.encryption import app_cipher
from kentcare.db.session import reading, writing
from kentcare.services.long_forms import records as long_forms
from kentcare.services.long_forms.models import Draft
from kentcare.services.long_forms.records import ChangedMeanwhile, FormKey
from support import the_cast

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
WORDS = {"health": ["Canaryword of a person"], "needs": ["call", "break"]}


def test_a_draft_of_an_older_database_opens(either_app: Flask) -> None:
    with either_app.app_context():
        key = FormKey(Holder(account=the_cast.account_id(either_app, "host")), "test-report", "2026-11")
        long_forms.save(key, {}, form_version=2, began_from=0, now=NOW)
        old = app_cipher("kentcare draft").encrypt(json.dumps(WORDS).encode())
        with writing() as session:
            session.execute(text("UPDATE draft SET sealed = :old"), {"old": old})
            session.expire_all()
        draft = long_forms.find_draft(key)
        assert draft is not None
        assert (draft.words, draft.revision, draft.form_version) == (WORDS, 1, 2)


def test_a_draft_is_encrypted_and_of_two_only_the_first_is_saved(either_app: Flask) -> None:
    with either_app.app_context():
        key = FormKey(Holder(account=the_cast.account_id(either_app, "host")), "test-report", "2026-11")
        first = long_forms.save(key, WORDS, form_version=2, began_from=0, now=NOW)
        stored = bytes(reading().execute(text("SELECT sealed FROM draft")).scalar_one())
        assert b"Canaryword" not in stored
        assert json.loads(app_cipher("kentcare draft").decrypt(stored)) == WORDS
        with pytest.raises(ChangedMeanwhile) as changed:
            long_forms.save(key, {"health": ["Other"]}, form_version=2, began_from=0, now=NOW)
        assert changed.value.draft == first
        assert reading().scalars(select(Draft.revision)).all() == [1]
