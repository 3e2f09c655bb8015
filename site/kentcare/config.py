"""Settings, read from environment variables alone. Production refuses defaults that suit only development."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from kentcare import paths
from kentcare.core.clock import REHEARSAL
from kentcare.operator_error import OperatorError
from kentcare.setting_formats import FORMATS, items, number_of_proxies, switch

_MIN_SECRET_LENGTH = 32  # characters
# Different ones. `openssl rand -base64 48` has some forty of them, and never fewer than twenty.
_MIN_SECRET_VARIETY = 8
_DEVELOPMENT_KEY = "secret_key"  # the name of its file in the instance folder

_OIDC = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME")
_NOTIFY = ("NOTIFY_API_KEY", "NOTIFY_TEXT_TEMPLATE", "NOTIFY_EMAIL_TEMPLATE")
_SMTP = ("SMTP_URL", "MAIL_FROM")
# In each of these groups all settings are given, or none.
_ALL_OR_NONE = (_OIDC, _NOTIFY, _SMTP)
_STORAGE = ("S3_ENDPOINT", "S3_REGION", "S3_KEY_ID", "S3_SECRET", "CLAMD")
_BACKUP = ("BACKUP_RECIPIENTS", "BACKUP_FOLDER", "PG_BIN")
_OPERATIONS = ("DATABASE_OWNER_URL", "METRICS_TOKEN", "SECURITY_CONTACT")
# Settings without conversion: a text, empty by default, in the field of the same name in lower case.
_PLAIN_TEXT = (*_OIDC, "OIDC_TENANT", *_NOTIFY, "NOTIFY_URL", *_SMTP, *_STORAGE, *_BACKUP, *_OPERATIONS)


class UnsafeSettings(OperatorError):
    """The settings cannot be read, contradict each other or would put personal data at risk.

    The site does not start with them.
    """


@dataclass(frozen=True, slots=True)
class Settings:
    """The configuration of one deployment. docs/operate.md describes every setting."""

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    # The folder for whatever is made at run time: the SQLite file, uploads, keys of a development machine.
    instance: Path
    # Whether an operator chose that folder. A job that falls back to another would work on other data.
    instance_is_chosen: bool = True
    debug: bool = False
    demo: bool = False
    # Cookies get Secure and the __Host- prefix. Off only for plain http on a developer's own machine.
    https: bool = False
    # Earlier keys: they decrypt and no longer encrypt, so that the key can be rotated without signing
    # everybody out or losing half-finished answers.
    old_secret_keys: tuple[str, ...] = field(default=(), repr=False)
    # Host names that the site answers to; empty means any.
    hosts: tuple[str, ...] = ()
    # Browsers keep pages to open them offline. When off, they delete what they kept: web/worker.py.
    offline: bool = True
    # Where to report a vulnerability: mailto: or https:, for /.well-known/security.txt. Empty: no such file.
    security_contact: str = ""
    # Languages served but not offered to readers: a translation in progress, or the pseudo-locale.
    more_languages: tuple[str, ...] = ()
    # For real personal data: defaults that suit only development are refused.
    production: bool = False
    # The clock starts at another time than the machine's: core/clock.py.
    is_rehearsal: bool = False
    # How many trusted reverse proxies a request passes. Each appends the address it was called from to
    # X-Forwarded-For; entries beyond that number may be forged.
    proxies: int = 0
    # Staff sign-in through the council's OpenID Connect provider: the issuer, this site's client id and
    # secret there, and the label of the button.
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = ""
    # Of a provider that never says `email_verified`: whose e-mail addresses are trusted without it.
    oidc_tenant: str = ""
    # Storage of uploads: s3://bucket/prefix, or empty for a folder under `instance`.
    files: str = ""
    s3_endpoint: str = ""
    s3_region: str = ""
    s3_key_id: str = field(default="", repr=False)
    s3_secret: str = field(default="", repr=False)
    # The address of ClamAV's daemon, which scans uploads. Empty: they are not scanned.
    clamd: str = ""
    # Public keys that backups are encrypted to, separated by commas.
    backup_recipients: str = ""
    # The folder of the nightly backups.
    backup_folder: str = ""
    # The folder of PostgreSQL's programs (pg_dump, pg_restore). Empty: they are found on PATH.
    pg_bin: str = ""
    # Delivery of messages: GOV.UK Notify, a mail server, or both, and then e-mail goes by the mail server.
    notify_api_key: str = field(default="", repr=False)
    notify_text_template: str = ""
    notify_email_template: str = ""
    notify_url: str = ""
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    # The same database as the role that owns the tables, for migrations, where the site's own role may not.
    database_owner_url: str = field(default="", repr=False)
    # The bearer token that gives access to /metrics. Without it nobody has access.
    metrics_token: str = field(default="", repr=False)
    # What is wrong with settings that cannot be read, in sentences. Here each has its default.
    malformed: tuple[str, ...] = ()

    @classmethod
    def from_env(cls, *, inspect_only: bool = False) -> Self:
        """Read the settings from the environment and check them.

        With `inspect_only` they are not checked and no development key is made, so that a tool can report
        what is wrong with them. Raises OperatorError, and UnsafeSettings where a check fails.
        """
        malformed = _malformed()
        text = {name: "" if name in malformed else os.environ.get(name, "").strip() for name in FORMATS}
        production = text["KENTCARE_ENV"] == "production"
        instance = paths.instance()
        make_key = not production and not inspect_only and not malformed
        settings = cls(
            database_url=text["DATABASE_URL"] or f"sqlite:///{instance / 'kentcare.sqlite3'}",
            secret_key=os.environ.get("SECRET_KEY") or (development_key(instance) if make_key else ""),
            instance=instance,
            instance_is_chosen=bool(os.environ.get("KENTCARE_INSTANCE")),
            debug=switch(text["KENTCARE_DEBUG"]),
            demo=switch(text["KENTCARE_DEMO"]),
            https=production or switch(text["KENTCARE_HTTPS"]),
            old_secret_keys=items(os.environ.get("SECRET_KEY_OLD", "")),
            hosts=items(text["KENTCARE_HOSTS"]),
            more_languages=items(text["KENTCARE_LANGUAGES"]),
            offline=switch(text["KENTCARE_OFFLINE"] or "on"),
            production=production,
            is_rehearsal=bool(text[REHEARSAL]),
            proxies=number_of_proxies(text["KENTCARE_PROXIES"]),
            files=text["KENTCARE_FILES"],
            malformed=tuple(malformed.values()),
            **{name.lower(): text.get(name, os.environ.get(name, "").strip()) for name in _PLAIN_TEXT},
        )
        if not inspect_only:
            settings.refuse_if_unsafe()
        return settings

    @property
    def secrets(self) -> tuple[str, ...]:
        """The current secret key, which encrypts, followed by earlier ones, which only decrypt."""
        return (self.secret_key, *self.old_secret_keys)

    @property
    def owner_url(self) -> str:
        """The database URL of the role that may change the schema: the site's own unless another is set."""
        return self.database_owner_url or self.database_url

    def faults(self) -> list[str]:
        """Everything that production refuses about these settings: a clause each, without a full stop."""
        found = {
            f"SECRET_KEY must be set, to {_MIN_SECRET_LENGTH} characters or more": len(self.secret_key)
            < _MIN_SECRET_LENGTH,
            "SECRET_KEY must not be the one that a developer's machine made for itself": self.secret_key
            in _stored_development_keys(self.instance),
            "SECRET_KEY must be made at random, as with openssl rand -base64 48": is_repetitive(
                self.secret_key
            ),
            # Files stand there even where the database is elsewhere: a backup without them would look whole.
            "KENTCARE_INSTANCE must be set, for the site and for every command": not self.instance_is_chosen,
            "KENTCARE_DEBUG must be off": self.debug,
            "KENTCARE_DEMO must be off": self.demo,
            f"{REHEARSAL} must not be set: production has the time that it is": self.is_rehearsal,
            # Messages link to the site by the host name of the request that caused them.
            "KENTCARE_HOSTS must be set, or the site answers to any name": not self.hosts,
            f"METRICS_TOKEN must have {_MIN_SECRET_LENGTH} characters or more": 0
            < len(self.metrics_token)
            < _MIN_SECRET_LENGTH,
            "METRICS_TOKEN must be made at random, as with openssl rand -base64 48": is_repetitive(
                self.metrics_token
            ),
            "OIDC_ISSUER must begin with https://": bool(self.oidc_issuer)
            and not self.oidc_issuer.startswith("https://"),
            # A token of the same tenant is then all that a token of this issuer can be.
            "OIDC_TENANT must be part of OIDC_ISSUER": self.oidc_tenant not in self.oidc_issuer,
            "SECURITY_CONTACT must begin with mailto: or https://": bool(self.security_contact)
            and not self.security_contact.startswith(("mailto:", "https://")),
        }
        return [*(fault for fault, is_there in found.items() if is_there), *self.incomplete_groups()]

    def incomplete_groups(self) -> list[str]:
        """The groups of settings of which only some are given: a clause each, without a full stop.

        They are refused in development too: half of a sign-in or of a sender would be off without a word.
        """
        found = []
        for group in _ALL_OR_NONE:
            missing = [name for name in group if not getattr(self, name.lower())]
            if 0 < len(missing) < len(group):
                others = " and ".join(name for name in group if name not in missing)
                found.append(f"{' and '.join(missing)} must be set, as {others} is")
        return found

    def refuse_if_unsafe(self) -> None:
        """Check the settings by the rules of production or development. Raises UnsafeSettings."""
        if self.malformed:
            # Alone: with a default in the place of each, the other checks would blame what is right.
            raise UnsafeSettings(" ".join(self.malformed))
        if found := self.faults() if self.production else self.incomplete_groups():
            raise UnsafeSettings(("In production " if self.production else "") + "; ".join(found) + ".")


def is_repetitive(secret: str) -> bool:
    """Whether a secret that is long enough has too few different characters to be one."""
    return len(secret) >= _MIN_SECRET_LENGTH and len(set(secret)) < _MIN_SECRET_VARIETY


def is_weak(secret: str) -> bool:
    """Whether a secret is too short, or has too few different characters."""
    return len(secret) < _MIN_SECRET_LENGTH or is_repetitive(secret)


def _stored_development_keys(instance: Path) -> list[str]:
    """The key that was generated in this instance folder, or nothing."""
    file = instance / _DEVELOPMENT_KEY
    return [file.read_text(encoding="ascii").strip()] if file.is_file() else []


def _malformed() -> dict[str, str]:
    """The settings that are not empty and cannot be read, each with the sentences about it."""
    given = {name: os.environ.get(name, "").strip() for name in FORMATS}
    faults = {name: FORMATS[name].fault(name, text) for name, text in given.items() if text}
    return {name: fault for name, fault in faults.items() if fault}


def development_key(instance: Path) -> str:
    """The secret key of a development machine, generated on first use and kept across restarts."""
    return development_secret(instance, _DEVELOPMENT_KEY)


def development_secret(instance: Path, name: str) -> str:
    """The development secret in the file `name` of the instance folder, generated on first use.

    Raises OperatorError where the folder cannot be written or the file not be read.
    """
    try:
        return _stored_secret(instance, name)
    except OSError as error:
        raise OperatorError(
            f"The site cannot write in {instance}: {error.strerror}. "
            "Let it, or set KENTCARE_INSTANCE to a folder in which it may."
        ) from error


def _stored_secret(instance: Path, name: str) -> str:
    file = instance / name
    if not file.exists():
        instance.mkdir(parents=True, exist_ok=True)
        draft = instance / f".{name}.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(48))
        try:
            # Two workers may start at once: the first to link wins, and both read its key.
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii").strip()
