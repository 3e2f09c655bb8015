"""Columns for what must not be read by whoever finds the database."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from cryptography.fernet import MultiFernet
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from kentcare.core.encryption import app_cipher


class EncryptedText(TypeDecorator[str]):
    """Text that is encrypted on its way into a column of bytes and decrypted on its way out.

    `purpose` names the key that is derived for it: what one purpose encrypted, another cannot read, and it
    can never change where rows exist. `cipher` makes the cipher of a purpose; without one the application's
    own secret is used. Reading raises `cryptography.fernet.InvalidToken` where no known key fits.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str, cipher: Callable[[str], MultiFernet] = app_cipher) -> None:
        super().__init__()
        self.purpose = purpose
        self.cipher = cipher

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else self.cipher(self.purpose).encrypt(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else self.cipher(self.purpose).decrypt(bytes(value)).decode()


class EncryptedJson(TypeDecorator[Mapping[str, Any]]):
    """An object of JSON, stored as EncryptedText: names with texts, numbers, lists and so on.

    `purpose`: as in EncryptedText. Reading raises `cryptography.fernet.InvalidToken` where no known key fits.
    """

    impl = EncryptedText
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__(purpose)
        self.purpose = purpose

    def process_bind_param(self, value: Mapping[str, Any] | None, dialect: Dialect) -> str | None:
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Mapping[str, Any] | None:
        return None if value is None else msgspec.json.decode(value, type=dict[str, Any])
