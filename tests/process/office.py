"""A register beside a running bot: filled, with officers, and what became of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.demo_register import seed
from db import key_file, migrate, officers
from db.encryption import Vault
from db.engine import open_engine, open_sessions
from db.register_rows import Post
from db.register_terms import Role
from tests.process.running import World

TODAY = date(2026, 11, 23)
WARD = "gia-sang"


def now() -> float:
    return Clock.showing(TODAY.isoformat()).now()


class Office:
    """The register's database, opened beside the bot."""

    def __init__(self, here: World, url: str = "") -> None:
        self.url = url or f"sqlite:///{here.folder / 'process.db'}"
        self.key = here.folder / "process.key"
        self.engine: Engine = open_engine(self.url)
        migrate.upgrade(self.engine)
        key_file.create(self.key)

    @property
    def vault(self) -> Vault:
        return Vault.open(self.key)

    @contextmanager
    def session(self) -> Iterator[Session]:
        with open_sessions(self.engine).begin() as session:
            yield session

    def fill(self) -> None:
        """The demo's households."""
        with self.session() as session:
            seed.fill(session, self.vault, now=now(), today=TODAY, officers={})

    def add_officer(self, chat_id: int, role: Role = Role.WARD_OFFICER) -> int:
        """An officer who is signed in for the whole test."""
        post = Post(role, (WARD,) if role is Role.WARD_OFFICER else ())
        with self.session() as session:
            number = officers.add(
                session, channel="telegram", chat_id=chat_id, name=f"Cán bộ {chat_id}", post=post, now=now()
            )
            officers.keep_active(session, number, until=now() + 86_400)
        return number


class Phone:
    """Somebody's phone: types, presses, reads the newest message."""

    def __init__(self, here: World, chat_id: int) -> None:
        self.here, self.chat_id = here, chat_id

    async def says(self, text: str, expected: str) -> dict[str, Any]:
        await self.here.post(f"{self.chat_id}/send", {"text": text})
        return await self.sees(expected)

    async def presses(self, message: dict[str, Any], wanted: str, expected: str) -> dict[str, Any]:
        data = next(
            key["callback_data"]
            for row in message["reply_markup"]["inline_keyboard"]
            for key in row
            if wanted in (key["text"], key["callback_data"]) or wanted in key["text"]
        )
        body = {"message_id": message["message_id"], "data": data}
        await self.here.post(f"{self.chat_id}/press", body)
        return await self.sees(expected)

    async def sends_file(self, content: bytes, name: str) -> None:
        """A file from the phone."""
        data = aiohttp.FormData()
        data.add_field("kind", "document")
        data.add_field("file", content, filename=name, content_type="application/octet-stream")
        url = f"{self.here.server.url}/chat/{self.chat_id}/upload"
        async with self.here.http.post(url, data=data) as answer:
            assert answer.status == 200, await answer.text()

    async def sees(self, expected: str) -> dict[str, Any]:
        """The newest message with a text in it."""
        return await self.here.see(self.chat_id, expected)


def bytes_on_disk(folder: Path) -> bytes:
    """Everything the bot wrote: its database with the journal, and its logs; not the chat server's own store."""
    files = [*folder.glob("process.db*"), *folder.glob("bot-*.log")]
    return b"\n".join(file.read_bytes() for file in files)
