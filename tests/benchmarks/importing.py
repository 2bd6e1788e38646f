"""Taking a sheet of 25,000 people into the register, on both databases, beside merely reading the file."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from python_calamine import load_workbook

from db import key_file
from tests.bot.register.sheets_made import households_sheet
from tests.postgres import fresh_database

PEOPLE = 25_000


def run() -> str:
    """Seconds and memory of the whole command, for the first time and for the same file again."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.xlsx"
        file.write_bytes(households_sheet(PEOPLE))
        started = time.perf_counter()
        load_workbook(str(file)).get_sheet_by_index(0).to_python()
        reading = time.perf_counter() - started
        lines = [f"reading the file alone: {reading:.2f} s"]
        lines += _table(f"sqlite:///{folder}/a.db", file, reading)
        try:
            with fresh_database("importing") as url:
                lines += _table(url, file, reading)
        except pytest.skip.Exception as reason:
            lines.append(f"PostgreSQL left out: {reason}")
    return "\n".join([*lines, "goal: 25,000 rows in 60 s, 200 MB"])


def _table(url: str, file: Path, reading: float) -> list[str]:
    key = file.with_name("a.key")
    if not key.exists():
        key_file.create(key)
    environment = {**os.environ, "ANSINH_DATABASE__URL": url, "ANSINH_SECRETS__KEY_FILE": str(key)}
    lines = []
    for what in ("first", "again"):
        seconds = _timed(["import", "households", str(file), "--year", "2025", "--yes"], environment)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        lines.append(
            f"{url.split(':', maxsplit=1)[0]:<10} {what:<5} {seconds:5.1f} s = {seconds / reading:5.1f} x reading; "
            f"{PEOPLE / seconds:6.0f} rows/s; at most {memory} MB"
        )
    return lines


def _timed(command: list[str], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "bot", *command],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - started
