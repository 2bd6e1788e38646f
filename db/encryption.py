"""Personal numbers and notes, unreadable without the key file. Pure: knows no table and no session.

Every value begins with the id of its key (one byte), so that keys can be changed one row at a time.
- `seal_number`: AES-SIV. The same number gives the same bytes, so equality and UNIQUE work on them.
- `seal_text`: AES-GCM with a new nonce each time, for notes and places; two equal notes look different.
- `mark_ending`: HMAC-SHA256 of the last digits of a number, to search by them.
A value is bound to its purpose (and a note to its row): moved elsewhere it cannot be read.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from db import key_file

ENDING_DIGITS = 4
NONCE_BYTES = 12
MARK_BYTES = 16


class Purpose(StrEnum):
    """What a value is; part of what is authenticated, never change a name."""

    ID_NUMBER = "id-number"
    INSURANCE = "insurance-number"
    PHONE = "phone"
    NOTE = "note"
    PLACE = "place"
    PIN = "pin"
    AUDIT = "audit"
    UPDATE = "update"
    CALL = "call"


class CannotDecrypt(ValueError):
    """A value was changed, moved, or written with a key that is not in the key file."""


@dataclass(frozen=True)
class _Ciphers:
    """What one key of the file is used for, each with a key of its own derived from it."""

    numbers: AESSIV
    texts: AESGCM
    marks: bytes

    @classmethod
    def from_key(cls, key: bytes) -> Self:
        return cls(
            AESSIV(_derive(key, "numbers", 64)),
            AESGCM(_derive(key, "texts", 32)),
            _derive(key, "marks", 32),
        )


def _derive(key: bytes, use: str, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=f"ansinh/{use}/1".encode()).derive(key)


class Vault:
    """All keys of a key file; writes with the newest, reads with any."""

    def __init__(self, keys: Mapping[int, bytes]) -> None:
        if not keys:
            raise ValueError("a vault needs a key")
        self._ciphers = {id_: _Ciphers.from_key(key) for id_, key in keys.items()}
        self.newest = next(iter(keys))

    @classmethod
    def open(cls, path: Path) -> Self:
        """The vault of a key file. Raises KeyFileError."""
        return cls(key_file.read(path))

    def __repr__(self) -> str:
        return f"Vault(keys {sorted(self._ciphers)}, newest {self.newest})"

    @property
    def key_ids(self) -> tuple[int, ...]:
        """Ids of all keys, newest first."""
        return tuple(self._ciphers)

    def seal_number(self, number: str, purpose: Purpose) -> bytes:
        """A number under the newest key; equal numbers give equal bytes."""
        return self._seal_number(self.newest, number, purpose)

    def every_seal(self, number: str, purpose: Purpose) -> list[bytes]:
        """What a number looks like under each key: for equality while keys are being changed."""
        return [self._seal_number(id_, number, purpose) for id_ in self._ciphers]

    def open_number(self, sealed: bytes, purpose: Purpose) -> str:
        """The number. Raises CannotDecrypt."""
        try:
            return self._of(sealed).numbers.decrypt(sealed[1:], [purpose.encode()]).decode()
        except (InvalidTag, ValueError) as error:
            raise CannotDecrypt(f"a value of kind {purpose} cannot be read") from error

    def seal_text(self, text: str, purpose: Purpose, bound_to: str = "") -> bytes:
        """A text under the newest key, readable only together with what it is bound to."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        ciphers = self._ciphers[self.newest]
        sealed = ciphers.texts.encrypt(nonce, text.encode(), f"{purpose}:{bound_to}".encode())
        return bytes([self.newest]) + nonce + sealed

    def open_text(self, sealed: bytes, purpose: Purpose, bound_to: str = "") -> str:
        """The text. Raises CannotDecrypt."""
        nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._of(sealed).texts.decrypt(nonce, rest, f"{purpose}:{bound_to}".encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise CannotDecrypt(f"a value of kind {purpose} cannot be read") from error

    def mark_ending(self, number: str, purpose: Purpose) -> bytes:
        """The mark of a number's last digits under the newest key."""
        return self._mark(self.newest, number[-ENDING_DIGITS:], purpose)

    def every_ending(self, digits: str, purpose: Purpose) -> list[bytes]:
        """The marks of some last digits under each key."""
        return [self._mark(id_, digits, purpose) for id_ in self._ciphers]

    def sign(self, content: bytes, purpose: Purpose) -> bytes:
        """A signature under the newest key."""
        return self._sign(self.newest, content, purpose)

    def is_signed(self, content: bytes, signature: bytes, purpose: Purpose) -> bool:
        """Whether a signature belongs to the content, under any key."""
        if not signature or signature[0] not in self._ciphers:
            return False
        return hmac.compare_digest(self._sign(signature[0], content, purpose), signature)

    def is_current(self, sealed: bytes) -> bool:
        """Whether a value stands under the newest key."""
        return sealed[:1] == bytes([self.newest])

    def _of(self, sealed: bytes) -> _Ciphers:
        try:
            return self._ciphers[sealed[0]]
        except (KeyError, IndexError) as error:
            raise CannotDecrypt("a value was written with a key that is not in the key file") from error

    def _seal_number(self, id_: int, number: str, purpose: Purpose) -> bytes:
        return bytes([id_]) + self._ciphers[id_].numbers.encrypt(number.encode(), [purpose.encode()])

    def _mark(self, id_: int, digits: str, purpose: Purpose) -> bytes:
        return self._sign(id_, b"ending:" + digits.encode(), purpose)[: 1 + MARK_BYTES]

    def _sign(self, id_: int, content: bytes, purpose: Purpose) -> bytes:
        message = purpose.encode() + b":" + content
        return bytes([id_]) + hmac.new(self._ciphers[id_].marks, message, hashlib.sha256).digest()
