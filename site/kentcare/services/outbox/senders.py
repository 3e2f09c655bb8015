"""What carries a message to its reader: GOV.UK Notify, a mail server, or the page of a demonstration.

docs/decisions/0013-messages.md says what each does where it is not known whether a message was sent.
"""

import logging
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from typing import Protocol
from urllib.parse import unquote

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from kentcare.config import Settings
from kentcare.services.messages.records import Message
from kentcare.setting_formats import is_this_machine, mail_server

_TIMEOUT = 10  # seconds
_NOTIFY = "https://api.notifications.service.gov.uk"
_BAD_REQUEST = 400  # of HTTP
_PERMANENT = 500  # of SMTP: an answer from here on says never to try again


class MessageRefused(Exception):
    """The message will never be taken: its address does not exist, or is closed.

    The text of the exception is this program's own, and never quotes the message or its address.
    """


class NotSentNow(Exception):
    """The message was not taken this time, and is to be tried again.

    The text of the exception is this program's own, and never quotes the message or its address.
    """


class Sender(Protocol):
    """Sends a message. `ref` names it, and is the same however often it is tried."""

    def send(self, message: Message, ref: str) -> None:
        """Send one message. Raises MessageRefused and NotSentNow."""

    def has_sent(self, message: Message, ref: str) -> bool:
        """Whether the message is known to have gone when it was tried before.

        Raises NotSentNow where that cannot be found out just now: it must not be sent then.
        """


class NullSender:
    """Sends nothing: on a developer's machine and in a demonstration, a page shows the messages instead."""

    def send(self, message: Message, ref: str) -> None:
        pass

    def has_sent(self, message: Message, ref: str) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Notify:
    """GOV.UK Notify, with one template for each channel, through which the words pass as they are.

    `url` is empty for the public service.
    """

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
        except APIError as error:
            if error.status_code == _BAD_REQUEST:
                raise MessageRefused("the address was not taken") from error
            raise NotSentNow(f"Notify answered {error.status_code}") from error

    def has_sent(self, message: Message, ref: str) -> bool:
        try:
            return bool(self._client().get_all_notifications(reference=ref)["notifications"])
        except APIError as error:
            raise NotSentNow(f"Notify could not be asked, and answered {error.status_code}") from error

    def _client(self) -> NotificationsAPIClient:
        """A client for one message: none may be shared by threads, and one costs little beside a message."""
        # Its log would repeat what Notify says of an address.
        logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)
        client = NotificationsAPIClient(self.api_key, base_url=self.url or _NOTIFY, timeout=_TIMEOUT)
        # Words go to the address of the setting and to no other, wherever it may lead.
        client.request_session.max_redirects = 0
        return client


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server, which sends e-mail alone and cannot be asked what it has sent.

    A message of which that is not known is therefore sent again, under the same Message-ID, by which many
    mailboxes show it once.
    """

    url: str
    sender: str

    def send(self, message: Message, ref: str) -> None:
        if message.channel != "email":
            raise NotSentNow("nobody here sends text messages")
        try:
            self._deliver(_email(message, self.sender, ref))
        except smtplib.SMTPRecipientsRefused as error:
            [(code, _)] = error.recipients.values()
            failed = MessageRefused if code >= _PERMANENT else NotSentNow
            raise failed("the address was not taken") from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSentNow("the mail server did not take it") from error

    def has_sent(self, message: Message, ref: str) -> bool:
        return False

    def _deliver(self, email: EmailMessage) -> None:
        at = mail_server(self.url)
        host, port = at.hostname or "", at.port or 0
        # By itself smtplib takes any certificate, so whoever stands in between would get password and words.
        verified = ssl.create_default_context()
        if at.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT, context=verified)
        else:
            server = smtplib.SMTP(host, port, timeout=_TIMEOUT)
        try:
            if at.scheme == "smtp" and not is_this_machine(host):
                server.starttls(context=verified)
            if at.username:
                server.login(unquote(at.username), unquote(at.password or ""))
            server.send_message(email)
            # However the goodbye goes, the message was taken.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()


def _email(message: Message, sender: str, ref: str) -> EmailMessage:
    email = EmailMessage()
    email["From"], email["To"], email["Subject"] = sender, message.to, message.subject
    email["Date"] = formatdate()
    email["Message-ID"] = f"<{ref}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    email["Auto-Submitted"] = "auto-generated"  # so that no automatic reply comes back
    email.set_content(message.text)
    return email


@dataclass(frozen=True, slots=True)
class ByChannel:
    """Text messages by one sender, e-mail by another."""

    text: Sender
    email: Sender

    def send(self, message: Message, ref: str) -> None:
        self._for(message).send(message, ref)

    def has_sent(self, message: Message, ref: str) -> bool:
        return self._for(message).has_sent(message, ref)

    def _for(self, message: Message) -> Sender:
        return self.text if message.channel == "text" else self.email


def sender_of(settings: Settings) -> Sender | None:
    """The sender that these settings ask for; None where production has none.

    A demonstration sends nothing, whatever else is set: a visitor may have typed anybody's address.
    """
    if settings.demo:
        return NullSender()
    notify = Notify(
        settings.notify_api_key,
        settings.notify_text_template,
        settings.notify_email_template,
        settings.notify_url,
    )
    mail = MailServer(settings.smtp_url, settings.mail_from) if settings.smtp_url else None
    if settings.notify_api_key:
        return ByChannel(notify, mail or notify)
    return mail or (None if settings.production else NullSender())
