"""A Host is told who may read their report: the young person, in their copy, once it was sent."""

from flask import Flask

from kentcare.core.clock import now
from kentcare.hosting.reports.records import notes
from support import the_cast
from support.export import taken
from support.host_report import FORM, WHOLE, Write, stored, write_location
from support.site import SignedIn

SAID = "sees the six skills on a page of their own, and can read all of it in their copy of what we hold."
NOTES_SAID = "The words that you add here, and what your officer answers, are not in the copy that"
THEIRS = {"well": "Canary of what went well.", "hard": "Canary of what was hard."}
NOT_THEIRS = {"house": "Canary of the house.", "needs_words": "Canary of a need.", "needs": "call"}


def words(*texts: str) -> list[str]:
    return [text for text in texts if text.startswith("Canary")]


def test_a_young_person_reads_what_the_form_says_that_they_read(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    window = write()
    assert SAID in window.page.html
    window.autosave(**(WHOLE | THEIRS | NOT_THEIRS))
    drafted = taken(signed_in("young-person")).everything
    assert not any(text in drafted for text in words(*THEIRS.values(), *NOT_THEIRS.values()))
    own = signed_in("young-person").get("/en/me/skills")
    assert "There is no report yet." in own.text
    assert window.press("send", **(WHOLE | THEIRS | NOT_THEIRS)).status_code == 303
    with people_app.test_request_context("/en/"):
        (report,) = stored(people_app)
        officer, host = (
            the_cast.viewer(people_app, "accommodation-officer"),
            the_cast.viewer(people_app, "host"),
        )
        notes.answer(officer, report.ref, "Canary of an answer.", now(), is_question=False, seen=0)
        notes.amend(host, report.ref, "Canary of what was added.", now(), seen=1)
    assert NOTES_SAID in signed_in("host").get(write_location(write, FORM)).text
    assert "There is no report yet." not in signed_in("young-person").get("/en/me/skills").text
    copy = taken(signed_in("young-person")).everything
    assert all(text in copy for text in THEIRS.values())
    for text in words(*NOT_THEIRS.values(), "Canary of an answer.", "Canary of what was added."):
        assert text not in copy
    assert "Canary" not in taken(signed_in("young-person-2")).everything.replace(the_cast.CANARY, "")
