"""The file of keys, kept apart from the database: one line "id:key" each, newest first, readable by its owner only.

The newest key encrypts; the others still decrypt what was written before. The file is not in any backup
of the database: without it the ID numbers, phones and notes of the register cannot be read by anybody.
"""

import base64
import binascii
import os
import secrets
import stat
from pathlib import Path

KEY_BYTES = 32
MOST_KEYS = 255  # the id is one byte of every value; 0 is never used

Keys = dict[int, bytes]


class KeyFileError(ValueError):
    """The key file cannot be used; says which file and what to do, never a key."""


def create(path: Path) -> None:
    """A new file with one key, for its owner only. Refuses to write over an existing one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise KeyFileError(f"{path}: exists already; its keys are needed to read the register") from error
    with os.fdopen(file, "w", encoding="ascii") as lines:
        lines.write(_line(1, secrets.token_bytes(KEY_BYTES)))
        lines.flush()
        os.fsync(lines.fileno())


def read(path: Path) -> Keys:
    """The keys by id, newest first. Raises KeyFileError."""
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii")
    except FileNotFoundError as error:
        raise KeyFileError(f"{path}: there is no key file; make one with 'ansinh secrets create'") from error
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(f"{path}: cannot be read ({type(error).__name__})") from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyFileError(f"{path}: other users may read it; run: chmod 600 {path}")
    keys: Keys = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            id_, key = _parse(path, number, line)
            if id_ in keys:
                raise KeyFileError(f"{path}: line {number}: key {id_} stands there twice")
            keys[id_] = key
    if not keys:
        raise KeyFileError(f"{path}: holds no key")
    return keys


def add_key(path: Path) -> int:
    """Put a new key in front; returns its id. Every process must be restarted before `rotate` is run."""
    keys = read(path)
    newest = next(iter(keys))
    ids = (*range(newest + 1, MOST_KEYS + 1), *range(1, newest))
    free: list[int] = [id_ for id_ in ids if id_ not in keys]
    if not free:
        raise KeyFileError(f"{path}: holds {MOST_KEYS} keys; drop the old ones first")
    id_ = free[0]
    _write(path, {id_: secrets.token_bytes(KEY_BYTES), **keys})
    return id_


def drop_key(path: Path, id_: int) -> None:
    """Take a key out for good. Only for keys under which nothing is written any more (`rotation.count_old`)."""
    keys = read(path)
    if id_ not in keys:
        raise KeyFileError(f"{path}: holds no key {id_}")
    if id_ == next(iter(keys)):
        raise KeyFileError(f"{path}: key {id_} is the newest, it is in use")
    _write(path, {number: key for number, key in keys.items() if number != id_})


def _parse(path: Path, number: int, line: str) -> tuple[int, bytes]:
    name, _, encoded = line.strip().partition(":")
    try:
        id_, key = int(name), base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error) as error:
        raise KeyFileError(f"{path}: line {number}: must be 'id:key', the key in base64") from error
    if not 1 <= id_ <= MOST_KEYS or len(key) != KEY_BYTES:
        raise KeyFileError(
            f"{path}: line {number}: the id is 1 to {MOST_KEYS}, the key {KEY_BYTES} bytes in base64"
        )
    return id_, key


def _line(id_: int, key: bytes) -> str:
    return f"{id_}:{base64.b64encode(key).decode()}\n"


def _write(path: Path, keys: Keys) -> None:
    """Replace the file in one step: a crash leaves the old or the new one, never a part."""
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as lines:
        lines.writelines(_line(id_, key) for id_, key in keys.items())
        lines.flush()
        os.fsync(lines.fileno())
    beside.replace(path)
