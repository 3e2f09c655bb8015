"""Settings, from the environment only. Production refuses what would only be convenient."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from kentcare import paths
from kentcare.core.clock import REHEARSAL

_SHORTEST_SECRET = 32
_DEVELOPMENT_KEY = "secret_key"  # the file it is in
_COUNCIL = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME")

_NOTIFY = ("NOTIFY_API_KEY", "NOTIFY_TEXT_TEMPLATE", "NOTIFY_EMAIL_TEMPLATE")
_POST = ("SMTP_URL", "MAIL_FROM")
_RUNNING = ("DATABASE_OWNER_URL", "METRICS_TOKEN", "SECURITY_CONTACT")
_MESSAGES = (*_NOTIFY, "NOTIFY_URL", *_POST)
_COPIES = ("BACKUP_RECIPIENTS", "PG_BIN")
_FILES = ("S3_ENDPOINT", "S3_REGION", "S3_KEY_ID", "S3_SECRET", "CLAMD")
# Texts that are taken as they are, each into the field of its name.
_AS_THEY_ARE = (*_COUNCIL, *_MESSAGES, *_FILES, *_COPIES, *_RUNNING)


class UnsafeSettings(ValueError):
    """These settings would put people's answers at risk, so the site does not start."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between one machine and another."""

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    instance: Path
    debug: bool = False
    demo: bool = False
    # Cookies get Secure and the __Host- prefix. Off only for plain http on a developer's own machine.
    https: bool = False
    # Keys that still open a cookie but no longer seal one, so that a key can be changed without
    # throwing away the answers of everyone who is half way through.
    old_secret_keys: tuple[str, ...] = field(default=(), repr=False)
    # The names this site answers to; empty means any.
    hosts: tuple[str, ...] = ()
    # Pages that were opened open again without a line. Off, browsers remove what they keep: web/worker.py.
    offline: bool = True
    # Whom to tell of a weakness, for /.well-known/security.txt: mailto: or https:. Without it there is none.
    security_contact: str = ""
    # Languages that readers are not offered, shown all the same: one in the making, or the pseudo-locale.
    more_languages: tuple[str, ...] = ()
    # Real people's data. Nothing that is only convenient is let pass.
    production: bool = False
    # The clock stands at another time than the machine's: see core/clock.py.
    is_rehearsal: bool = False
    # How many proxies of ours a request comes through. Each writes down from whom it had it; others may lie.
    proxies: int = 0
    # A council's own sign-in over OpenID Connect: who vouches, what they call us, what the button says.
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = ""
    # Where files lie: s3://bucket/prefix, or in a folder here where it is empty; and who looks at them.
    files: str = ""
    s3_endpoint: str = ""
    s3_region: str = ""
    s3_key_id: str = field(default="", repr=False)
    s3_secret: str = field(default="", repr=False)
    clamd: str = ""
    # Whose keys open a copy of everything, with commas; and where PostgreSQL's programs are.
    backup_recipients: str = ""
    pg_bin: str = ""
    # Who carries messages: GOV.UK Notify, a mail server, or both (then e-mail goes by the mail server).
    notify_api_key: str = field(default="", repr=False)
    notify_text_template: str = ""
    notify_email_template: str = ""
    notify_url: str = ""
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    # Whose the tables are, where that is somebody else than who reads and writes in them. It migrates.
    database_owner_url: str = field(default="", repr=False)
    # What a machine brings that may read the numbers at /metrics. Without it nobody may.
    metrics_token: str = field(default="", repr=False)

    @classmethod
    def from_env(cls, *, is_looked_at: bool = False) -> Self:
        """Raises UnsafeSettings. Only looked at, they may be unsafe, and no key is made for them."""
        production = _is_production()
        instance = paths.instance()
        makes_key = not production and not is_looked_at
        settings = cls(
            database_url=os.environ.get("DATABASE_URL") or f"sqlite:///{instance / 'kentcare.sqlite3'}",
            secret_key=os.environ.get("SECRET_KEY") or (development_key(instance) if makes_key else ""),
            instance=instance,
            debug=_is_on("KENTCARE_DEBUG"),
            demo=_is_on("KENTCARE_DEMO"),
            https=production or _is_on("KENTCARE_HTTPS"),
            old_secret_keys=_words("SECRET_KEY_OLD"),
            hosts=_words("KENTCARE_HOSTS"),
            more_languages=_words("KENTCARE_LANGUAGES"),
            offline=not _is_off("KENTCARE_OFFLINE"),
            production=production,
            is_rehearsal=bool(os.environ.get(REHEARSAL)),
            proxies=int(os.environ.get("KENTCARE_PROXIES") or 0),
            files=os.environ.get("KENTCARE_FILES", "").strip(),
            **{name.lower(): os.environ.get(name, "").strip() for name in _AS_THEY_ARE},
        )
        if not is_looked_at:
            settings.refuse_if_unsafe()
        return settings

    @property
    def secrets(self) -> tuple[str, ...]:
        """The key that seals, then those that still open."""
        return (self.secret_key, *self.old_secret_keys)

    @property
    def owner_url(self) -> str:
        """The database as whoever may change its tables."""
        return self.database_owner_url or self.database_url

    def faults(self) -> list[str]:
        """What production refuses."""
        found = {
            f"SECRET_KEY must be set, to {_SHORTEST_SECRET} characters or more": len(self.secret_key)
            < _SHORTEST_SECRET,
            "SECRET_KEY must not be the one that a developer's machine made for itself": self.secret_key
            in _made_here(self.instance),
            "KENTCARE_DEBUG must be off": self.debug,
            "KENTCARE_DEMO must be off": self.demo,
            f"{REHEARSAL} must not be set: production has the time that it is": bool(
                os.environ.get(REHEARSAL)
            ),
            # Messages say where to sign in: by the name that whoever caused them came to.
            "KENTCARE_HOSTS must be set, or the site answers to any name": not self.hosts,
            f"METRICS_TOKEN must have {_SHORTEST_SECRET} characters or more": 0
            < len(self.metrics_token)
            < _SHORTEST_SECRET,
            "OIDC_ISSUER must begin with https://": bool(self.oidc_issuer)
            and not self.oidc_issuer.startswith("https://"),
            "SECURITY_CONTACT must begin with mailto: or https://": bool(self.security_contact)
            and not self.security_contact.startswith(("mailto:", "https://")),
        }
        return [*(fault for fault, is_there in found.items() if is_there), *self.half_faults()]

    def half_faults(self) -> list[str]:
        """What is refused everywhere: half of a sign-in or of a sender is none, and nobody would see why."""
        found = []
        for group in (_COUNCIL, _NOTIFY, _POST):
            missing = [name for name in group if not getattr(self, name.lower())]
            if 0 < len(missing) < len(group):
                others = " and ".join(name for name in group if name not in missing)
                found.append(f"{' and '.join(missing)} must be set, as {others} is")
        return found

    def refuse_if_unsafe(self) -> None:
        """Raises UnsafeSettings."""
        if found := self.faults() if self.production else self.half_faults():
            raise UnsafeSettings(("In production " if self.production else "") + "; ".join(found) + ".")


def _made_here(instance: Path) -> list[str]:
    """The key that this machine made, if it did."""
    kept = instance / _DEVELOPMENT_KEY
    return [kept.read_text(encoding="ascii").strip()] if kept.is_file() else []


def _is_production() -> bool:
    """Raises UnsafeSettings for a word that may have been meant as production."""
    named = os.environ.get("KENTCARE_ENV", "")
    if named not in {"", "development", "production"}:
        raise UnsafeSettings(f"KENTCARE_ENV is “{named}”. It can be production, development, or not set.")
    return named == "production"


def _is_on(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _is_off(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"0", "false", "no", "off"}


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in os.environ.get(name, "").split(",") if word.strip())


def development_key(instance: Path) -> str:
    """A key made once for this machine, so that a restart does not lose what was typed."""
    return development_secret(instance, _DEVELOPMENT_KEY)


def development_secret(instance: Path, name: str) -> str:
    """One of several such keys."""
    kept = instance / name
    if not kept.exists():
        instance.mkdir(parents=True, exist_ok=True)
        draft = instance / f".{name}.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(48))
        try:
            # Two workers may start at once: the first to link wins and both read the same key.
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text(encoding="ascii").strip()
