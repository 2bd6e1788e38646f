"""Numbers that only grow, over restarts and crashes too."""

from bot.webchat.store import Store

_BLOCK = 1000


class Numbering:
    """update_id and message_id.

    The store holds a number not yet reached, a block ahead: after a crash counting goes on from there, and no
    number is given twice although the last ones were never written down one by one.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reserved: dict[str, int] = dict(store.load("number"))
        self._next = dict(self._reserved)

    def next(self, name: str) -> int:
        """The next number of a series; the first is 1."""
        number = self._next.get(name, 1)
        self._next[name] = number + 1
        if number >= self._reserved.get(name, 0):
            self._reserve(name, number + _BLOCK)
        return number

    def skip_to(self, name: str, number: int) -> None:
        """Make sure that the next number of a series is greater than this one."""
        if number >= self._next.get(name, 1):
            self._next[name] = number + 1
            self._reserve(name, number + _BLOCK)

    def settle(self) -> None:
        """At a clean stop: write down exactly where counting stands."""
        for name, number in self._next.items():
            self._reserve(name, number)

    def _reserve(self, name: str, number: int) -> None:
        self._reserved[name] = number
        self._store.put("number", name, number)
