"""python -m bot.webchat as a process of its own."""

import asyncio
import re
import signal
import socket
import sys
from pathlib import Path

import aiohttp
from click.testing import CliRunner

from bot.webchat.__main__ import main


def test_help_names_every_option() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    for option in ("--host", "--port", "--token", "--store", "--faults", "--record", "--public"):
        assert option in result.output


def test_wrong_use_is_said_in_one_line() -> None:
    result = CliRunner().invoke(main, ["--public", "--faults"])
    assert result.exit_code == 2
    assert "a public server allows neither faults nor recording" in result.output


def test_a_taken_port_is_said_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["--port", str(port)])
    assert result.exit_code == 1
    assert f"cannot listen on 127.0.0.1:{port}" in result.output


async def test_it_runs_until_it_is_told_to_stop(tmp_path: Path) -> None:
    options = ["--port", "0", "--token", "5:x", "--store", str(tmp_path / "a.sqlite3")]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.webchat", *options, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(20):
        found = re.search(r"http://\S+/", (await process.stdout.readline()).decode())
        assert found is not None
        async with aiohttp.request("GET", f"{found[0]}bot5:x/getMe") as response:
            assert (await response.json())["result"]["id"] == 5
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert (tmp_path / "a.sqlite3").exists()
