"""What GOV.UK Notify and a mail server are sent, and what each of their answers means."""

import logging
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

import pytest

from kentcare.config import Settings
from kentcare.services.messages.records import Message
from kentcare.services.outbox.senders import (
    ByChannel,
    MailServer,
    MessageRefused,
    NotSentNow,
    NullSender,
    sender_of,
)
from kentcare.services.outbox.senders import Notify as NotifySender
from support.carriers import KEY, mail_server, notify_over_http
from support.outbox import notify_sender
from support.tls import self_signed


def test_notify_is_given_the_words_by_one_template_a_channel() -> None:
    with notify_over_http() as notify:
        by_text = Message("text", "+447700900001", "Words")
        notify_sender(notify).send(by_text, "ref-1")
        notify_sender(notify).send(Message("email", "a@example.org", "Words", "Subject"), "ref-2")
        assert notify_sender(notify).has_sent(by_text, "ref-1")
        assert not notify_sender(notify).has_sent(by_text, "ref-3")
    text, letter = notify.taken
    assert (text["phone_number"], text["template_id"], text["personalisation"]) == (
        "+447700900001",
        "text-template",
        {"body": "Words"},
    )
    assert letter["personalisation"] == {"body": "Words", "subject": "Subject"}


@pytest.mark.parametrize(
    ("says", "why"), [*((number, NotSentNow) for number in (500, 429, 403)), (400, MessageRefused)]
)
def test_what_notify_answers_says_whether_to_try_again(
    says: int, why: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with notify_over_http() as notify:
        notify.says = says
        with pytest.raises(why):
            notify_sender(notify).send(Message("email", "canary@example.org", "Words", "Subject"), "ref")
    assert "canary" not in caplog.text


def test_words_go_nowhere_else_where_notify_leads_on() -> None:
    with notify_over_http() as notify, notify_over_http() as elsewhere:
        notify.leads_to = elsewhere.address
        with pytest.raises(NotSentNow):
            notify_sender(notify).send(Message("email", "a@example.org", "Words", "Subject"), "ref")
    assert (notify.taken, elsewhere.taken) == ([], [])


def test_notify_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(NotSentNow):
        NotifySender(KEY, "a", "b", "http://127.0.0.1:1").send(Message("text", "+447700900001", "W"), "ref")


def test_a_letter_by_mail_server_tells_nothing_but_its_words() -> None:
    with mail_server() as post:
        sender = MailServer(f"smtp://127.0.0.1:{post.port}", "Hello <hello@offer.example>")
        for _ in range(2):
            sender.send(Message("email", "a@example.org", "Öffne العربية", "A message"), "ref-1")
    letters = [message_from_bytes(letter) for letter in post.letters]
    assert {letter["Message-ID"] for letter in letters} == {"<ref-1@offer.example>"}
    assert letters[0]["From"] == "Hello <hello@offer.example>"
    words = letters[0].get_payload(decode=True)
    assert isinstance(words, bytes)
    assert words.decode().strip() == "Öffne العربية"


@pytest.mark.parametrize(
    ("to", "says", "why"),
    [("refused@example.org", "250 OK", MessageRefused), ("a@example.org", "451 Later", NotSentNow)],
)
def test_what_a_mail_server_answers_says_whether_to_try_again(
    to: str, says: str, why: type[Exception]
) -> None:
    with mail_server() as post:
        post.says = says
        with pytest.raises(why):
            MailServer(f"smtp://127.0.0.1:{post.port}", "hello@offer.example").send(
                Message("email", to, "Words", "Subject"), "ref"
            )


def test_a_mail_server_that_cannot_show_who_it_is_gets_neither_password_nor_words(tmp_path: Path) -> None:
    with mail_server(self_signed(tmp_path)) as post:
        sender = MailServer(f"smtps://user:canary@localhost:{post.port}", "hello@offer.example")
        with pytest.raises(NotSentNow):
            sender.send(Message("email", "a@example.org", "Words", "Subject"), "ref")
    assert (post.logins, post.letters) == ([], [])


def test_a_mail_server_that_shows_who_it_is_gets_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with mail_server(certificate) as post:
        sender = MailServer(f"smtps://user:canary@localhost:{post.port}", "hello@offer.example")
        sender.send(Message("email", "a@example.org", "Words", "Subject"), "ref")
    assert post.logins == [("user", "canary")]
    assert len(post.letters) == 1


@pytest.mark.parametrize("says", ["221 Bye", "421 Too busy", "500 What?"])
def test_a_letter_that_was_taken_is_sent_however_the_connection_ends(says: str) -> None:
    with mail_server() as post:
        post.says_at_the_end = says
        MailServer(f"smtp://127.0.0.1:{post.port}", "hello@offer.example").send(
            Message("email", "a@example.org", "Words", "Subject"), "ref"
        )
        assert len(post.letters) == 1


def test_a_demonstration_sends_nothing_whatever_else_is_set(settings: Settings) -> None:
    set_up = replace(settings, demo=True, smtp_url="smtp://localhost", mail_from="a@b.example")
    assert isinstance(sender_of(set_up), NullSender)
    assert isinstance(sender_of(replace(set_up, notify_api_key=KEY)), NullSender)


def test_who_carries_what(settings: Settings) -> None:
    production = replace(settings, production=True)
    assert sender_of(production) is None
    assert isinstance(sender_of(settings), NullSender)
    by_post = replace(production, smtp_url="smtp://localhost", mail_from="a@b.example")
    by_mail = sender_of(by_post)
    assert by_mail
    with pytest.raises(NotSentNow):
        by_mail.send(Message("text", "+447700900001", "Words"), "ref")
    both = sender_of(
        replace(by_post, notify_api_key=KEY, notify_text_template="t", notify_email_template="e")
    )
    assert isinstance(both, ByChannel)
    assert isinstance(both.email, MailServer)
