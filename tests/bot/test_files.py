"""Files are made when they are sent; a message that is not to stay is deleted later."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot import files
from bot.app import Process
from bot.context import VANISH_AFTER
from bot.files import MadeFile
from bot.outbox import Sender
from bot.services import Services
from db import outbox
from db.engine import Sessions
from db.models import Outgoing
from tests.conversation import settings, started

CHAT = 501


def _card(_services: Services, _sessions: Sessions, arguments: Mapping[str, Any]) -> MadeFile:
    return MadeFile("thẻ.txt", f"Hộ {arguments['code']}".encode())


async def _send(process: Process, method: str, parameters: dict[str, Any]) -> None:
    sender = Sender(process.bot, process.database, process.services, {"card": _card})
    sender.start()
    with process.database.sessions.begin() as session:
        call = (CHAT, method, parameters)
        calls = outbox.put(
            session, process.services.vault, [call], bot_id=process.bot.id, now=process.services.clock.now()
        )
    await sender.send(calls)
    await sender.close()


async def test_the_row_describes_the_file_and_the_call_carries_it(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, server):
        described = files.made_by("card", code="123")
        await _send(process, "sendDocument", {"chat_id": CHAT, "document": described})
        [call] = [call for call in server.calls if call["method"] == "sendDocument"]
        assert call["files"] == {"document": ("thẻ.txt", "Hộ 123".encode())}


async def test_a_card_that_is_not_to_stay_is_deleted_when_its_time_is_up(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, server):
        await _send(process, "sendMessage", {"chat_id": CHAT, "text": "Hộ 123", VANISH_AFTER: 600})
        [sent] = [call for call in server.calls if call["method"] == "sendMessage"]
        assert VANISH_AFTER not in sent["params"]
        with process.database.sessions.begin() as session:
            [planned] = session.scalars(select(Outgoing).where(Outgoing.method == "deleteMessage"))
            assert planned.due_at > process.services.clock.now() + 590
            planned.due_at = process.services.clock.now() - 1
        await process.sender.send_orphans()
        while process.sender.busy:
            await asyncio.sleep(0.001)
        [ended] = [call for call in server.calls if call["method"] == "deleteMessage"]
        assert ended["params"] == {"chat_id": CHAT, "message_id": sent["result"]["message_id"]}
        assert server.calls[-1]["method"] == "deleteMessage"
