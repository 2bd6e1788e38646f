"""Talk to the bot offline: the real inbox, worker, outbox and database; only the server is played here."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from telegram.request import BaseRequest, RequestData

from bot import app
from bot.app import Process
from bot.clock import Clock
from bot.config import Config, Database, Demo, KnowledgeSettings, Secrets, Telegram
from bot.render.plain import plain
from bot.services import Services
from bot.transport import Wait
from db.encryption import Vault
from db.vocabulary import Vocabulary
from tests import calls

TOKEN = "1000:a-token-that-opens-nothing-at-all-000"
BOT_NAME = "ansinh_bot"
KNOWLEDGE_CACHE = Path(__file__).parent.parent / "var" / "knowledge"


class RecordingRequest(BaseRequest):
    """Answers every call like a content server and keeps what was asked."""

    def __init__(self, *failures: Exception | tuple[int, dict[str, Any]]) -> None:
        """`failures`: what the first calls get instead of an answer, an error or status and body."""
        self._failures = list(failures)
        self.calls: list[dict[str, Any]] = []
        self._message_ids = count(5000)

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Wait = BaseRequest.DEFAULT_NONE,
        write_timeout: Wait = BaseRequest.DEFAULT_NONE,
        connect_timeout: Wait = BaseRequest.DEFAULT_NONE,
        pool_timeout: Wait = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[1]
        parameters = dict(request_data.parameters) if request_data else {}
        sent = (request_data.multipart_data or {}) if request_data else {}
        files = {
            part: (file_name, content)
            for part, (file_name, content, _) in sent.items()
            if isinstance(content, bytes)
        }
        result = self._result(name, parameters)
        shown = {
            part: {"bytes": len(content), "name": file_name} for part, (file_name, content) in files.items()
        }
        self.calls.append({"method": name, "params": parameters | shown, "result": result, "files": files})
        if self._failures and name != "getMe":
            return self._fail(self._failures.pop(0))
        return 200, json.dumps({"ok": True, "result": result}).encode()

    @staticmethod
    def _fail(failure: Exception | tuple[int, dict[str, Any]]) -> tuple[int, bytes]:
        if isinstance(failure, Exception):
            raise failure
        status, body = failure
        return status, json.dumps({"ok": False, "error_code": status, **body}).encode()

    def _result(self, name: str, parameters: dict[str, Any]) -> Any:
        if name == "getMe":
            return {"id": 1000, "is_bot": True, "first_name": "An Sinh", "username": BOT_NAME}
        if name.startswith("send"):
            chat = {"id": parameters["chat_id"], "type": "private"}
            return {"message_id": next(self._message_ids), "date": 1, "chat": chat}
        return True


def settings(folder: Path, **more: Any) -> Config:
    """Settings with a database of their own in a folder."""
    return Config(
        telegram=Telegram(token=TOKEN),
        database=Database(url=more.pop("database", f"sqlite:///{folder / 'test.db'}")),
        secrets=Secrets(key_file=str(folder / "ansinh.key")),
        knowledge=KnowledgeSettings(cache=str(KNOWLEDGE_CACHE)),
        demo=Demo(today=more.pop("today", "2026-11-23")),
        **more,
    )


class Conversation:
    """One person talking to the bot."""

    def __init__(
        self, process: Process, server: RecordingRequest, chat_id: int, language: str | None
    ) -> None:
        self.process = process
        self._server = server
        self.chat_id = chat_id
        self._sender = {"id": chat_id, "is_bot": False, "first_name": "Người thử"}
        if language:
            self._sender["language_code"] = language
        self._chat = {"id": chat_id, "type": "private", "first_name": "Người thử"}
        self.last: dict[str, Any] = {}
        self.calls: list[dict[str, Any]] = []

    async def says(self, text: str) -> str:
        """Type something; returns all that was answered, as plain text."""
        return await self.sends(message=self.message(text=text))

    async def presses(self, wanted: str) -> str:
        """Press the button whose text or data contains `wanted` on the last message."""
        for row in self.last.get("reply_markup", {}).get("inline_keyboard", []):
            for key in row:
                if wanted in key["text"] or wanted == key.get("callback_data"):
                    return await self.presses_data(key["callback_data"], self.last)
        raise AssertionError(f"no button {wanted!r} in {self.buttons()}")

    async def presses_data(self, data: str, message: dict[str, Any] | None = None) -> str:
        """Press a button with this data, also one the bot never made."""
        return await self.sends(**self.press(data, message))

    def press(self, data: str, message: dict[str, Any] | None = None) -> dict[str, Any]:
        """What Telegram sends when a button is pressed."""
        shown = message or {}
        known = {name: shown[name] for name in ("reply_markup", "message_id") if name in shown}
        under = self.message(text="…", **known)
        query = {"id": "77", "from": self._sender, "chat_instance": "1", "data": data, "message": under}
        return {"callback_query": query}

    async def sends(self, **content: Any) -> str:
        """Send an update with any content."""
        before = len(self._server.calls)
        await self.process.inbox.take([{"update_id": _next_update(), **content}])
        await settle(self.process)
        self.calls = self._server.calls[before:]
        return "\n".join(plain(call["params"]["text"]) for call in self.calls if self._reads(call))

    async def hears(self, process: Process) -> str:
        """What the bot says by itself when what is due is done now; only what reaches this person."""
        before = len(self._server.calls)
        await process.due.start_due(process.database, process.services.clock)
        while process.due.busy:
            await asyncio.sleep(0.001)
        await settle(process)
        heard = [
            call for call in self._server.calls[before:] if call["params"].get("chat_id") == self.chat_id
        ]
        return "\n".join(plain(call["params"]["text"]) for call in heard if self._reads(call))

    def _reads(self, call: dict[str, Any]) -> bool:
        """Look at what a call changed on the screen; whether there is a new text to read."""
        if "chat_id" not in call["params"] or call["method"] == "sendChatAction":
            return False
        if call["method"] == "editMessageReplyMarkup":
            self.last = {**self.last, **call["params"]}
            return False
        sent = {"message_id": call["result"]["message_id"]} if isinstance(call["result"], dict) else {}
        self.last = call["params"] | sent
        return "text" in call["params"]

    def message(self, **content: Any) -> dict[str, Any]:
        return {
            "message_id": 10,
            "date": 1_790_000_000,
            "chat": self._chat,
            "from": self._sender,
            **content,
        }

    def buttons(self) -> list[str]:
        """The texts on the last message's buttons."""
        rows = self.last.get("reply_markup", {}).get("inline_keyboard", [])
        return [key["text"] for row in rows for key in row]

    def methods(self) -> list[str]:
        """The calls the last update led to, by name."""
        return [call["method"] for call in self.calls]

    @property
    def toast(self) -> str:
        """What flashed up when the last button was pressed."""
        answers = [call["params"] for call in self.calls if call["method"] == "answerCallbackQuery"]
        return "".join(answer.get("text", "") for answer in answers)


_updates = count(1)


def _next_update() -> int:
    return next(_updates)


async def settle(process: Process) -> None:
    """Wait until everything taken in is handled and answered."""
    while process.inbox.busy or process.sender.busy:
        await asyncio.sleep(0.001)


@cache
def _read_once(cache_folder: str) -> Services:
    """Knowledge, matcher and words, which no conversation changes."""
    return app.build_services(
        Config(knowledge=KnowledgeSettings(cache=cache_folder)), BOT_NAME, Vault({1: bytes(32)})
    )


def _services(config: Config, bot_name: str, vault: Vault) -> Services:
    return replace(
        _read_once(config.knowledge.cache),
        config=config,
        clock=Clock.showing(config.demo.today),
        bot_name=bot_name,
        vault=vault,
        vocabulary=Vocabulary(),
    )


@asynccontextmanager
async def started(config: Config) -> AsyncIterator[tuple[Process, RecordingRequest]]:
    """The bot, running against a server that is played here. At the end every call is checked."""
    server = RecordingRequest()
    async with app.running(config, server, _services) as process:
        yield process, server
    calls.check(server.calls)
