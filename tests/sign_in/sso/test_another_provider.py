"""Single sign-on with a provider that others wrote, so that ours and the tests' do more than agree."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask

from kentcare.config import Settings
from kentcare.db.session import db
from support import the_cast
from support.oidc_provider import with_sso
from support.patience import PATIENCE
from support.site import make_app
from support.sso_browser import go, hidden, press

ADVISER = "personal-adviser"


@pytest.fixture
def issuer() -> Iterator[str]:
    """The issuer of a provider in a process of its own: it brings warnings that our tests take for errors."""
    person = {"sub": "subject-1", "email": the_cast.email(ADVISER), "email_verified": True}
    run = subprocess.Popen(
        [
            str(Path(sys.executable)),
            *("-m", "oidc_provider_mock", "--port", "0", "--require-nonce", "true"),
            *("--user-claims", json.dumps(person)),
        ],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert run.stderr
    try:
        for line in run.stderr:
            if found := re.search(r"running on (http://127\.0\.0\.1:\d+)", line):
                yield found[1]
                break
        else:
            pytest.fail("the provider did not start")
    finally:
        run.terminate()
        run.wait(PATIENCE)
        run.stderr.close()


@pytest.fixture
def app_beside(people_app: Flask, settings: Settings, issuer: str) -> Iterator[Flask]:
    app = make_app(with_sso(settings, issuer))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_somebody_comes_in(app_beside: Flask) -> None:
    client = app_beside.test_client()
    answer = requests.post(go(client), data={"sub": "subject-1"}, allow_redirects=False, timeout=PATIENCE)
    assert answer.status_code == 302
    there = urlsplit(answer.headers["Location"])
    assert press(client, hidden(client.get(f"{there.path}?{there.query}"))).status_code == 303
    assert f"{the_cast.CANARY} {ADVISER}" in client.get("/en/account").text


def test_somebody_who_says_no_there_is_not_in_here(app_beside: Flask) -> None:
    client = app_beside.test_client()
    answer = requests.post(go(client), data={"action": "deny"}, allow_redirects=False, timeout=PATIENCE)
    there = urlsplit(answer.headers["Location"])
    assert "error=access_denied" in there.query
    page = client.get(f"{there.path}?{there.query}")
    assert page.status_code == 400
    assert "access_denied" not in page.text
