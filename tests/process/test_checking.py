"""The guided check over HTTP: a killed process goes on where it was."""

import asyncio

import pytest

from tests.process.running import World

PERSON = 700


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_a_check_survives_the_death_of_the_process_between_two_answers(
    here: World, language: str
) -> None:
    await here.post("people", {"id": PERSON, "first_name": "Lan", "language_code": language})
    await here.run_bot()
    await here.post(f"{PERSON}/start", {"payload": "check_social_pension"})
    [question] = await here.wait_for(PERSON, 1)
    await _press(here, question, row=0, key=0)
    money = await _changed(here, question)
    here.started[-1].kill()
    await here.run_bot()
    await _press(here, money, row=0, key=0)
    age = await _changed(here, money)
    await here.post(f"{PERSON}/send", {"text": "80"})
    await here.wait_for(PERSON, 2)
    await here.post(f"{PERSON}/send", {"text": "0"})
    card = (await here.wait_for(PERSON, 3))[-1]
    assert card["text"].startswith("✅")
    assert "540" in card["text"]
    assert age["message_id"] == question["message_id"], "buttons edit one message in place"


async def _press(here: World, message: dict[str, object], *, row: int, key: int) -> None:
    markup = message["reply_markup"]
    assert isinstance(markup, dict)
    data = markup["inline_keyboard"][row][key]["callback_data"]
    await here.post(f"{PERSON}/press", {"message_id": message["message_id"], "data": data})


async def _changed(here: World, before: dict[str, object]) -> dict[str, object]:
    """The same message once its text is another one."""
    async with asyncio.timeout(30):
        while True:
            [now] = [one for one in await here.said(PERSON) if one["message_id"] == before["message_id"]]
            if now["text"] != before["text"]:
                return now
            await asyncio.sleep(0.05)
