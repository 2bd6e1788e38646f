"""Faults on demand: what goes wrong with the bot's calls, chosen by rules so that a test can be repeated."""

import random
from typing import Any, Literal

import msgspec

from bot.webchat.refusals import RefusedError
from bot.webchat.wire import Json

_WORDS = {
    400: "Bad Request: chat not found",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}


class FaultRule(msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Which calls fail, and how; README.md explains the fields."""

    method: str
    answer: int | Literal["timeout", "drop"]
    retry_after: int = 1
    share: float = 1.0
    count: int | None = None
    chat_id: int | None = None
    seed: int = 0
    seconds: float = 60.0
    description: str | None = None
    parameters: dict[str, Any] | None = None
    after: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.answer, int) and not 400 <= self.answer <= 599:
            raise ValueError("answer must be 400 to 599, timeout or drop")

    def refusal(self) -> RefusedError:
        """What the bot is told, for rules that answer with a code."""
        assert isinstance(self.answer, int)
        if self.answer == 429:
            return RefusedError(
                429,
                self.description or f"Too Many Requests: retry after {self.retry_after}",
                self.parameters or {"retry_after": self.retry_after},
            )
        words = self.description or _WORDS.get(self.answer, "Bad Request: fault on demand")
        return RefusedError(self.answer, words, self.parameters)


class _Active:
    def __init__(self, rule: FaultRule) -> None:
        self.rule = rule
        self.hits = 0
        self._draw = random.Random(rule.seed)  # noqa: S311 - repeatable on purpose

    def strikes(self, method: str, chat_id: object) -> bool:
        rule = self.rule
        if rule.method != method and (rule.method != "*" or method == "getUpdates"):
            return False
        if rule.chat_id is not None and rule.chat_id != chat_id:
            return False
        if rule.count is not None and self.hits >= rule.count:
            return False
        if self._draw.random() >= rule.share:
            return False
        self.hits += 1
        return True


class Faults:
    """The rules in force; the first that strikes decides."""

    def __init__(self) -> None:
        self._rules: list[_Active] = []

    def add(self, rules: list[FaultRule]) -> None:
        """Add rules to those there are."""
        self._rules += [_Active(rule) for rule in rules]

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._rules.clear()

    def pick(self, method: str, chat_id: object) -> FaultRule | None:
        """The rule that strikes this call, if one does."""
        return next((active.rule for active in self._rules if active.strikes(method, chat_id)), None)

    def report(self) -> list[Json]:
        """The rules with how often each struck."""
        return [msgspec.to_builtins(active.rule) | {"hits": active.hits} for active in self._rules]
