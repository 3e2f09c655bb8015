"""Each purpose has a key of its own, and an older secret still decrypts."""

import pytest
from cryptography.fernet import InvalidToken
from flask import Flask

from kentcare.core.encryption import app_cipher, app_keyed_hash, app_secrets, cipher, derive_key, keyed_hash

OLD, NEW = "old " * 12, "new " * 12


def test_what_one_secret_encrypts_it_decrypts_for_the_same_purpose_alone() -> None:
    locked = cipher([NEW], "notes").encrypt(b"words")
    assert cipher([NEW], "notes").decrypt(locked) == b"words"
    for other in (cipher([NEW], "letters"), cipher([OLD], "notes")):
        with pytest.raises(InvalidToken):
            other.decrypt(locked)


def test_the_first_secret_encrypts_and_each_decrypts() -> None:
    both = cipher([NEW, OLD], "notes")
    assert both.decrypt(cipher([OLD], "notes").encrypt(b"words")) == b"words"
    assert cipher([NEW], "notes").decrypt(both.encrypt(b"words")) == b"words"


def test_a_key_is_another_for_each_purpose_and_each_secret() -> None:
    keys = [derive_key(secret, purpose) for secret in (OLD, NEW) for purpose in ("notes", "letters")]
    assert len({*keys}) == 4
    assert {len(key) for key in keys} == {32}
    assert derive_key(OLD, "notes") == keys[0]


def test_a_keyed_hash_is_equal_for_equal_words_under_one_secret_and_purpose() -> None:
    assert keyed_hash(NEW, "notes", "words") == keyed_hash(NEW, "notes", "words")
    others = [(OLD, "notes", "words"), (NEW, "letters", "words"), (NEW, "notes", "word")]
    assert keyed_hash(NEW, "notes", "words") not in {keyed_hash(*other) for other in others}


def test_the_application_encrypts_with_its_secret_and_decrypts_with_a_fallback() -> None:
    app = Flask(__name__)
    with app.app_context():
        with pytest.raises(KeyError):
            app_cipher("notes")
        app.config["SECRET_KEY"] = NEW
        assert app_secrets() == (NEW,)
        app.config["SECRET_KEY_FALLBACKS"] = [OLD]
        assert app_secrets() == (NEW, OLD)
        assert app_cipher("notes").decrypt(cipher([OLD], "notes").encrypt(b"words")) == b"words"
        assert app_keyed_hash("notes", "words") == keyed_hash(NEW, "notes", "words")
