"""One file that is made at once, with somebody's own files in it, and from which no link leads out."""

from datetime import UTC, datetime

from flask import Flask

from kentcare.accounts.accounts.holder import Holder
from kentcare.services.files import records as files
from kentcare.services.long_forms import records as long_forms
from support import the_cast
from support.export import taken
from support.html import href, page_of
from support.old_rows import MAKE, add
from support.pictures import photograph
from support.site import SignedIn
from support.uploads import look_at_files

NOW = datetime.now(UTC)


def test_what_was_put_in_comes_out(signed_in: SignedIn, people_app: Flask) -> None:
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
    look_at_files(people_app)
    signed_in("personal-adviser").get("/en/caseload/young-person")
    archive = taken(client)
    assert "Canary of a draft" in archive.everything
    for chapter in (
        "account",
        "roles",
        "record",
        "lived",
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


def test_a_file_that_is_not_in_its_store_is_named_all_the_same(
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


def test_a_file_that_waits_and_one_that_was_not_kept_are_named_with_why(
    signed_in: SignedIn, people_app: Flask
) -> None:
    """Nobody is given a file as it came, not even whoever sent it."""
    client = signed_in("young-person")
    holder = Holder(account=the_cast.account_id(people_app, "young-person"))
    with people_app.app_context():
        files.store(holder, photograph()[:-200], "half.jpg", files.DRAFT, "x", NOW)
    look_at_files(people_app)
    with people_app.app_context():
        files.store(holder, photograph(), "new.jpg", files.DRAFT, "x", NOW)
    archive = taken(client)
    assert [(one["name"], one["file"]) for one in archive.held["files"]] == [
        ("half.jpg", None),
        ("new.jpg", None),
    ]
    assert "We cannot open this file." in archive.page
    assert "We are looking at this file." in archive.page


def test_it_leads_nowhere_and_runs_nothing(signed_in: SignedIn, people_app: Flask) -> None:
    client = signed_in("young-person")
    holder = Holder(account=the_cast.account_id(people_app, "young-person"))
    words = {"well": ["<script>alert(1)</script><img src=x onerror=alert(1)>"]}
    with people_app.app_context():
        long_forms.save(long_forms.FormKey(holder, "test"), words, form_version=1, began_from=0, now=NOW)
    page = page_of(taken(client).page)
    assert not page.select("script, img, link, iframe, object, form")
    assert not [link for link in page.select("[href], [src]") if not href(link).startswith("files/")]
    assert words["well"][0] in page.text
