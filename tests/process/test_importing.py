"""`ansinh import` killed at any moment: the register is untouched or whole, never half."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db import audit_check, key_file, migrate
from db.encryption import Vault
from db.engine import open_engine, open_sessions
from db.models import Household, Member
from tests.bot.register.sheets_made import households_sheet

PEOPLE = 6_000


@pytest.mark.parametrize("share", [0.35, 0.6, 0.75, 0.85, 0.95])
def test_killed_in_the_middle_nothing_is_half_there_and_again_it_is_whole(
    tmp_path: Path, share: float
) -> None:
    url, key, file = f"sqlite:///{tmp_path / 'a.db'}", tmp_path / "a.key", tmp_path / "a.xlsx"
    file.write_bytes(households_sheet(PEOPLE))
    key_file.create(key)
    engine = open_engine(url)
    migrate.upgrade(engine)
    environment = {**os.environ, "ANSINH_DATABASE__URL": url, "ANSINH_SECRETS__KEY_FILE": str(key)}
    command = [sys.executable, "-m", "bot", "import", "households", str(file), "--yes"]

    whole = _seconds_of_a_whole_run(tmp_path, command, environment)
    running = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(whole * share)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()

    with open_sessions(engine).begin() as session:
        people = session.scalar(select(func.count(Member.id)))
        assert people in (0, PEOPLE), "half an import"
        assert audit_check.verify(session, Vault.open(key)) == []
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "done" in said.stdout or "nothing to do" in said.stdout
    with open_sessions(engine).begin() as session:
        assert session.scalar(select(func.count(Member.id))) == PEOPLE
        assert (session.scalar(select(func.count(Household.id))) or 0) > PEOPLE // 6
        assert audit_check.verify(session, Vault.open(key)) == []
    engine.dispose()


def _seconds_of_a_whole_run(folder: Path, command: list[str], environment: dict[str, str]) -> float:
    """How long it takes here, into a database beside."""
    elsewhere = {**environment, "ANSINH_DATABASE__URL": f"sqlite:///{folder / 'beside.db'}"}
    started = time.perf_counter()
    subprocess.run(command, env=elsewhere, capture_output=True, check=True)
    return time.perf_counter() - started
