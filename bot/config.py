"""Settings: config.toml and ANSINH_SECTION__KEY, read once into a frozen Config."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Struct

PREFIX = "ANSINH_"
DEFAULT_FILE = Path("config.toml")


class ConfigError(ValueError):
    """A setting is unknown or of the wrong type; says which."""


class _Section(Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Telegram(_Section, frozen=True):
    token: str = ""
    api_url: str = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    channel: Literal["telegram", "web"] = "telegram"
    timeout_seconds: float = 15.0


class Webhook(_Section, frozen=True):
    url: str = ""
    host: str = "127.0.0.1"
    port: int = 8443
    secret: str = ""


class Database(_Section, frozen=True):
    url: str = "sqlite:///var/ansinh.db"


class Secrets(_Section, frozen=True):
    key_file: str = "var/ansinh.key"


class Officers(_Section, frozen=True):
    idle_minutes: Annotated[int, msgspec.Meta(ge=1)] = 15
    vanish_seconds: Annotated[int, msgspec.Meta(ge=0, le=172_000)] = 600
    remind_at: Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "07:30"
    remind_on: tuple[int, ...] = (1, 2, 3, 4, 5)
    correct_hours: Annotated[int, msgspec.Meta(ge=1)] = 24


class Health(_Section, frozen=True):
    port: int = 0


class Logs(_Section, frozen=True):
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


class Limits(_Section, frozen=True):
    questions_per_minute: int = 15
    question_log_days: int = 180
    audit_days: int = 1830


class Broadcasts(_Section, frozen=True):
    per_second: Annotated[float, msgspec.Meta(ge=0)] = 25.0
    batch: Annotated[int, msgspec.Meta(ge=1, le=100)] = 5
    at_once: Annotated[int, msgspec.Meta(ge=1)] = 30
    approve_from: int = 51
    retry_seconds: tuple[float, ...] = (5.0, 30.0, 120.0, 600.0, 1800.0, 4600.0)


class Demo(_Section, frozen=True):
    folder: str = "var/demo"
    today: Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""


class KnowledgeSettings(_Section, frozen=True):
    cache: str = "var/knowledge"


class Contact(_Section, frozen=True):
    """How to reach a ward or commune; empty where the operator has not entered it."""

    phone: str = ""
    address: str = ""
    hours: str = ""


class Config(_Section, frozen=True):
    """All settings."""

    telegram: Telegram = Telegram()
    webhook: Webhook = Webhook()
    database: Database = Database()
    secrets: Secrets = Secrets()
    officers: Officers = Officers()
    health: Health = Health()
    logs: Logs = Logs()
    limits: Limits = Limits()
    broadcasts: Broadcasts = Broadcasts()
    demo: Demo = Demo()
    knowledge: KnowledgeSettings = KnowledgeSettings()
    contacts: Mapping[str, Contact] = msgspec.field(default_factory=dict)


def read(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Config:
    """The settings of a file (config.toml here when it exists) under those of the environment.

    Raises ConfigError naming the key and what is wrong with it.
    """
    settings = _read_file(path)
    _lay_over(settings, environment)
    try:
        return msgspec.convert(settings, Config, strict=False)
    except msgspec.ValidationError as error:
        raise ConfigError(_explain(error)) from error


def _read_file(path: Path | None) -> dict[str, Any]:
    if path is None and not DEFAULT_FILE.exists():
        return {}
    file = path or DEFAULT_FILE
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {error}") from error


def _lay_over(settings: dict[str, Any], environment: Mapping[str, str]) -> None:
    """ANSINH_A__B=x becomes settings["a"]["b"] = "x"; deeper keys take more double underscores."""
    for name, text in environment.items():
        if not name.startswith(PREFIX):
            continue
        *sections, key = name.removeprefix(PREFIX).lower().split("__")
        if not sections:
            raise ConfigError(f"{name}: must be {PREFIX}SECTION__KEY")
        place = settings
        for section in sections:
            place = place.setdefault(section, {})
        place[key] = _value(name, text)


def _value(name: str, text: str) -> Any:
    """A list is written as in config.toml: [5.0, 30.0]; anything else is taken as it stands."""
    if not text.startswith("["):
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: is no list; write it as [1.0, 2.0]") from error


def _explain(error: msgspec.ValidationError) -> str:
    """Turn "… - at `$.telegram.mode`" into "telegram.mode: …", and never repeat a value."""
    reason, _, path = str(error).partition(" - at ")
    return f"{path.strip('`').removeprefix('$.') or 'settings'}: {reason}"
