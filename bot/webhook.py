"""The HTTP side: /telegram takes updates, /healthz and /metrics tell how the process does."""

import asyncio
import hmac
import json
import logging

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import Engine, text

from bot.inbox import Inbox

log = logging.getLogger(__name__)

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header's name
LARGEST_UPDATE = 1024 * 1024


def health_app(engine: Engine) -> web.Application:
    """An application with /healthz and /metrics."""

    async def healthz(_: web.Request) -> web.Response:
        try:
            await asyncio.to_thread(_ask_database, engine)
        except Exception as error:  # whatever it is, we are not healthy
            return web.Response(status=503, text=f"database: {type(error).__name__}\n")
        return web.Response(text="ok\n")

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application(client_max_size=LARGEST_UPDATE)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/metrics", metrics)
    return app


def _ask_database(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))


def webhook_app(engine: Engine, inbox: Inbox, secret: str) -> web.Application:
    """The same with /telegram: 200 once an update is stored, 403 for callers without the secret."""

    async def take(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400)
        if not isinstance(update, dict):
            return web.Response(status=400)
        await inbox.take([update])
        return web.Response()

    app = health_app(engine)
    app.router.add_post(PATH, take)
    return app


async def listen(app: web.Application, host: str, port: int) -> web.AppRunner:
    """Start serving; the caller cleans the runner up."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    log.info("listening on %s:%s", host, port)
    return runner
