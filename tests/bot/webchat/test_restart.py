"""What survives: a restart forgets nothing, a killed server never gives a number twice."""

import asyncio
from pathlib import Path

import aiohttp
import pytest

from bot.webchat.numbering import Numbering
from bot.webchat.server import RunningServer
from bot.webchat.store import Store, StoreInUseError
from tests.bot.webchat.clients import BotClient, Json, PageClient
from tests.bot.webchat.conftest import Serve
from tests.bot.webchat.test_files import form

YES = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}]]}


class Restarting:
    """A server on one file that can be stopped and started again."""

    def __init__(self, serve: Serve, http: aiohttp.ClientSession, file: Path) -> None:
        self._serve, self._http, self._file = serve, http, file
        self.server: RunningServer | None = None

    async def again(self) -> tuple[BotClient, PageClient]:
        if self.server is not None:
            await self.server.stop()
        self.server = await self._serve(store_path=self._file)
        return BotClient(self._http, self.server), PageClient(self._http, self.server)


@pytest.fixture
def restarting(serve: Serve, http: aiohttp.ClientSession, tmp_path: Path) -> Restarting:
    return Restarting(serve, http, tmp_path / "chat.sqlite3")


async def test_history_and_keyboards_survive(restarting: Restarting) -> None:
    bot, page = await restarting.again()
    sent = await bot("sendMessage", chat_id=1001, text="hỏi", reply_markup={"keyboard": [["Có"]]})
    gone = await bot("sendMessage", chat_id=1001, text="xóa")
    await page.says("đáp")
    await bot("deleteMessage", chat_id=1001, message_id=gone["message_id"])
    before = await page.get("/chat/1001/messages")
    bot, page = await restarting.again()
    after = await page.get("/chat/1001/messages")
    assert after | {"last_event": 0} == before | {"last_event": 0}
    assert after["last_event"] >= before["last_event"]
    newer = await bot("sendMessage", chat_id=1001, text="mới")
    assert newer["message_id"] > max(m["message_id"] for m in before["messages"])
    assert sent in [{k: v for k, v in m.items() if k != "reply_keyboard"} for m in after["messages"]]


async def test_unconfirmed_updates_come_again(restarting: Restarting) -> None:
    bot, page = await restarting.again()
    await page.says("một")
    await page.says("hai")
    (first, second) = await bot.updates()
    await bot.updates(offset=second["update_id"])
    bot, page = await restarting.again()
    assert await bot.updates() == [second]
    await page.says("ba")
    assert (await bot.updates())[-1]["update_id"] > second["update_id"] > first["update_id"]


async def test_the_rest_survives_too(restarting: Restarting) -> None:
    bot, page = await restarting.again()
    await page.post("/chat/people", id=77, first_name="Hoa", language_code="vi")
    await page.post("/chat/77/block")
    await page.post("/chat/groups", id=-5, title="Tổ 5", members=[77])
    await bot("setMyCommands", commands=[{"command": "help", "description": "x"}], language_code="vi")
    await bot("setMyName", name="Bot")
    await bot.updates(allowed_updates=["callback_query"])
    sent = await bot("sendMessage", chat_id=1001, text="?", reply_markup=YES)
    query = await page.post("/chat/1001/press", message_id=sent["message_id"], data="yes")
    document = (await bot.post("sendDocument", data=form("sendDocument", b"abc", "a.txt")))["document"]
    await bot("setWebhook", url="http://127.0.0.1:9/", secret_token="x")

    bot, page = await restarting.again()
    assert "blocked" in await bot.refused("sendMessage", chat_id=77, text="x")
    assert (await bot("getChat", chat_id=-5))["title"] == "Tổ 5"
    assert (await page.get("/chat/77/commands"))["commands"][0]["command"] == "help"
    assert (await bot("getMe"))["first_name"] == "Bot"
    info = await bot("getWebhookInfo")
    assert (info["url"], info["allowed_updates"]) == ("http://127.0.0.1:9/", ["callback_query"])
    assert await bot("answerCallbackQuery", callback_query_id=query["callback_query_id"])
    assert await page.get(f"/chat/files/{document['file_id']}") == b"abc"
    assert (await bot("sendDocument", chat_id=1001, document=document["file_id"]))["document"] == document


async def test_a_killed_server_gives_no_number_twice(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite3"
    store = Store(file)
    numbers = Numbering(store)
    given = [numbers.next("message") for _ in range(1500)]
    await store.stop()  # without settle(): as after a crash
    store = Store(file)
    assert Numbering(store).next("message") > given[-1]
    await store.stop()


async def test_a_clean_stop_leaves_no_gap(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite3"
    for expected in (1, 2, 3):
        store = Store(file)
        numbers = Numbering(store)
        assert numbers.next("update") == expected
        numbers.settle()
        await store.stop()


async def test_changes_are_written_soon(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite3", flush_seconds=0.01)
    store.start()
    store.put("kind", "a", {"x": 1})
    store.put("kind", "b", 1)
    store.put("kind", "a", {"x": 2})
    store.drop("kind", "b")
    async with asyncio.timeout(2):
        while not list(store.load("kind")):
            await asyncio.sleep(0.01)
    assert list(store.load("kind")) == [("a", {"x": 2})]
    await store.stop()


async def test_a_stop_right_after_a_change_writes_it(tmp_path: Path) -> None:
    for count in range(1, 30):
        store = Store(tmp_path / "a.sqlite3", flush_seconds=0)
        store.start()
        store.put("kind", str(count), count)
        await asyncio.sleep(0.0005 * (count % 5))
        await store.stop()
    store = Store(tmp_path / "a.sqlite3")
    assert len(list(store.load("kind"))) == 29
    await store.stop()


async def test_two_servers_on_one_file_are_refused(tmp_path: Path) -> None:
    first = Store(tmp_path / "a.sqlite3")
    with pytest.raises(StoreInUseError, match="in use by another server"):
        Store(tmp_path / "a.sqlite3")
    await first.stop()


async def test_only_the_last_messages_are_kept(
    serve: Serve, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    settings: Json = {"store_path": tmp_path / "a.sqlite3", "kept_messages": 5}
    server = await serve(**settings)
    bot, page = BotClient(http, server), PageClient(http, server)
    for number in range(8):
        await bot("sendMessage", chat_id=1001, text=str(number))
    assert [m["text"] for m in await page.messages()] == list("34567")
    await server.stop()
    page = PageClient(http, await serve(**settings))
    assert [m["text"] for m in await page.messages()] == list("34567")
