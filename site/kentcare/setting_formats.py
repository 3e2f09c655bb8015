"""How the text of each setting that is more than a text must look, and what is made of it.

Each parser raises ValueError. `FORMATS` says what belongs there; the tests try each with something else.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit
from uuid import UUID

from kentcare.core.clock import REHEARSAL, offset_from
from kentcare.core.languages.listed import every_language
from kentcare.operator_error import OperatorError, wrong_setting

if TYPE_CHECKING:
    from pyrage import x25519
    from sqlalchemy import URL

ON, OFF = frozenset({"1", "true", "yes", "on"}), frozenset({"", "0", "false", "no", "off"})
_MOST_PROXIES = 10
_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NOTIFY_KEY = re.compile(rf".*{_UUID}-{_UUID}", re.IGNORECASE)
# A leading dot takes every subdomain, so a domain of one word, such as .uk, may not follow it.
_HOST_NAME = re.compile(
    r"([\w-]+(\.[\w-]+)*|(\.[\w-]+){2,}|\[[0-9a-f:]+\])(:[0-9]+)?",
    re.IGNORECASE,
)
_MAIL_ADDRESS = re.compile(r"[^\s\"'<>@]+@[^\s\"'<>@]+")
_LOOPBACK = re.compile(r"localhost|127(\.[0-9]{1,3}){3}|::1")


def items(text: str) -> tuple[str, ...]:
    """The items of a list with commas."""
    return tuple(item.strip() for item in text.split(",") if item.strip())


def switch(text: str) -> bool:
    """Whether a switch is on. An empty one is off."""
    word = text.strip().lower()
    if word not in ON | OFF:
        raise ValueError(word)
    return word in ON


def number_of_proxies(text: str) -> int:
    """A small whole number; 0 where the text is empty."""
    if not re.fullmatch("[0-9]{0,2}", text) or int(text or 0) > _MOST_PROXIES:
        raise ValueError(text)
    return int(text or 0)


def normal_url(address: str) -> "URL":
    """The database URL with the driver that we ship, however a hosting company spells it.

    Raises ValueError for another database, and for SQLite without a file.
    """
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(address)
    except ArgumentError:
        raise ValueError("this is no database URL") from None
    family = url.drivername.partition("+")[0]
    if family in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if family != "sqlite":
        raise ValueError(f"a database URL begins with postgresql:// or sqlite://, not {family}://")
    if not url.database or url.database == ":memory:":
        raise ValueError("a file must be named: two threads would see two databases in memory")
    # Flask-SQLAlchemy would take a relative path from a folder of its own.
    return url.set(drivername="sqlite+pysqlite", database=str(Path(url.database).resolve()))


def bucket(text: str) -> tuple[str, str]:
    """The bucket and the prefix of s3://bucket/prefix."""
    at = _url(text, "s3")
    return str(at.hostname), at.path.strip("/")


def clamd(text: str) -> Path | tuple[str, int]:
    """Where ClamAV's daemon listens: the path of its socket, or its host and port."""
    at = urlsplit(text)
    if at.scheme == "unix" and at.path:
        return Path(at.path)
    at = _url(text, "tcp")
    return str(at.hostname), at.port or 3310


def mail_server(text: str) -> SplitResult:
    """The address of a mail server, as smtp://user:password@host:587 or smtps://…"""
    return _url(text, "smtp", "smtps")


def web_address(text: str) -> SplitResult:
    """An address that begins with https:// or, on this machine alone, with http://.

    Whatever is sent to such an address has a key with it, or somebody's file or message.
    """
    at = _url(text, "https", "http")
    if at.scheme == "http" and not is_this_machine(at.hostname):
        raise ValueError(text)
    return at


def is_this_machine(host: str | None) -> bool:
    """Whether a host name or number leads nowhere but to this machine."""
    return bool(host and _LOOPBACK.fullmatch(host))


def recipients(text: str) -> "list[x25519.Recipient]":
    """The public keys of age with commas between them."""
    import pyrage

    try:
        return [pyrage.x25519.Recipient.from_str(one) for one in items(text)]
    except pyrage.RecipientError:
        raise ValueError("this is no public key") from None


def _url(text: str, *schemes: str) -> SplitResult:
    at = urlsplit(text)
    if at.scheme not in schemes or not at.hostname or re.search(r"\s", text):
        raise ValueError(text)
    _ = at.port  # raises ValueError where it is no number
    return at


def _host_names(text: str) -> None:
    if not all(map(_HOST_NAME.fullmatch, items(text))):
        raise ValueError(text)


def _languages(text: str) -> None:
    if not every_language().keys() >= set(items(text)):
        raise ValueError(text)


def _moment(text: str) -> None:
    try:
        offset_from(text)
    except OperatorError as error:
        raise ValueError(text) from error


def _mail_address(text: str) -> None:
    name, address = parseaddr(text)
    # A quotation mark that a shell or systemd would have taken away is a sign of wrong quoting.
    if not _MAIL_ADDRESS.fullmatch(address) or (name and not re.fullmatch(r"[^<>]+<[^<>]+>", text)):
        raise ValueError(text)


def _notify_key(text: str) -> None:
    if not _NOTIFY_KEY.fullmatch(text):
        raise ValueError


def _folder_or_none(text: str) -> None:
    if Path(text).exists() and not Path(text).is_dir():
        raise ValueError(text)


def _folder(text: str) -> None:
    if not Path(text).is_dir():
        raise ValueError(text)


def _environment(text: str) -> None:
    if text not in {"development", "production"}:
        raise ValueError(text)


def _whole(text: str) -> str:
    return f"is “{text}”"


def _scheme(text: str) -> str:
    """What may be shown of an address in which a password may stand."""
    scheme, is_there, _ = text.partition("://")
    return f"begins with “{scheme}://”" if is_there and scheme.isalnum() else "is no address"


def _nothing(_text: str) -> str:
    return "is set to something else than a key"


@dataclass(frozen=True, slots=True)
class Format:
    """What the text of a setting is made into, and how to tell an operator that it cannot be."""

    parse: Callable[[str], object]
    # Completes “Set it to …”.
    expected: str
    # What is said of the text that is there: of a secret, never all of it.
    shown: Callable[[str], str] = _whole

    def fault(self, name: str, text: str) -> str | None:
        """The sentences about a text that does not have this format, or None where it does."""
        try:
            self.parse(text)
        except ValueError:
            return wrong_setting(name, self.shown(text), self.expected)
        return None


_SWITCH = Format(switch, "on or off")
_DATABASE = Format(
    normal_url, "postgresql://user:password@host/name or sqlite:////folder/file.sqlite3", _scheme
)


def _tenant(text: str) -> None:
    UUID(text)


# An empty setting is one that is not set.
FORMATS = {
    "KENTCARE_ENV": Format(_environment, "production or development"),
    "DATABASE_URL": _DATABASE,
    "DATABASE_OWNER_URL": _DATABASE,
    "KENTCARE_INSTANCE": Format(_folder_or_none, "a folder"),
    "KENTCARE_HOSTS": Format(
        _host_names, "host names alone, separated by commas, such as offer.example,.inner.example"
    ),
    "KENTCARE_PROXIES": Format(
        number_of_proxies, f"how many proxies of yours stand in front, from 0 to {_MOST_PROXIES}"
    ),
    "KENTCARE_HTTPS": _SWITCH,
    REHEARSAL: Format(_moment, "a moment such as 2027-04-06T09:00"),
    "KENTCARE_LANGUAGES": Format(_languages, "tags of translations/languages.toml, separated by commas"),
    "KENTCARE_OFFLINE": _SWITCH,
    "KENTCARE_DEBUG": _SWITCH,
    "KENTCARE_DEMO": _SWITCH,
    "PROMETHEUS_MULTIPROC_DIR": Format(_folder, "a folder that is there, which `kentcare serve` does itself"),
    "NOTIFY_API_KEY": Format(_notify_key, "the whole key that GOV.UK Notify shows once", _nothing),
    "NOTIFY_URL": Format(
        web_address, "an address such as https://notify.example (http:// on this machine alone)"
    ),
    "SMTP_URL": Format(mail_server, "smtp://user:password@host:587 or smtps://user:password@host", _scheme),
    "MAIL_FROM": Format(_mail_address, "a sender such as Hello <hello@offer.example>"),
    "OIDC_ISSUER": Format(web_address, "the provider’s address, such as https://id.example"),
    "OIDC_TENANT": Format(_tenant, "the id of one tenant, such as 01234567-89ab-cdef-0123-456789abcdef"),
    "KENTCARE_FILES": Format(bucket, "s3://bucket/prefix"),
    "S3_ENDPOINT": Format(
        web_address, "an address such as https://s3.example (http:// on this machine alone)"
    ),
    "CLAMD": Format(clamd, "tcp://host:3310 or unix:///path"),
    "BACKUP_RECIPIENTS": Format(
        recipients, "public keys as `kentcare backup-key` makes them, separated by commas"
    ),
    "PG_BIN": Format(_folder, "the folder of pg_dump and pg_restore"),
}
