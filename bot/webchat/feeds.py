"""What just happened in a chat, for the pages that watch it."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field

from bot.webchat.wire import Json

_KEPT = 300


@dataclass(frozen=True)
class Event:
    """One thing that happened; ids grow over all chats and over restarts."""

    id: int
    type: str
    data: Json

    def as_json(self) -> Json:
        """For the answer of /changes."""
        return {"id": self.id, "type": self.type, "data": self.data}


@dataclass
class _Feed:
    floor: int  # events up to this id are not held (any more)
    events: deque[Event] = field(default_factory=deque)
    waiting: set[asyncio.Future[None]] = field(default_factory=set)


class Feeds:
    """Events by chat. A feed begins when somebody first looks at the chat; the others cost nothing."""

    def __init__(self) -> None:
        # Milliseconds since 1970: after a restart ids go on above all that were given before.
        self.last_id = int(time.time() * 1000)
        self._feeds: dict[int, _Feed] = {}
        self._closed = False

    def publish(self, chat_id: int, kind: str, data: Json) -> None:
        """Tell those who watch a chat."""
        feed = self._feeds.get(chat_id)
        if feed is None:
            return
        self.last_id += 1
        feed.events.append(Event(self.last_id, kind, data))
        if len(feed.events) > _KEPT:
            feed.floor = feed.events.popleft().id
        _wake(feed)

    def publish_everywhere(self, kind: str, data: Json) -> None:
        """Tell every watched chat."""
        for chat_id in self._feeds:
            self.publish(chat_id, kind, data)

    def watch(self, chat_id: int) -> int:
        """Begin to hold events of a chat; returns the id to ask from."""
        self._feeds.setdefault(chat_id, _Feed(floor=self.last_id))
        return self.last_id

    def since(self, chat_id: int, after: int) -> list[Event] | None:
        """Events after an id; None when some of them are gone, so that the page must read the chat anew."""
        self.watch(chat_id)
        feed = self._feeds[chat_id]
        if after < feed.floor or after > self.last_id:
            return None
        return [event for event in feed.events if event.id > after]

    async def wait(self, chat_id: int, seconds: float) -> bool:
        """Until something happens in a chat; False when the time is up or the server closes."""
        self.watch(chat_id)
        if self._closed:
            return False
        feed = self._feeds[chat_id]
        waiter = asyncio.get_running_loop().create_future()
        feed.waiting.add(waiter)
        try:
            await asyncio.wait_for(waiter, seconds)
        except TimeoutError:
            return False
        finally:
            feed.waiting.discard(waiter)
        return not self._closed

    @property
    def closed(self) -> bool:
        """Whether the server is stopping."""
        return self._closed

    def close(self) -> None:
        """Let everybody go who waits."""
        self._closed = True
        for feed in self._feeds.values():
            _wake(feed)


def _wake(feed: _Feed) -> None:
    for waiter in feed.waiting:
        if not waiter.done():
            waiter.set_result(None)
