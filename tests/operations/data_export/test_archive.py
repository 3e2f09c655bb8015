"""S25: everything about whoever asks, and nothing of another, in one file that is made at once."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from conftest import SignedIn
from hosting.reports.conftest import FORM, WHOLE
from kentcare.accounts.accounts.holder import Holder
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.model import Model
from kentcare.operations.data_export.labels import headings
from kentcare.services.files import records as files
from kentcare.services.long_forms import records as long_forms
from support import the_cast
from support.forms import token
from support.long_forms import Window
from support.old_rows import MAKE, add
from support.pictures import photograph

NOW = datetime.now(UTC)
PAGE = "/{}/account/everything"


@dataclass(frozen=True)
class Archive:
    """What lies in one."""

    names: list[str]
    page: str
    held: dict[str, Any]
    content: Callable[[str], bytes]

    @property
    def everything(self) -> str:
        return self.page + json.dumps(self.held, ensure_ascii=False)


def taken(client: FlaskClient, tag: str = "en") -> Archive:
    address = PAGE.format(tag)
    response = client.post(address, data={"csrf_token": token(client, address)})
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == "attachment; filename=copy.zip"
    assert response.headers["Cache-Control"] == "no-store"
    archive = zipfile.ZipFile(io.BytesIO(response.data))
    return Archive(
        archive.namelist(),
        archive.read("everything.html").decode(),
        json.loads(archive.read("everything.json")),
        archive.read,
    )


def about(name: str) -> str:
    return f"{the_cast.CANARY} {name}"


# Of whom each may read, besides themself: who works for them, and the home that they live in or have.
OTHERS: dict[str, set[str]] = {
    "young-person": {"personal-adviser", "home", "advocate", "told an advocate"},
    "young-person-2": {"personal-adviser-2", "home-2", "advocate-2", "told an advocate-2"},
    "host": {"home", "accommodation-officer"},
    "host-2": {"home-2", "accommodation-officer-2"},
}
EVERYTHING_NAMED = [
    *the_cast.PEOPLE,
    *(f"{one}{two}" for one in ("home", "told an advocate") for two in ("", "-2")),
]


def named_in(archive: Archive) -> set[str]:
    """Whose canary stands in it. The longer names first: “host-2” is not “host”."""
    text, found = unescape(archive.everything), set()
    for name in sorted(EVERYTHING_NAMED, key=len, reverse=True):
        if about(name) in text:
            found.add(name)
            text = text.replace(about(name), "")
    return found


@pytest.mark.parametrize("name", the_cast.PEOPLE)
def test_s25_nothing_of_another(signed_in: SignedIn, name: str) -> None:
    assert named_in(taken(signed_in(name))) == {name} | OTHERS.get(name, set())


# Every table that knows somebody by their account or their record: the chapter that tells of it, or why none.
TOLD: dict[str, str] = {
    "role_grant": "roles",
    "young_person": "record",
    "arrangement": "lived",
    "home_host": "homes",
    "calendar_feed": "calendar",
    "monthly_report": "reports",
    "report_note": "reports",
    "skill_level": "skills",
    "stop_shown": "halted",
    "certificate": "certificates",
    "sign_in": "sessions",
    "sign_in_attempt": "attempts",
    "draft": "forms",
    "sent_form": "forms",
    "stored_file": "files",
    "outgoing_message": "messages",
    "password": "proofs",
    "authenticator": "proofs",
    "recovery_code": "proofs",
    "passkey": "proofs",
    "outside_identity": "council",
    "advocacy_case": "advocacy",
    "home": "work",
    "cover": "covers",
}
NOT_TOLD = {
    "legal_hold": "who set it reads so in what they did; why it was set is for a court",
}


def test_s25_every_table_that_knows_somebody_is_told_of(people_app: Flask) -> None:
    """A part that comes to keep something about people says here where they read it."""
    known = {
        table.name
        for table in Model.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in {"account", "young_person"}
    }
    # The advocates' cases know a person by a mark that only they can make.
    assert known | {"advocacy_case"} == TOLD.keys() | NOT_TOLD.keys()
    with people_app.test_request_context("/en/"):
        assert set(TOLD.values()) <= headings().keys()


def test_s25_what_was_put_in_comes_out(signed_in: SignedIn, people_app: Flask) -> None:
    """One of everything, and each chapter has it."""
    client = signed_in("young-person")
    account = the_cast.account_id(people_app, "young-person")
    holder = Holder(account=account)
    with people_app.app_context():
        for kind in MAKE.keys() - {"drafts", "browser_drafts", "messages", "closed_proofs", "young_people"}:
            add(kind, NOW, account)
        kept = long_forms.save(
            long_forms.FormKey(holder, "test"),
            {"well": ["Canary of a draft"]},
            form_version=1,
            began_from=0,
            now=NOW,
        )
        files.store(holder, photograph("PNG"), "مدرسة.png", files.DRAFT, kept.ref, NOW)
    signed_in("personal-adviser").get("/en/caseload/young-person")
    archive = taken(client)
    assert "Canary of a draft" in archive.everything
    for chapter in (
        "account",
        "roles",
        "record",
        "lived",
        "advocacy",
        "forms",
        "files",
        "sessions",
        "attempts",
    ):
        assert archive.held[chapter], chapter
    [file] = archive.held["files"]
    assert file["file"] == "files/001-مدرسة.png"
    assert archive.content(file["file"]).startswith(b"\x89PNG")
    assert 'href="files/001-مدرسة.png"' in archive.page
    record = archive.held["record"][0]
    assert (record["case_number"], record["born"]) == ("C1", "2008-03-27")


def test_s25_a_report_is_whole_for_its_host_and_what_is_on_them_for_a_young_person(
    signed_in: SignedIn,
) -> None:
    more = {"nights": "7", "needs": "call", "needs_words": "The boiler.", "own_words_no": "asked"}
    window = Window.open(signed_in("host"), FORM)
    window.press("send", **(WHOLE | {"hours": "0", "did_money": "We opened an account."} | more))
    on_them = {"hours": 0, "nights": 7, "own_words_no": ["asked"]}
    of_host, of_young_person = taken(signed_in("host")), taken(signed_in("young-person"), "ar")
    [held] = of_host.held["reports"]
    assert held["words"].items() >= (on_them | {"needs": ["call"], "needs_words": "The boiler."}).items()
    assert "What the Host needs: A call" in of_host.page
    [held] = of_young_person.held["reports"]
    assert held["words"].items() >= on_them.items()
    assert held["words"].keys().isdisjoint({"needs", "needs_words"})
    page = of_young_person.page
    for words in ("Nights elsewhere: 7", "Hours of support a week: 0", "They were asked, and did not want"):
        assert f'<span lang="en" dir="ltr">{words}' in page
    assert "We opened an account." in page


def test_s25_a_file_that_is_not_in_its_store_is_named_all_the_same(
    signed_in: SignedIn, people_app: Flask
) -> None:
    client = signed_in("host")
    holder = Holder(account=the_cast.account_id(people_app, "host"))
    with people_app.app_context():
        files.store(holder, photograph("PNG"), "a.png", files.DRAFT, "x", NOW)
        key = files.every_file()[0][1]
        files.clear_away([key])
    archive = taken(client)
    assert archive.held["files"][0]["file"] is None
    assert "a.png" in archive.page


@pytest.mark.parametrize(("tag", "direction"), [("en", "ltr"), ("ar", "rtl"), ("ti", "ltr")])
def test_it_is_in_the_language_of_whoever_asks(signed_in: SignedIn, tag: str, direction: str) -> None:
    archive = taken(signed_in("young-person"), tag)
    page = BeautifulSoup(archive.page, "html5lib")
    assert (page.html["lang"], page.html["dir"]) == (tag, direction)
    if tag != "en":
        english = taken(signed_in("young-person"))
        theirs = {one.get_text() for one in page.select("h1, h2")}
        assert theirs.isdisjoint(
            one.get_text() for one in BeautifulSoup(english.page, "html5lib").select("h1, h2")
        )


def test_it_leads_nowhere_and_runs_nothing(signed_in: SignedIn, people_app: Flask) -> None:
    client = signed_in("young-person")
    holder = Holder(account=the_cast.account_id(people_app, "young-person"))
    words = {"well": ["<script>alert(1)</script><img src=x onerror=alert(1)>"]}
    with people_app.app_context():
        long_forms.save(long_forms.FormKey(holder, "test"), words, form_version=1, began_from=0, now=NOW)
    page = BeautifulSoup(taken(client).page, "html5lib")
    assert not page.select("script, img, link, iframe, object, form")
    assert not [link for link in page.select("[href], [src]") if not link["href"].startswith("files/")]
    assert words["well"][0] in page.get_text()


@pytest.mark.parametrize("role", Role)
def test_that_it_was_taken_is_on_record(signed_in: SignedIn, people_app: Flask, role: Role) -> None:
    taken(signed_in(role.value))
    with people_app.app_context():
        [line] = audit.events(most=5, action=Action.EXPORTED)
        assert line.about == "everything"
        assert line.actor_name == about(role.value)


def test_to_look_at_the_page_makes_nothing(signed_in: SignedIn, people_app: Flask) -> None:
    page = signed_in("young-person").get(PAGE.format("en"))
    assert "What you wrote and did not send" in page.text
    with people_app.app_context():
        assert not audit.events(most=5, action=Action.EXPORTED)


def test_every_chapter_has_a_heading(signed_in: SignedIn, people_app: Flask) -> None:
    held = taken(signed_in("young-person")).held
    with people_app.test_request_context("/en/"):
        assert held.keys() - {"made_at"} == headings().keys()
