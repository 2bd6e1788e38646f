"""A copy of the database while the bot runs, and putting one back. The key file is not in it."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from sqlalchemy import make_url

SQLITE, POSTGRESQL = "sqlite", "postgresql"
PAGES = 2000  # copied at a time; writers get their turn between


class BackupError(RuntimeError):
    """A copy could not be made or put back; says why."""


def backup(url: str, file: Path) -> None:
    """Write a consistent copy to a new file, for its owner only. Raises BackupError."""
    if file.exists():
        raise BackupError(f"{file}: exists already; choose another name")
    part = file.with_name(f"{file.name}.part")
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        _BACKUPS[_kind(url)](url, part)
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def restore(url: str, file: Path, *, replace: bool) -> None:
    """Put a copy in the database's place; one that is there already only with `replace`. Raises BackupError."""
    if not file.exists():
        raise BackupError(f"{file}: there is no such file")
    _RESTORES[_kind(url)](url, file, replace)


def _kind(url: str) -> str:
    return make_url(url).get_backend_name()


def _sqlite_file(url: str) -> Path:
    return Path(make_url(url).database or "")


def _backup_sqlite(url: str, part: Path) -> None:
    source = _sqlite_file(url)
    if not source.exists():
        raise BackupError(f"{source}: there is no database")
    running, copy = sqlite3.connect(source), sqlite3.connect(part)
    try:
        running.backup(copy, pages=PAGES)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        running.close()
        copy.close()
    _check_sqlite(part)


def _check_sqlite(file: Path) -> None:
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        result = connection.execute("PRAGMA integrity_check").fetchone()[0]
        versions = connection.execute("SELECT count(*) FROM alembic_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{file}: is no database of An Sinh ({error})") from error
    finally:
        connection.close()
    if result != "ok" or versions != 1:
        raise BackupError(f"{file}: is damaged ({result})")


def _restore_sqlite(url: str, file: Path, replace: bool) -> None:
    target = _sqlite_file(url)
    if target.exists() and not replace:
        raise BackupError(f"{target}: exists already; stop the bot and use --replace")
    _check_sqlite(file)
    beside = target.with_name(f"{target.name}.restored")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, beside)
    for old in (target.with_name(f"{target.name}-wal"), target.with_name(f"{target.name}-shm")):
        old.unlink(missing_ok=True)
    beside.replace(target)


def _backup_postgresql(url: str, part: Path) -> None:
    _run("pg_dump", "--format=custom", f"--file={part}", f"--dbname={_plain(url)}")


def _restore_postgresql(url: str, file: Path, replace: bool) -> None:
    clean = ["--clean", "--if-exists"] if replace else []
    _run(
        "pg_restore",
        "--exit-on-error",
        "--single-transaction",
        "--no-owner",
        *clean,
        f"--dbname={_plain(url)}",
        str(file),
    )


def _plain(url: str) -> str:
    """The address without SQLAlchemy's driver name."""
    return make_url(url).set(drivername=POSTGRESQL).render_as_string(hide_password=False)


def _run(program: str, *words: str) -> None:
    found = shutil.which(program)
    if not found:
        raise BackupError(f"{program} is not installed here; it comes with PostgreSQL's client programs")
    done = subprocess.run([found, *words], capture_output=True, text=True, check=False)  # noqa: S603 -- found above
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise BackupError(f"{program} failed: {lines[-1] if lines else done.returncode}")


_BACKUPS = {SQLITE: _backup_sqlite, POSTGRESQL: _backup_postgresql}
_RESTORES = {SQLITE: _restore_sqlite, POSTGRESQL: _restore_postgresql}
