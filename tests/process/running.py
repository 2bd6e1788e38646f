"""Starts the chat server here and `ansinh run` beside it, and talks to the bot as people do."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bot.webchat.server import RunningServer, start
from bot.webchat.settings import WebchatSettings
from tests.conversation import KNOWLEDGE_CACHE, TOKEN

READY_SECONDS = 30.0


@dataclass
class BotProcess:
    """`ansinh run`, as an operator starts it."""

    environment: dict[str, str]
    log: Path
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=self.environment, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """As a crash or the kernel would: at once, without a chance to tidy up."""
        assert self.process is not None
        self.process.kill()

    async def stop(self) -> int:
        """As an operator would; returns the exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), 30)


@dataclass
class World:
    """A chat server with a folder for databases and logs."""

    server: RunningServer
    http: aiohttp.ClientSession
    folder: Path
    started: list[BotProcess] = field(default_factory=list)

    def environment(self, **more: str) -> dict[str, str]:
        return {
            **os.environ,
            "ANSINH_TELEGRAM__TOKEN": TOKEN,
            "ANSINH_TELEGRAM__API_URL": self.server.url,
            "ANSINH_TELEGRAM__TIMEOUT_SECONDS": "3",
            "ANSINH_DATABASE__URL": f"sqlite:///{self.folder / 'process.db'}",
            "ANSINH_SECRETS__KEY_FILE": str(self.folder / "process.key"),
            "ANSINH_KNOWLEDGE__CACHE": str(KNOWLEDGE_CACHE),
            "ANSINH_DEMO__TODAY": "2026-11-23",
            **more,
        }

    async def run_bot(self, **more: str) -> BotProcess:
        """Start a bot; returns when it has said so in its log."""
        bot = BotProcess(self.environment(**more), self.folder / f"bot-{len(self.started)}.log")
        self.started.append(bot)
        await bot.start()
        return bot

    async def post(self, path: str, body: Any) -> Any:
        async with self.http.post(f"{self.server.url}/chat/{path}", json=body) as answer:
            assert answer.status == 200, (path, answer.status, await answer.text())
            return await answer.json()

    async def get(self, path: str) -> Any:
        async with self.http.get(f"{self.server.url}/chat/{path}") as answer:
            assert answer.status == 200, (path, answer.status, await answer.text())
            return await answer.json()

    async def said(self, chat_id: int) -> list[dict[str, Any]]:
        """What the bot said in a chat, oldest first."""
        found = await self.get(f"{chat_id}/messages?limit=500")
        return [message for message in found["messages"] if message["from"]["is_bot"]]

    async def wait_for(
        self, chat_id: int, count: int, seconds: float = READY_SECONDS
    ) -> list[dict[str, Any]]:
        """The bot's messages of a chat once there are `count`."""
        async with asyncio.timeout(seconds):
            while len(messages := await self.said(chat_id)) < count:
                await asyncio.sleep(0.05)
        return messages

    async def see(self, chat_id: int, expected: str, seconds: float = READY_SECONDS) -> dict[str, Any]:
        """The bot's newest message that holds a text, once there is one."""
        async with asyncio.timeout(seconds):
            while True:
                found = [one for one in await self.said(chat_id) if expected in one.get("text", "")]
                if found:
                    return found[-1]
                await asyncio.sleep(0.05)

    def logs(self) -> str:
        return "\n".join(bot.log.read_text() for bot in self.started)


@asynccontextmanager
async def world(folder: Path) -> AsyncIterator[World]:
    """A chat server that can be told to fail and records what it is asked."""
    server = await start(
        WebchatSettings(
            port=0, token=TOKEN, store_path=folder / "chat.db", allow_faults=True, record_calls=True
        )
    )
    async with aiohttp.ClientSession() as http:
        here = World(server, http, folder)
        try:
            yield here
        finally:
            for bot in here.started:
                if bot.process and bot.process.returncode is None:
                    bot.process.kill()
                    await bot.process.wait()
            await server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
