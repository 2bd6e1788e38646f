"""People talk to the running bot, by polling and by webhook, in both languages."""

import asyncio

import pytest

from tests.conversation import TOKEN
from tests.process.running import World, free_port


async def _start(here: World, mode: str) -> None:
    if mode == "polling":
        await here.run_bot()
        return
    port = free_port()
    await here.run_bot(
        ANSINH_TELEGRAM__MODE="webhook",
        ANSINH_WEBHOOK__URL=f"http://127.0.0.1:{port}",
        ANSINH_WEBHOOK__PORT=str(port),
    )


async def _edited(here: World, chat_id: int, message_id: int) -> str:
    async with asyncio.timeout(20):
        while True:
            found = {message["message_id"]: message for message in await here.said(chat_id)}
            if "edit_date" in found[message_id]:
                return str(found[message_id]["text"])
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_resident_asks_reads_presses_a_button_and_changes_the_language(
    here: World, mode: str
) -> None:
    await _start(here, mode)
    await here.post("people", {"id": 21, "first_name": "Mai", "language_code": "vi"})
    await here.post("21/send", {"text": "chuẩn hộ nghèo hiện nay là bao nhiêu tiền một tháng"})
    answer = (await here.wait_for(21, 1))[0]
    assert "1.500.000" in answer["text"]
    assert "351/2025" in answer["text"]

    related = next(
        key
        for row in answer["reply_markup"]["inline_keyboard"]
        for key in row
        if "topic:" in key["callback_data"]
    )
    await here.post("21/press", {"message_id": answer["message_id"], "data": related["callback_data"]})
    assert related["text"] in await _edited(here, 21, answer["message_id"])

    await here.post("21/send", {"text": "/language"})
    languages = (await here.wait_for(21, 2))[1]
    await here.post("21/press", {"message_id": languages["message_id"], "data": "language:en"})
    assert "What would you like to know" in await _edited(here, 21, languages["message_id"])
    await here.post("21/send", {"text": "/menu"})
    assert "Health insurance" in str((await here.wait_for(21, 3))[2]["reply_markup"])


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_an_english_phone_is_answered_in_english(here: World, mode: str) -> None:
    await _start(here, mode)
    await here.post("people", {"id": 22, "first_name": "Ann", "language_code": "en-GB"})
    await here.post("22/start", {})
    assert "anonymous" in (await here.wait_for(22, 1))[0]["text"]


async def test_the_commands_menu_and_the_description_follow_the_language(here: World) -> None:
    await here.run_bot()
    await here.post("people", {"id": 23, "first_name": "Mai", "language_code": "vi"})
    async with asyncio.timeout(20):
        while not (vietnamese := (await here.get("23/commands?lang=vi"))["commands"]):
            await asyncio.sleep(0.1)
    await asyncio.sleep(0.5)
    english = (await here.get("23/commands?lang=en"))["commands"]
    assert [one["command"] for one in vietnamese] == [one["command"] for one in english]
    assert vietnamese[2]["description"] == "Tất cả chủ đề"
    assert english[2]["description"] == "All topics"


async def test_no_token_text_or_name_gets_into_the_log(here: World) -> None:
    bot = await here.run_bot(ANSINH_LOGS__LEVEL="DEBUG")
    await here.post("people", {"id": 24, "first_name": "Bí-mật", "language_code": "vi"})
    await here.post("24/send", {"text": "câu hỏi riêng tư xyzzy 0912345678"})
    await here.post("0/raw", {"update_id": 999_999, "message": {"chat": {"id": 24}, "text": "xyzzy"}})
    await here.wait_for(24, 2)
    await here.post("faults", {"method": "sendMessage", "answer": 500, "count": 3})
    await here.post("24/send", {"text": "/help"})
    await here.wait_for(24, 3)
    assert await bot.stop() == 0
    log = here.logs()
    assert "polling as" in log
    for secret in (TOKEN, TOKEN.partition(":")[2], "xyzzy", "Bí-mật", "0912345678"):
        assert secret not in log


async def test_the_database_holds_no_token_no_name_and_no_phone_number(here: World) -> None:
    bot = await here.run_bot()
    await here.post("people", {"id": 25, "first_name": "Bí-mật", "language_code": "vi"})
    await here.post("25/send", {"text": "tôi là Hoa, số 0912 345 678, hỏi vay vốn hộ nghèo"})
    await here.wait_for(25, 2)
    await bot.stop()
    content = b"".join(file.read_bytes() for file in here.folder.glob("process.db*"))
    for secret in (TOKEN, "Bí-mật", "0912 345 678"):
        assert secret.encode() not in content


async def test_a_second_process_on_the_same_sqlite_file_is_refused_with_a_reason(here: World) -> None:
    await here.run_bot()
    await here.post("people", {"id": 26, "first_name": "Mai"})
    await here.post("26/start", {})
    await here.wait_for(26, 1)
    second = await here.run_bot()
    assert second.process is not None
    assert await asyncio.wait_for(second.process.wait(), 20) == 1
    assert "another An Sinh process" in second.log.read_text()
