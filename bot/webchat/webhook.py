"""Delivery of updates to the bot's webhook: one by one within a chat, side by side between chats."""

import asyncio
import logging
import ssl
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import aiohttp
import msgspec

from bot.webchat.store import Store
from bot.webchat.updates import UpdateQueue
from bot.webchat.wire import Json, encode

log = logging.getLogger(__name__)

_LONGEST_PAUSE = 60.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


class WebhookSettings(msgspec.Struct, kw_only=True, frozen=True):
    """What the bot asked for with setWebhook."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""
    certificate: str = ""


class Webhook:
    """At most one address; while there is one, long polling is refused."""

    def __init__(
        self, store: Store, updates: UpdateQueue, *, retry_seconds: float, timeout_seconds: float
    ) -> None:
        self._store = store
        self._updates = updates
        self._retry_seconds = retry_seconds
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds)
        kept = dict(store.load("setting")).get("webhook")
        self.settings = msgspec.convert(kept, WebhookSettings) if kept else None
        self.last_error: tuple[int, str] | None = None
        self._lanes: dict[Any, deque[tuple[int, Json]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._places = asyncio.Semaphore(1)

    async def set(self, settings: WebhookSettings | None) -> None:
        """Deliver to another address from now on, or (None) to none."""
        await self.stop()
        self.settings = settings
        self.last_error = None
        if settings is None:
            self._store.drop("setting", "webhook")
        else:
            self._store.put("setting", "webhook", settings)
        await self.start()

    async def start(self) -> None:
        """Begin to deliver what waits."""
        if self.settings is None:
            return
        self._places = asyncio.Semaphore(self.settings.max_connections)
        self._session = aiohttp.ClientSession(
            timeout=self._timeout, connector=aiohttp.TCPConnector(limit=0, ssl=_trust(self.settings))
        )
        self._updates.on_added = self._queue
        for serial, update in self._updates.pending():
            self._queue(serial, update)

    async def stop(self) -> None:
        """Deliver no more; what was not taken stays in the queue."""
        self._updates.on_added = None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        self._lanes.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _queue(self, serial: int, update: Json) -> None:
        lane = _lane(update)
        if lane in self._lanes:
            self._lanes[lane].append((serial, update))
            return
        self._lanes[lane] = deque([(serial, update)])
        task = asyncio.create_task(self._run_lane(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run_lane(self, lane: Any) -> None:
        waiting = self._lanes[lane]
        while waiting:
            serial, update = waiting[0]
            await self._deliver(update)
            self._updates.remove(serial)
            waiting.popleft()
        del self._lanes[lane]

    async def _deliver(self, update: Json) -> None:
        """Until it is taken. The pause doubles up to a minute, unless the answer names one in Retry-After."""
        pause = self._retry_seconds
        while True:
            async with self._places:
                failure, named = await self._post(update)
            if failure is None:
                return
            self.last_error = (int(time.time()), failure)
            log.warning("webhook: %s", failure)
            await asyncio.sleep(named if named is not None else pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _post(self, update: Json) -> tuple[str | None, float | None]:
        assert self._session is not None
        assert self.settings is not None
        headers = {"Content-Type": "application/json"}
        if self.settings.secret_token:
            headers[SECRET_HEADER] = self.settings.secret_token
        try:
            async with self._session.post(
                self.settings.url, data=encode(update), headers=headers, allow_redirects=False
            ) as answer:
                await answer.read()
                if answer.ok and answer.status < 300:
                    return None, None
                reason = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                return reason, _retry_after(answer.headers.get("Retry-After"))
        except TimeoutError:
            return "Read timeout expired", None
        except aiohttp.ClientConnectorError:
            return "Connection refused", None
        except aiohttp.ClientError:
            return "Webhook connection closed", None


def _retry_after(header: str | None) -> float | None:
    return min(float(header), 3600.0) if header and header.isdigit() else None


def _trust(settings: WebhookSettings) -> ssl.SSLContext | bool:
    return ssl.create_default_context(cadata=settings.certificate) if settings.certificate else True


def _lane(update: Json) -> Any:
    """The chat (else the person) an update belongs to."""
    for key, body in update.items():
        if key != "update_id" and isinstance(body, dict):
            return _first_id(body, lambda b: b.get("chat"), lambda b: b.get("message", {}).get("chat")) or (
                _first_id(body, lambda b: b.get("from"))
            )
    return None


def _first_id(body: Json, *readers: Callable[[Json], Any]) -> Any:
    found = (reader(body) for reader in readers)
    return next((each.get("id") for each in found if isinstance(each, dict)), None)
