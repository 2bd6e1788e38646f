"""Our own check of outgoing calls: what Telegram would refuse, found before it is sent."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.webchat.html_tags import MarkupError
from bot.webchat.html_text import parse_html
from bot.webchat.methods import METHODS

Call = dict[str, Any]

TEXT_LIMITS = {"text": 4096, "caption": 1024, "description": 512, "short_description": 120, "name": 64}
TOAST_LIMIT = 200
NEVER_EMPTY = ("sendMessage", "editMessageText")
BUTTON_ACTIONS = ("callback_data", "url", "copy_text", "web_app")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")

# The project's neighbour in its home; on any other machine only our own check runs.
SHARED = Path(__file__).parents[2] / "shared" / "telegram"
heard: list[Call] = []  # every call of every conversation of this test run


def findings(call: Call) -> list[str]:
    """What is wrong with a call; nothing when Telegram would take it."""
    method, parameters = call["method"], call["params"]
    known = METHODS.get(method)
    if known is None:
        return [f"unknown method {method}"]
    return [
        *(f"unknown parameter {name}" for name in parameters if name not in known.parameters),
        *(f"missing {name}" for name in known.required if name not in parameters),
        *_wrong_texts(method, parameters),
        *_wrong_keys(parameters.get("reply_markup")),
        *_wrong_commands(parameters.get("commands")),
    ]


def _wrong_texts(method: str, parameters: dict[str, Any]) -> Iterator[str]:
    mode = parameters.get("parse_mode")
    if mode not in (None, "HTML"):
        yield f"parse_mode {mode}"
    for name, limit in TEXT_LIMITS.items():
        if name not in parameters:
            continue
        try:
            text = parse_html(parameters[name]).text if mode == "HTML" else parameters[name]
        except MarkupError as fault:
            yield f"{name}: {fault}"
            continue
        most = TOAST_LIMIT if method == "answerCallbackQuery" else limit
        length = len(text.encode("utf-16-le")) // 2
        if length > most:
            yield f"{name} has {length} UTF-16 units, at most {most}"
        if method in NEVER_EMPTY and not text.strip():
            yield f"empty {name}"


def _wrong_keys(markup: dict[str, Any] | None) -> Iterator[str]:
    for key in (key for row in (markup or {}).get("inline_keyboard", []) for key in row):
        if not key.get("text", "").strip():
            yield f"a button without text: {key}"
        if sum(action in key for action in BUTTON_ACTIONS) != 1:
            yield f"a button that does not do exactly one thing: {key}"
        data = key.get("callback_data")
        if data is not None and not 1 <= len(data.encode()) <= 64:
            yield f"callback_data of {len(data.encode())} bytes: {data[:30]}"


def _wrong_commands(commands: list[dict[str, str]] | None) -> Iterator[str]:
    for command in commands or []:
        if not _COMMAND.fullmatch(command["command"]):
            yield f"command name {command['command']!r}"
        if not 1 <= len(command["description"]) <= 256:
            yield f"command description of {len(command['description'])} characters"


def check(calls: Iterable[Call]) -> None:
    """Fail with everything that is wrong with the calls of a conversation."""
    calls = list(calls)
    heard.extend(calls)
    wrong = [(found, call) for call in calls if (found := findings(call))]
    assert not wrong, "\n".join(f"{'; '.join(found)}: {str(call)[:300]}" for found, call in wrong)


def judged_by_shared(calls: Iterable[Call]) -> str:
    """What the shared check says of calls; empty when it finds nothing."""
    lines = {json.dumps({"method": call["method"], "params": call["params"]}) for call in calls}
    judge = subprocess.run(
        [sys.executable, SHARED / "check_calls.py", SHARED / "bot-api-spec.json"],
        input="\n".join(sorted(lines)),
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if judge.returncode == 0 else judge.stdout + judge.stderr
