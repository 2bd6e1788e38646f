"""`ansinh doctor`: what works, what does not, and what to do about it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, TelegramError

from bot import app, i18n
from bot.clock import Clock
from bot.config import Config
from db import audit_check, migrate
from db.encryption import Vault
from db.engine import open_engine, open_sessions
from db.key_file import KeyFileError
from knowledge import loader
from knowledge.answers import is_stale

SECONDS = 8
CLOCK_SECONDS = 60
STALE_DAYS = 180


@dataclass(frozen=True)
class Finding:
    """One thing examined, whether it is well, and what to do if not."""

    what: str
    good: bool
    says: str


async def examine(config: Config) -> list[Finding]:
    """Every finding, in the order an operator would mend them."""
    checks: tuple[tuple[str, Callable[[Config], Awaitable[str]]], ...] = (
        ("knowledge", _knowledge),
        ("words", _words),
        ("database", _database),
        ("keys", _keys),
        ("token", _token),
        ("chat server", _server),
        ("clock", _clock),
    )
    settings = Finding("settings", True, f"{config.telegram.mode} as channel {config.telegram.channel}")
    return [settings, *[await _find(what, check, config) for what, check in checks]]


class _Bad(Exception):
    """Says what is wrong and what to do."""


async def _find(what: str, check: Callable[[Config], Awaitable[str]], config: Config) -> Finding:
    try:
        return Finding(what, True, await check(config))
    except _Bad as finding:
        return Finding(what, False, str(finding))


async def _knowledge(_: Config) -> str:
    try:
        knowledge = await asyncio.to_thread(loader.load)
    except loader.KnowledgeError as error:
        raise _Bad(f"{len(error.faults)} faults, the first: {error.faults[0]}") from error
    today = Clock().today()
    stale = [topic.id for topic in knowledge.topics.values() if is_stale(topic, today, STALE_DAYS)]
    note = f"; {len(stale)} not checked for {STALE_DAYS} days" if stale else ""
    return f"{len(knowledge.topics)} topics, {len(knowledge.parameters)} parameters{note}"


async def _words(_: Config) -> str:
    try:
        return ", ".join(i18n.load())
    except i18n.MissingCatalogue as error:
        raise _Bad(str(error)) from error


async def _database(config: Config) -> str:
    def look() -> bool:
        engine = open_engine(config.database.url)
        try:
            return migrate.is_current(engine)
        finally:
            engine.dispose()

    try:
        current = await asyncio.to_thread(look)
    except Exception as error:
        raise _Bad(f"cannot be opened ({type(error).__name__}); check ANSINH_DATABASE__URL") from error
    if not current:
        raise _Bad("not at this version's schema; run 'ansinh db upgrade'")
    return "reachable and up to date"


async def _keys(config: Config) -> str:
    def look() -> Vault:
        vault = Vault.open(Path(config.secrets.key_file))
        engine = open_engine(config.database.url)
        try:
            with open_sessions(engine).begin() as session:
                if audit_check.is_head_foreign(session, vault):
                    raise _Bad(
                        "the audit chain is signed with another key; put the right key file in its place"
                    )
        finally:
            engine.dispose()
        return vault

    try:
        vault = await asyncio.to_thread(look)
    except KeyFileError as error:
        raise _Bad(str(error)) from error
    except SQLAlchemyError:
        return "readable (the database cannot be compared)"
    return f"{len(vault.key_ids)} in {config.secrets.key_file}, the newest is {vault.newest}"


async def _token(config: Config) -> str:
    try:
        bot = app.build_bot(config)
    except app.CannotStart as error:
        raise _Bad(str(error)) from error
    try:
        async with bot:
            return f"belongs to @{bot.username}"
    except InvalidToken as error:
        raise _Bad("the server does not know it; copy it again from @BotFather") from error
    except TelegramError as error:
        raise _Bad(f"could not be tried ({type(error).__name__}); see 'chat server'") from error


async def _server(config: Config) -> str:
    answer = await _ask_server(config)
    return f"{config.telegram.api_url} answers ({answer.status})"


async def _ask_server(config: Config) -> aiohttp.ClientResponse:
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(config.telegram.api_url) as answer,
        ):
            return answer
    except (aiohttp.ClientError, TimeoutError) as error:
        raise _Bad(
            f"{config.telegram.api_url} does not answer ({type(error).__name__}); Telegram may be blocked "
            "on this network: try another network or set ANSINH_TELEGRAM__API_URL"
        ) from error


async def _clock(config: Config) -> str:
    answer = await _ask_server(config)
    if "Date" not in answer.headers:
        return f"{Clock().today().isoformat()} in Vietnam (the server tells no time to compare)"
    apart = abs((parsedate_to_datetime(answer.headers["Date"]) - datetime.now(UTC)).total_seconds())
    if apart > CLOCK_SECONDS:
        raise _Bad(f"{apart:.0f} s off the server's; set the machine's clock (NTP)")
    return f"{Clock().today().isoformat()} in Vietnam, {apart:.0f} s off the server's"
