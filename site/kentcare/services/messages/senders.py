"""Those who carry a message: GOV.UK Notify, a mail server, or a page of a demonstration.

decisions/0013-messages.md says why each does what it does when it is not known whether a message went.
"""

import logging
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from typing import Protocol
from urllib.parse import unquote, urlsplit

from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from kentcare.config import Settings
from kentcare.services.messages.records import Message

_PATIENCE = 10  # seconds
_NOTIFY = "https://api.notifications.service.gov.uk"
_BAD_REQUEST, _FOR_GOOD = 400, 500  # of http, and of mail
_HERE = {"localhost", "127.0.0.1", "::1"}


class Refused(Exception):
    """The message will never be taken: the address is none, or is closed. The text is a word of ours."""


class NotNow(Exception):
    """It was not taken this time. The text is a word of ours."""


class Sender(Protocol):
    """Carries a message. `ref` is the same however often it is tried."""

    def send(self, message: Message, ref: str) -> None:
        """Raises Refused and NotNow."""

    def has_sent(self, ref: str) -> bool:
        """Whether it is known to have been taken, by somebody who died before they could say so."""


class Page:
    """A demonstration, or a developer's own machine: the message lands on a page, and goes nowhere."""

    def send(self, message: Message, ref: str) -> None:
        pass

    def has_sent(self, ref: str) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Notify:
    """GOV.UK Notify, with one template a channel through which the words pass as they are."""

    api_key: str
    text_template: str
    email_template: str
    url: str

    def send(self, message: Message, ref: str) -> None:
        words = {"body": message.text}
        try:
            if message.channel == "text":
                self._client().send_sms_notification(message.to, self.text_template, words, ref)
            else:
                words |= {"subject": message.subject}
                self._client().send_email_notification(message.to, self.email_template, words, ref)
        except HTTPError as error:
            if error.status_code == _BAD_REQUEST:
                raise Refused("the address was not taken") from error
            raise NotNow(f"Notify answered {error.status_code}") from error

    def has_sent(self, ref: str) -> bool:
        try:
            return bool(self._client().get_all_notifications(reference=ref)["notifications"])
        except HTTPError as error:
            raise NotNow(f"Notify answered {error.status_code}") from error

    def _client(self) -> NotificationsAPIClient:
        """One for each message: a client is not for several threads, and costs little beside the message."""
        # What it would log is what Notify says of an address.
        logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)
        return NotificationsAPIClient(self.api_key, base_url=self.url or _NOTIFY, timeout=_PATIENCE)


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server, for e-mail alone. It cannot be asked what it has taken.

    So a message of which that is not known goes again, under the same Message-ID, by which many mailboxes
    show it once.
    """

    url: str
    sender: str

    def send(self, message: Message, ref: str) -> None:
        if message.channel != "email":
            raise NotNow("nobody here sends text messages")
        try:
            self._carry(_letter(message, self.sender, ref))
        except smtplib.SMTPRecipientsRefused as error:
            [(code, _)] = error.recipients.values()
            raise (Refused if code >= _FOR_GOOD else NotNow)("the address was not taken") from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotNow("the mail server did not take it") from error

    def has_sent(self, ref: str) -> bool:
        return False

    def _carry(self, letter: EmailMessage) -> None:
        at = urlsplit(self.url)
        connect = smtplib.SMTP_SSL if at.scheme == "smtps" else smtplib.SMTP
        with connect(at.hostname or "", at.port or 0, timeout=_PATIENCE) as server:
            if at.scheme == "smtp" and at.hostname not in _HERE:
                server.starttls(context=ssl.create_default_context())
            if at.username:
                server.login(unquote(at.username), unquote(at.password or ""))
            server.send_message(letter)


def _letter(message: Message, sender: str, ref: str) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, message.to, message.subject
    letter["Date"] = formatdate()
    letter["Message-ID"] = f"<{ref}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"  # so that no machine answers it
    letter.set_content(message.text)
    return letter


@dataclass(frozen=True, slots=True)
class ByChannel:
    """Each message by whoever carries its kind."""

    text: Sender
    email: Sender

    def send(self, message: Message, ref: str) -> None:
        (self.text if message.channel == "text" else self.email).send(message, ref)

    def has_sent(self, ref: str) -> bool:
        return self.text.has_sent(ref) or (self.email is not self.text and self.email.has_sent(ref))


def sender_of(settings: Settings) -> Sender | None:
    """Who carries messages from here. None where production has nobody who does."""
    notify = Notify(
        settings.notify_api_key,
        settings.notify_text_template,
        settings.notify_email_template,
        settings.notify_url,
    )
    post = MailServer(settings.smtp_url, settings.mail_from) if settings.smtp_url else None
    if settings.notify_api_key:
        return ByChannel(notify, post or notify)
    return post or (None if settings.production else Page())
