"""The place in the language of the page: what is a name stays, what describes is translated."""

from pathlib import Path

import pytest
from flask import Flask

from kentcare import paths
from kentcare.core.content.files import ContentError
from kentcare.core.languages.english import in_english
from kentcare.web.place import place, use_place


def test_names_stay_in_english_and_are_marked_as_such(app: Flask) -> None:
    with app.test_request_context("/en/"):
        app.preprocess_request()
        english = place()
    with app.test_request_context("/ar/"):
        app.preprocess_request()
        arabic = place()
    for name in ("service", "council", "council_short", "county", "hosts_service"):
        assert getattr(arabic, name) == in_english(getattr(english, name)), name
    assert arabic.contacts.keys() == english.contacts.keys()
    for key, contact in arabic.contacts.items():
        assert contact.why != english.contacts[key].why
        assert contact.telephone == english.contacts[key].telephone


def test_a_site_whose_place_has_a_fault_does_not_start(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sources.yaml").write_text((paths.CONTENT / "sources.yaml").read_text(encoding="utf-8"))
    (tmp_path / "place.yaml").write_text("council: [")
    monkeypatch.setattr(paths, "CONTENT", tmp_path)
    broken = Flask(__name__)
    broken.extensions.update(app.extensions)
    with pytest.raises(ContentError, match=r"place\.yaml"):
        use_place(broken)
