"""PINs of six digits: hashed with scrypt, the hash sealed with the key outside the database.

A PIN has a million values; without the key file the hashes cannot even be tried.
"""

import base64
import hashlib
import hmac
import secrets
from itertools import pairwise

from db.encryption import CannotDecrypt, Purpose, Vault

DIGITS = 6
SALT_BYTES = 16
_COST = {"n": 2**14, "r": 8, "p": 1, "maxmem": 64 * 2**20}  # about 50 ms


def seal(vault: Vault, pin: str, officer_id: int) -> bytes:
    """What is kept of a PIN."""
    salt = secrets.token_bytes(SALT_BYTES)
    kept = base64.b64encode(salt + _hash(pin, salt)).decode()
    return vault.seal_text(kept, Purpose.PIN, bound_to=str(officer_id))


def is_right(vault: Vault, sealed: bytes, pin: str, officer_id: int) -> bool:
    """Whether a PIN is the one that was kept; False also for what cannot be read."""
    try:
        kept = base64.b64decode(vault.open_text(sealed, Purpose.PIN, bound_to=str(officer_id)))
    except CannotDecrypt:
        return False
    salt, expected = kept[:SALT_BYTES], kept[SALT_BYTES:]
    return hmac.compare_digest(_hash(pin, salt), expected)


def is_easy(pin: str) -> bool:
    """Whether anybody would try it first: one digit over and over, or a run such as 123456."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return steps in ({0}, {1}, {-1})


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, dklen=32, **_COST)
