"""What can be chosen about a server when it is made."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

_LOCAL_NAMES = {"localhost", "127.0.0.1", "[::1]"}
MEMORY = ":memory:"
PAGE = Path(__file__).parent / "page"


@dataclass(frozen=True, kw_only=True)
class WebchatSettings:
    """Safe by default: this machine only, no fault injection, no recording, no strangers."""

    host: str = "127.0.0.1"
    port: int = 8080  # 0: any free one
    token: str = ""  # empty: a new one is made up
    store_path: str | Path = MEMORY
    allow_faults: bool = False  # also allows injecting raw updates
    record_calls: bool = False
    personas: bool = True  # anybody who reaches the page may be anybody: for demos and tests
    public: bool = False  # one visitor per browser; excludes the three above
    callback_seconds: float = 15.0
    allowed_hosts: tuple[str, ...] = ()  # names this server is reached by, beside localhost and `host`
    bot_name: str = "An Sinh"
    bot_username: str = "ansinh_bot"
    privacy_mode: bool = True  # in groups the bot sees only what is meant for it
    kept_messages: int = 500  # per chat
    flush_seconds: float = 0.02
    webhook_retry_seconds: float = 1.0
    webhook_timeout_seconds: float = 60.0
    page: Path = PAGE
    clock: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        if self.public and (self.allow_faults or self.record_calls):
            raise ValueError("a public server allows neither faults nor recording")

    @cached_property
    def known_hosts(self) -> frozenset[str]:
        """Names a request may call this server by."""
        return frozenset({*_LOCAL_NAMES, self.host.lower(), *(name.lower() for name in self.allowed_hosts)})

    @property
    def has_personas(self) -> bool:
        """Whether visitors may choose who they are."""
        return self.personas and not self.public

    @property
    def bot_id(self) -> int:
        """The number before the colon of the token, as with Telegram."""
        head = self.token.partition(":")[0]
        return int(head) if head.isascii() and head.isdigit() else 7000000001

    def with_token(self) -> "WebchatSettings":
        """These settings, with a token made up if there was none."""
        if self.token:
            return self
        return replace(self, token=f"{self.bot_id}:{secrets.token_urlsafe(26)}")
