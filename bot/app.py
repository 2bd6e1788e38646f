"""The one place where everything is put together."""

import asyncio
import gc
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from telegram import Bot
from telegram.error import InvalidToken
from telegram.request import BaseRequest

import handlers
from bot import api, i18n, keys, menu, webhook
from bot.broadcast_watch import BroadcastWatch
from bot.broadcaster import Broadcaster
from bot.clock import Clock
from bot.config import Config
from bot.database import Database
from bot.due import Due
from bot.inbox import Inbox
from bot.outbox import Sender
from bot.polling import Poller
from bot.reading import ALLOWED_UPDATES
from bot.routes import Routes
from bot.schedule import DueWork, keep_house
from bot.services import Services
from bot.transport import AiohttpRequest
from bot.work import Worker
from db import deliveries, migrate, outbox, scheduled
from db.encryption import Vault
from db.engine import open_engine
from db.key_file import KeyFileError
from db.turns import turn
from db.vocabulary import Vocabulary
from knowledge import loader
from knowledge.eligibility import Eligibility
from knowledge.matcher import Matcher

log = logging.getLogger(__name__)


class CannotStart(RuntimeError):
    """Something the operator must mend first; says what to do."""


@dataclass(frozen=True)
class Process:
    """A running bot."""

    bot: Bot
    services: Services
    database: Database
    inbox: Inbox
    sender: Sender
    due: DueWork
    broadcaster: Broadcaster
    watch: BroadcastWatch


def build_routes() -> Routes:
    """All conversations, in order."""
    routes = Routes()
    handlers.register_all(routes)
    return routes


def build_services(config: Config, bot_name: str, vault: Vault) -> Services:
    """Knowledge, matcher and words, as every command needs them."""
    knowledge = loader.load()
    return Services(
        config=config,
        knowledge=knowledge,
        matcher=Matcher.open(knowledge, Path(config.knowledge.cache)),
        eligibility=Eligibility.load(knowledge),
        catalogues=i18n.load(),
        clock=Clock.showing(config.demo.today),
        bot_name=bot_name,
        vault=vault,
        vocabulary=Vocabulary(),
    )


def build_bot(config: Config, request: BaseRequest | None = None) -> Bot:
    """The client for the Bot API server, over `request` or aiohttp. Raises CannotStart without a token."""
    if not config.telegram.token:
        raise CannotStart("no token: get one from @BotFather and set ANSINH_TELEGRAM__TOKEN")
    seconds = config.telegram.timeout_seconds
    base = config.telegram.api_url.rstrip("/")
    return Bot(
        config.telegram.token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request or AiohttpRequest(seconds=seconds),
        get_updates_request=request or AiohttpRequest(connections=1, seconds=seconds),
    )


@asynccontextmanager
async def running(
    config: Config,
    request: BaseRequest | None = None,
    build: Callable[[Config, str, Vault], Services] = build_services,
) -> AsyncIterator[Process]:
    """Everything started; at the end what is under way is finished and everything is closed."""
    async with AsyncExitStack() as stack:
        engine = open_engine(config.database.url)
        database = Database(engine)
        stack.callback(database.close)
        alone = _be_alone(stack, engine)
        await asyncio.to_thread(migrate.upgrade, engine)
        bot = build_bot(config, request)
        stack.push_async_callback(bot.shutdown)
        await _connect(bot)
        vault = await asyncio.to_thread(_open_vault, config, engine)
        services = await asyncio.to_thread(build, config, bot.username, vault)
        process = _assemble(bot, services, database)
        process.sender.start()
        stack.push_async_callback(process.sender.close)
        stack.push_async_callback(process.inbox.close)
        stack.push_async_callback(process.due.close)
        stack.push_async_callback(process.broadcaster.close)
        gc.freeze()  # what was built at start stays: do not look through it for garbage again and again
        await _resume(process, alone=alone)
        yield process


async def _connect(bot: Bot) -> None:
    """Ask the server who we are, until it answers. Raises CannotStart when it does not know the token."""
    try:
        await api.insist(bot.initialize, "reaching the chat server")
    except InvalidToken as error:
        raise CannotStart("the chat server does not know this token; see 'ansinh doctor'") from error


def _open_vault(config: Config, engine: Engine) -> Vault:
    try:
        return keys.open_vault(config, engine)
    except KeyFileError as error:
        raise CannotStart(str(error)) from error


def _be_alone(stack: AsyncExitStack, engine: Engine) -> bool:
    """SQLite serves one process; a second one is refused rather than let in."""
    if engine.dialect.name != "sqlite":
        return False
    if not stack.enter_context(turn(engine, "process")):
        raise CannotStart(
            "another An Sinh process uses this SQLite file; stop it, or move to PostgreSQL (README)"
        )
    return True


def _assemble(bot: Bot, services: Services, database: Database) -> Process:
    routes = build_routes()
    sender = Sender(bot, database, services, routes.makers)
    inbox = Inbox(Worker(services, database.sessions, routes, bot), sender, database)
    due = DueWork(lambda row: Due(row, services, database, bot, sender), routes.due)
    broadcaster = Broadcaster(bot, database, services)
    watch = BroadcastWatch(bot, database, services, sender)
    return Process(bot, services, database, inbox, sender, due, broadcaster, watch)


async def _resume(process: Process, *, alone: bool) -> None:
    """First the answers a killed process still owed, then the updates it had not handled."""
    if alone:
        now = process.services.clock.now()
        with process.database.sessions.begin() as session:
            outbox.release_all(session, bot_id=process.bot.id, now=now)
            scheduled.release_all(session, now=now)
            deliveries.release_all(session, now=now)
    await process.sender.send_orphans()
    await process.inbox.feed_orphans(older_than=0)


async def run(config: Config) -> None:
    """Serve until cancelled, by polling or by webhook."""
    async with running(config) as process, asyncio.TaskGroup() as tasks:
        tasks.create_task(
            keep_house(process.database, process.inbox, process.sender, process.due, process.services)
        )
        tasks.create_task(process.broadcaster.run())
        tasks.create_task(process.watch.run())
        tasks.create_task(menu.publish(process.bot, process.services.catalogues))
        if config.telegram.mode == "webhook":
            tasks.create_task(_serve_webhook(config, process))
        else:
            tasks.create_task(_poll(config, process))


async def _poll(config: Config, process: Process) -> None:
    runner = None
    if config.health.port:
        runner = await webhook.listen(
            webhook.health_app(process.database.engine), "127.0.0.1", config.health.port
        )
    log.info("polling as @%s", process.bot.username)
    try:
        await Poller(process.bot, process.inbox, process.database.engine).run()
    finally:
        if runner:
            await runner.cleanup()


async def _serve_webhook(config: Config, process: Process) -> None:
    settings = config.webhook
    if not settings.url:
        raise CannotStart("webhook mode needs the public address: set ANSINH_WEBHOOK__URL")
    secret = settings.secret or secrets.token_urlsafe(32)
    app = webhook.webhook_app(process.database.engine, process.inbox, secret)
    runner = await webhook.listen(app, settings.host, settings.port)
    try:
        address = settings.url.rstrip("/") + webhook.PATH
        await api.insist(
            lambda: process.bot.set_webhook(address, secret_token=secret, allowed_updates=ALLOWED_UPDATES),
            "setting the webhook",
        )
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
