"""Letting an announcement that is due go out, in tests."""

import asyncio

from tests.conversation import Conversation, settle


async def sent(person: Conversation) -> list[str]:
    """Let what is due begin, and everything be sent; the texts that went out."""
    process = person.process
    server = person._server
    before = len(server.calls)
    await process.due.start_due(process.database, process.services.clock)
    while process.due.busy:
        await asyncio.sleep(0.001)
    process.broadcaster._notes.start()
    while await process.broadcaster._round():
        await asyncio.sleep(0)
    await process.broadcaster.close()
    await process.watch.look()
    await settle(process)
    return [call["params"].get("text", "") for call in server.calls[before:]]
