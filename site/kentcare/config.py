"""Settings, from the environment only. Production refuses what would only be convenient."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from kentcare import paths

_SHORTEST_SECRET = 32


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
    # Languages that readers are not offered, shown all the same: one in the making, or the pseudo-locale.
    more_languages: tuple[str, ...] = ()

    @classmethod
    def from_env(cls) -> Self:
        production = os.environ.get("KENTCARE_ENV") == "production"
        instance = paths.instance()
        settings = cls(
            database_url=os.environ.get("DATABASE_URL") or f"sqlite:///{instance / 'kentcare.sqlite3'}",
            secret_key=os.environ.get("SECRET_KEY") or ("" if production else development_key(instance)),
            instance=instance,
            debug=_is_on("KENTCARE_DEBUG"),
            demo=_is_on("KENTCARE_DEMO"),
            https=production or _is_on("KENTCARE_HTTPS"),
            old_secret_keys=_words("SECRET_KEY_OLD"),
            hosts=_words("KENTCARE_HOSTS"),
            more_languages=_words("KENTCARE_LANGUAGES"),
        )
        if production:
            settings.refuse_if_unsafe()
        return settings

    @property
    def secrets(self) -> tuple[str, ...]:
        """The key that seals, then those that still open."""
        return (self.secret_key, *self.old_secret_keys)

    def refuse_if_unsafe(self) -> None:
        faults = {
            f"SECRET_KEY must be set, to {_SHORTEST_SECRET} characters or more": len(self.secret_key)
            < _SHORTEST_SECRET,
            "KENTCARE_DEBUG must be off": self.debug,
            "KENTCARE_DEMO must be off": self.demo,
        }
        if found := [fault for fault, is_there in faults.items() if is_there]:
            raise UnsafeSettings("In production " + "; ".join(found) + ".")


def _is_on(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in os.environ.get(name, "").split(",") if word.strip())


def development_key(instance: Path) -> str:
    """A key made once for this machine, so that a restart does not lose what was typed."""
    return development_secret(instance, "secret_key")


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
