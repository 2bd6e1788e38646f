"""`ansinh demo` where it cannot start: one line that says why."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from tests.conversation import KNOWLEDGE_CACHE


def test_a_port_that_is_taken_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        environment = {
            **os.environ,
            "ANSINH_KNOWLEDGE__CACHE": str(KNOWLEDGE_CACHE),
            "ANSINH_DEMO__FOLDER": str(tmp_path / "demo"),
        }
        command = [sys.executable, "-m", "bot", "demo", "--port", str(port)]
        said = subprocess.run(
            command, check=False, env=environment, capture_output=True, text=True, timeout=60
        )
    assert said.returncode == 1
    assert "address already in use" in said.stderr
    assert "Traceback" not in said.stderr
