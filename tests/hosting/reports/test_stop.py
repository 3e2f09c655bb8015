"""The stop: a button that depends on no word, and words that halt the form. Nothing typed is lost."""

import pytest
from flask import Flask
from sqlalchemy import event

from kentcare.db.session import db
from support.forms import token
from support.host_report import (
    FORM,
    MONTH,
    SAFE,
    STOP,
    WHOLE,
    WORRYING,
    LivesThere,
    Write,
    halted,
    stops,
    write_location,
)
from support.html import attribute, following, one, page_of
from support.long_forms import shown
from support.site import SignedIn

FORM_OF_THIS_MONTH = f"/en/host/reports/stay/{MONTH.after}"


def test_the_button_is_on_every_part_of_the_form(write: Write) -> None:
    page = write().page
    for heading in page.select("form.long h2"):
        [button, *_] = following(heading, "button[value=stop]")
        # Without a connection the button does nothing: whom to ring stands beside it.
        numbers = [link.text for link in following(button, "a")[:3]]
        assert numbers == ["999", "03000 42 00 02", "03000 41 91 91"], heading
    assert one(page, "form.long button[value=stop]").text == "Somebody is hurt, missing or at risk"


def test_where_somebody_may_write_of_danger_it_says_that_nobody_watches(write: Write, sent: str) -> None:
    """Offline no button can be pressed, so the page says it from the beginning."""
    client = write().client
    for address in (FORM_OF_THIS_MONTH, sent):
        form = one(page_of(client.get(address)), "form.long")
        assert "This site is not watched all day and night. In danger, ring 999." in form.text


def test_the_button_saves_and_says_whom_to_ring(write: Write, people_app: Flask) -> None:
    response = write().press("stop", health="Half a sentence")
    assert (response.status_code, response.headers["Location"]) == (303, STOP)
    page = write(address=STOP).client.get(STOP).text
    for words in ("999", "03000 41 91 91", "24 hours", "Ofsted"):
        assert words in page
    assert shown(write().page)["health"] == "Half a sentence"
    [row] = stops(people_app)
    assert (row.how, row.passed_at) == ("pressed", None)


@pytest.mark.parametrize("do", ["send", "save"])
@pytest.mark.parametrize("words", [WORRYING, "قالت إنها تريد أن تموت.", "ካብ ገዛ ሃዲማ"])
def test_words_halt_it_and_are_kept(write: Write, people_app: Flask, do: str, words: str) -> None:
    response = write().press(do, **(WHOLE | {"hard": words}))
    assert (response.status_code, response.headers["Location"]) == (303, STOP)
    assert shown(write().page)["hard"] == words
    assert [row.how for row in stops(people_app)] == ["words"]


def test_ordinary_words_do_not(write: Write, people_app: Flask) -> None:
    assert write().press("send", **(WHOLE | {"hard": SAFE})).headers["Location"] == FORM
    assert stops(people_app) == []


def test_as_somebody_types_the_page_says_so_once(write: Write, people_app: Flask) -> None:
    window = write()
    for text in ("He did not come home", "He did not come home last", WORRYING):
        response = window.autosave(hard=text)
        assert halted(response) == STOP
    assert len(stops(people_app)) == 1


def test_once_the_host_has_said_how_it_is_the_report_goes(write: Write, people_app: Flask) -> None:
    window = write()
    assert window.press("send", **(WHOLE | {"hard": WORRYING})).headers["Location"] == STOP
    data = {"csrf_token": token(window.client, STOP)}
    assert window.client.post(STOP, data=data).status_code == 422
    data["said"] = "told"
    assert window.client.post(STOP, data=data).headers["Location"] == FORM
    again = write(client=window.client)
    assert again.press("send").headers["Location"] == FORM
    assert "/host/sent/" in write_location(write, FORM)
    [row] = stops(people_app)
    assert row.passed_as == "told"


def test_other_words_halt_it_again(write: Write, people_app: Flask) -> None:
    window = write()
    window.press("send", **(WHOLE | {"hard": WORRYING}))
    data = {"csrf_token": token(window.client, STOP), "said": "meant otherwise"}
    window.client.post(STOP, data=data)
    again = write(client=window.client)
    assert again.press("send", health="She took an overdose").headers["Location"] == STOP
    assert len(stops(people_app)) == 2


def test_the_button_wins_where_another_window_has_saved(write: Write, people_app: Flask) -> None:
    """Two texts are a question for later: whom to ring comes first, and the words stand below it."""
    first, second = write(), write()
    first.press("save", health="In the first window")
    response = second.press("stop", health="In the second window")
    assert response.status_code == 409
    page = page_of(response)
    assert "999" in page.text
    assert "In the second window" in page.text


def test_the_button_wins_where_nothing_can_be_saved(write: Write, people_app: Flask) -> None:
    window = write()
    with people_app.app_context():
        engine = db.engine

    def refuse(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("INSERT", "UPDATE")):
            raise people_app.extensions["test_full"]

    from kentcare.db.refused import DiskFull

    people_app.extensions["test_full"] = DiskFull("no room")
    event.listen(engine, "before_cursor_execute", refuse)
    try:
        response = window.press("stop", health="Typed as the disk was full")
    finally:
        event.remove(engine, "before_cursor_execute", refuse)
        del people_app.extensions["test_full"]
    assert response.status_code == 409
    assert "999" in response.text
    assert "Typed as the disk was full" in response.text


def test_words_that_halt_it_do_not_choose_between_two_texts(write: Write, people_app: Flask) -> None:
    """The Host takes both, and is halted with both."""
    first, second = write(), write()
    first.press("save", health="In the first window")
    page = page_of(second.press("save", health="In the second window", hard=WORRYING))
    form = one(page, "main form")
    posted = {
        attribute(box, "name"): attribute(box, "value") for box in form.select("input[type=hidden]")
    } | {"_do": "choose"}
    chosen = {"_take-health": "both", "_take-hard": "mine"}
    response = second.client.post(attribute(form, "action"), data=posted | chosen)
    assert (response.status_code, response.headers["Location"]) == (303, STOP)
    assert shown(write().page)["health"] == "In the second window\n\nIn the first window"
    assert [row.how for row in stops(people_app)] == ["words"]


def test_the_page_of_a_report_that_was_sent_says_what_can_be_read(write: Write, sent: str) -> None:
    """All of it, and what is being added to it only once that is sent, too."""
    window = write(address=sent)
    stop = f"{sent}/stop"
    assert window.press("stop").headers["Location"] == stop
    page = window.client.get(stop).text
    assert "They can read the report: it was sent." in page
    assert "what you add" not in page
    window = write(address=sent, client=window.client)
    window.press("stop", text="He did not come home last night.")
    page = window.client.get(stop).text
    assert "They see what you add to it only when you have sent that, too." in page
    data = {"csrf_token": token(window.client, stop), "said": "told"}
    window.client.post(stop, data=data)
    assert "What you add is not sent yet." in window.client.get(sent).text


def test_pages_that_say_that_it_was_not_sent_say_whom_to_ring(
    write: Write, signed_in: SignedIn, lives_there: LivesThere
) -> None:
    first, second, third = write(), write(), write()
    lives_there("service-manager")
    third.client = signed_in("service-manager")
    pages = [page_of(third.press("save", hard=SAFE))]
    assert first.press("send", **WHOLE).status_code == 303
    pages.append(page_of(second.press("send", **(WHOLE | {"hard": SAFE}))))
    assert [one(page, "h1").text for page in pages] == ["Somebody else is signed in now", "Sent"]
    for page in pages:
        numbers = [link.text for link in page.select("main .ring a")]
        assert numbers == ["999", "03000 42 00 02", "03000 41 91 91"]
