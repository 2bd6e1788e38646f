"""`ansinh demo`: the bot with its own chat server and page, on this machine only."""

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from bot import app, keys
from bot.clock import Clock
from bot.config import Config
from bot.demo_register import seed
from bot.webchat.server import start as start_webchat
from bot.webchat.settings import WebchatSettings
from db import migrate, officers
from db.engine import open_engine, open_sessions
from db.register_rows import Post
from db.register_terms import Role

DEMO_TOKEN = "1000:demo-token-of-the-chat-page-on-this-machine"  # noqa: S105 -- opens nothing outside

# Who the page's switch can be (bot/webchat/people.py), and two colleagues who are nobody's persona.
OFFICERS = {
    Role.WARD_OFFICER: (1002, "Hùng", Post(Role.WARD_OFFICER, ("phan-dinh-phung", "gia-sang"))),
    Role.ADMINISTRATOR: (1003, "Minh", Post(Role.ADMINISTRATOR)),
    Role.SUPERVISOR: (1004, "Hạnh", Post(Role.SUPERVISOR)),
    Role.COLLABORATOR: (1005, "Tâm", Post(Role.COLLABORATOR, (), (("gia-sang", "to dan pho 3"),))),
}


async def run(config: Config, *, host: str, port: int, fresh: bool, say: Callable[[str], None]) -> None:
    """Serve the page and the bot until cancelled; `say` tells the page's address."""
    folder = Path(config.demo.folder)
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder, exist_ok=True)
    server = await start_webchat(
        WebchatSettings(host=host, port=port, token=DEMO_TOKEN, store_path=str(folder / "webchat.db"))
    )
    settings = _for_demo(config, folder, server.url)
    try:
        await asyncio.to_thread(fill_register, settings)
        say(f"\n  An Sinh is ready:  {server.url}\n\n  Stop with Ctrl+C.\n")
        await app.run(settings)
    finally:
        await server.stop()


def _for_demo(config: Config, folder: Path, api_url: str) -> Config:
    """The settings with the demo's own database and chat server."""
    replace = msgspec.structs.replace
    return replace(
        config,
        telegram=replace(config.telegram, token=DEMO_TOKEN, api_url=api_url, mode="polling", channel="web"),
        database=replace(config.database, url=f"sqlite:///{folder / 'ansinh.db'}"),
        secrets=replace(config.secrets, key_file=str(folder / "ansinh.key")),
    )


def fill_register(config: Config) -> None:
    """An empty register gets the demo's officers and invented households; one that is filled stays as it is."""
    engine = open_engine(config.database.url)
    clock = Clock.showing(config.demo.today)
    try:
        migrate.upgrade(engine)
        vault = keys.open_vault(config, engine)
        with open_sessions(engine).begin() as session:
            if officers.list_all(session):
                return
            ids = {
                role: officers.add(
                    session, channel="web", chat_id=chat_id, name=name, post=post, now=clock.now()
                )
                for role, (chat_id, name, post) in OFFICERS.items()
            }
            session.flush()
            seed.fill(session, vault, now=clock.now(), today=clock.today(), officers=ids)
    finally:
        engine.dispose()
