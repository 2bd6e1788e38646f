"""The bot's calls as they came, for tests that judge them afterwards."""

import time
from collections import deque

from bot.webchat.wire import Json

_MOST = 50_000


class Recording:
    """The last calls, oldest first; nothing is kept unless it is switched on."""

    def __init__(self, *, on: bool) -> None:
        self.on = on
        self._calls: deque[Json] = deque(maxlen=_MOST)

    def add(self, method: str, parameters: Json, answer: Json) -> None:
        """Note a call and, in short, how it was answered."""
        if self.on and method != "getUpdates":
            short = {key: value for key, value in answer.items() if key != "result"}
            self._calls.append({"method": method, "params": parameters, "answer": short, "at": time.time()})

    def calls(self, method: str | None = None, skip: int = 0) -> list[Json]:
        """The calls, of one method or all, from the `skip`th on."""
        return [call for call in self._calls if method in (None, call["method"])][skip:]

    def clear(self) -> None:
        """Forget them."""
        self._calls.clear()
