"""`ansinh doctor` says what is wrong and what to do."""

from pathlib import Path

import msgspec
import pytest

from bot.config import Config, Database, Secrets, Telegram
from bot.doctor import examine
from bot.webchat.server import start
from bot.webchat.settings import WebchatSettings
from db import audit, key_file, migrate
from db.encryption import Vault
from db.engine import open_engine, open_sessions
from db.register_terms import Act
from tests.conversation import TOKEN

NOWHERE = "http://127.0.0.1:9"


def _config(folder: Path, **telegram: str) -> Config:
    url = f"sqlite:///{folder / 'a.db'}"
    return Config(
        telegram=Telegram(**telegram),  # type: ignore[arg-type]
        database=Database(url=url),
        secrets=Secrets(key_file=str(folder / "a.key")),
    )


async def test_all_is_well_with_a_database_a_token_and_a_server(tmp_path: Path) -> None:
    server = await start(WebchatSettings(port=0, token=TOKEN, store_path=tmp_path / "chat.db"))
    config = _config(tmp_path, token=TOKEN, api_url=server.url)
    engine = open_engine(config.database.url)
    migrate.upgrade(engine)
    engine.dispose()
    key_file.create(tmp_path / "a.key")
    try:
        findings = await examine(config)
    finally:
        await server.stop()
    assert [finding.what for finding in findings if not finding.good] == []
    assert {"knowledge", "words", "database", "token", "chat server", "clock"} <= {
        one.what for one in findings
    }


@pytest.mark.parametrize(
    ("change", "what", "advice"),
    [
        ({}, "token", "@BotFather"),
        ({}, "database", "ansinh db upgrade"),
        ({}, "keys", "ansinh secrets create"),
        ({"token": TOKEN}, "chat server", "ANSINH_TELEGRAM__API_URL"),
    ],
)
async def test_what_is_wrong_is_named_with_what_to_do(
    tmp_path: Path, change: dict[str, str], what: str, advice: str
) -> None:
    findings = {one.what: one for one in await examine(_config(tmp_path, api_url=NOWHERE, **change))}
    assert not findings[what].good
    assert advice in findings[what].says


async def test_a_key_file_of_another_register_is_noticed(tmp_path: Path) -> None:
    config = _config(tmp_path, api_url=NOWHERE)
    engine = open_engine(config.database.url)
    migrate.upgrade(engine)
    with open_sessions(engine).begin() as session:
        audit.record(session, Vault({1: bytes(32)}), now=1.0, act=Act.LOCK, actor="x")
    engine.dispose()
    key_file.create(tmp_path / "a.key")
    findings = {one.what: one for one in await examine(config)}
    assert not findings["keys"].good
    assert "another key" in findings["keys"].says


async def test_a_wrong_token_is_told_from_a_missing_one_and_never_shown(tmp_path: Path) -> None:
    server = await start(WebchatSettings(port=0, token=TOKEN, store_path=tmp_path / "chat.db"))
    wrong = "2000:another-token-that-opens-nothing-at-all"
    try:
        findings = {
            one.what: one for one in await examine(_config(tmp_path, token=wrong, api_url=server.url))
        }
    finally:
        await server.stop()
    assert "does not know it" in findings["token"].says
    assert wrong not in str(findings)


async def test_a_database_that_is_away_is_said_so(tmp_path: Path) -> None:
    config = msgspec.structs.replace(
        _config(tmp_path, api_url=NOWHERE), database=Database(url="postgresql://nobody@127.0.0.1:9/none")
    )
    findings = {one.what: one for one in await examine(config)}
    assert "ANSINH_DATABASE__URL" in findings["database"].says
