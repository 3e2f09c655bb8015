"""A data export has everything about whoever asks, from every table that knows them, and of nobody else."""

from html import unescape

import pytest
from flask import Flask

from kentcare.db.model import Model
from kentcare.operations.data_export.labels import headings
from support import the_cast
from support.export import Archive, taken
from support.host_report import FORM, WHOLE
from support.long_forms import Window
from support.site import SignedIn

# Of whom each may read, besides themself: who works for them, and the home that they live in or have.
OTHERS: dict[str, set[str]] = {
    "young-person": {"personal-adviser", "home"},
    "young-person-2": {"personal-adviser-2", "home-2"},
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
        if f"{the_cast.CANARY} {name}" in text:
            found.add(name)
            text = text.replace(f"{the_cast.CANARY} {name}", "")
    return found


@pytest.mark.parametrize("name", the_cast.PEOPLE)
def test_nothing_of_another(signed_in: SignedIn, name: str) -> None:
    assert named_in(taken(signed_in(name))) == {name} | OTHERS.get(name, set())


def test_what_was_told_to_an_advocate_is_in_no_export(signed_in: SignedIn) -> None:
    """Whoever invites them again to another number holds the account, and could take it."""
    client = signed_in("young-person")
    assert "What you tell an advocate is never in it" in client.get("/en/account/everything").text
    assert "told an advocate" not in taken(client).everything


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
    "stop_look": "halted",
    "stop_message": "messages",
    "certificate": "certificates",
    "reversal": "taken_back",
    "sign_in": "sessions",
    "sign_in_attempt": "attempts",
    "draft": "forms",
    "sent_form": "forms",
    "stored_file": "files",
    "outgoing_message": "messages",
    "unopened_answer": "messages",
    "password": "proofs",
    "authenticator": "proofs",
    "recovery_code": "proofs",
    "passkey": "proofs",
    "outside_identity": "council",
    "home": "work",
    "cover": "covers",
    "terms": "terms",
}
NOT_TOLD = {
    "advocacy_case": "whoever was invited again by another could read it; the advocate shows it to them",
    "arrangement_entry": "when it was said where somebody lives; what was said is told, and who said it",
    "adult": "who said that one has left reads so in what they did",
    "legal_hold": "who set it reads so in what they did; why it was set is for a court",
}


def test_every_table_that_knows_somebody_is_told_of(people_app: Flask) -> None:
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


def test_a_report_is_whole_for_its_host_and_what_is_on_them_for_a_young_person(
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
