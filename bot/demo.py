"""`ansinh demo`: the bot with its own chat server and page, on this machine only."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from bot import app
from bot.config import Config
from bot.webchat.server import start as start_webchat
from bot.webchat.settings import WebchatSettings

DEMO_TOKEN = "1000:demo-token-of-the-chat-page-on-this-machine"  # noqa: S105 -- opens nothing outside


async def run(config: Config, *, host: str, port: int, fresh: bool, say: Callable[[str], None]) -> None:
    """Serve the page and the bot until cancelled; `say` tells the page's address."""
    folder = Path(config.demo.folder)
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder, exist_ok=True)
    server = await start_webchat(
        WebchatSettings(host=host, port=port, token=DEMO_TOKEN, store_path=str(folder / "webchat.db"))
    )
    try:
        say(f"\n  An Sinh is ready:  {server.url}\n\n  Stop with Ctrl+C.\n")
        await app.run(_for_demo(config, folder, server.url))
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
