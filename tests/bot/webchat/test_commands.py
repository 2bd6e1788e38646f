"""Commands by scope and language, and the bot's name and descriptions."""

from typing import Any

import pytest

from tests.bot.webchat.clients import BotClient, Json, PageClient

GROUP = -100500


def named(name: str) -> list[Json]:
    return [{"command": name, "description": "Mô tả"}]


@pytest.fixture
async def group(page: PageClient) -> None:
    await page.post("/chat/groups", id=GROUP, title="Tổ 5", members=[1001, 1002], administrators=[1002])


# From the widest to the narrowest: each one set hides those before it.
PRIVATE: list[tuple[Json | None, str]] = [
    (None, ""),
    ({"type": "default"}, "vi"),
    ({"type": "all_private_chats"}, ""),
    ({"type": "all_private_chats"}, "vi"),
    ({"type": "chat", "chat_id": 1001}, ""),
    ({"type": "chat", "chat_id": 1001}, "vi"),
]
IN_GROUP: list[tuple[Json | None, str]] = [
    (None, ""),
    ({"type": "default"}, "vi"),
    ({"type": "all_group_chats"}, ""),
    ({"type": "all_group_chats"}, "vi"),
    ({"type": "all_chat_administrators"}, ""),
    ({"type": "chat", "chat_id": GROUP}, ""),
    ({"type": "chat_administrators", "chat_id": GROUP}, "vi"),
    ({"type": "chat_member", "chat_id": GROUP, "user_id": 1002}, ""),
    ({"type": "chat_member", "chat_id": GROUP, "user_id": 1002}, "vi"),
]


async def shown(page: PageClient, chat: int, **query: Any) -> str:
    commands = (await page.get(f"/chat/{chat}/commands", **query))["commands"]
    return str(commands[0]["command"]) if commands else ""


async def set_each(bot: BotClient, page: PageClient, scopes: list[Any], chat: int, **query: Any) -> None:
    for number, (scope, language) in enumerate(scopes):
        await bot("setMyCommands", commands=named(f"c{number}"), scope=scope, language_code=language)
        assert await shown(page, chat, **query) == f"c{number}"
    for number, (scope, language) in reversed(list(enumerate(scopes))):
        assert await shown(page, chat, **query) == f"c{number}"
        assert await bot("deleteMyCommands", scope=scope, language_code=language) is True
    assert await shown(page, chat, **query) == ""


async def test_the_narrowest_scope_wins_in_private(bot: BotClient, page: PageClient) -> None:
    await set_each(bot, page, PRIVATE, 1001, lang="vi")


@pytest.mark.usefixtures("group")
async def test_the_narrowest_scope_wins_in_groups(bot: BotClient, page: PageClient) -> None:
    await set_each(bot, page, IN_GROUP, GROUP, lang="vi", person=1002)


@pytest.mark.usefixtures("group")
async def test_menus_of_others_are_not_shown(bot: BotClient, page: PageClient) -> None:
    await bot("setMyCommands", commands=named("admins"), scope={"type": "all_chat_administrators"})
    await bot("setMyCommands", commands=named("lan"), scope={"type": "chat", "chat_id": 1001})
    await bot("setMyCommands", commands=named("english"), language_code="en")
    assert await shown(page, GROUP, person=1001, lang="vi") == ""
    assert await shown(page, 1002, lang="vi") == ""
    assert await shown(page, 1001, lang="vi") == "lan"
    assert await shown(page, 1002, lang="en") == "english"


async def test_a_person_sees_the_menu_of_their_language(bot: BotClient, page: PageClient) -> None:
    await bot("setMyCommands", commands=named("help"))
    await bot("setMyCommands", commands=named("giup"), language_code="vi")
    assert await shown(page, 1001) == "giup"
    await page.get("/chat/session", lang="en")
    assert await shown(page, 1001) == "help"


async def test_get_my_commands_gives_exactly_what_was_set(bot: BotClient) -> None:
    await bot("setMyCommands", commands=named("help"))
    assert await bot("getMyCommands") == named("help")
    assert await bot("getMyCommands", language_code="vi") == []
    assert await bot("getMyCommands", scope={"type": "all_private_chats"}) == []


async def test_the_page_hears_of_changes(bot: BotClient, page: PageClient) -> None:
    last = (await page.get("/chat/session"))["last_event"]
    await bot("setMyCommands", commands=named("help"))
    (event,) = (await page.get("/chat/1001/changes", after=last))["events"]
    assert event["type"] == "commands_changed"


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"commands": named("Help")}, "BOT_COMMAND_INVALID"),
        ({"commands": named("trợ_giúp")}, "BOT_COMMAND_INVALID"),
        ({"commands": named("x" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "a", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": named("a") * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": {}}, "can't parse commands: expected an Array of BotCommand"),
        ({"commands": ["a"]}, "can't parse BotCommand: expected an Object with command and description"),
        ({"commands": [], "language_code": "vie"}, "LANG_CODE_INVALID"),
        (
            {"commands": [], "scope": {"type": "everywhere"}},
            "can't parse BotCommandScope: unsupported type specified",
        ),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
    ],
)
async def test_commands_that_are_refused(bot: BotClient, parameters: Json, words: str) -> None:
    assert await bot.refused("setMyCommands", **parameters) == f"400 Bad Request: {words}"


@pytest.mark.parametrize(
    ("method", "field", "limit"),
    [
        ("Name", "name", 64),
        ("Description", "description", 512),
        ("ShortDescription", "short_description", 120),
    ],
)
async def test_name_and_descriptions(bot: BotClient, method: str, field: str, limit: int) -> None:
    before = await bot(f"getMy{method}")
    await bot(f"setMy{method}", **{field: "x" * limit})
    await bot(f"setMy{method}", **{field: "bằng tiếng Việt", "language_code": "vi"})
    assert await bot(f"getMy{method}") == {field: "x" * limit}
    assert await bot(f"getMy{method}", language_code="en") == {field: "x" * limit}
    assert await bot(f"getMy{method}", language_code="vi") == {field: "bằng tiếng Việt"}
    refusal = await bot.refused(f"setMy{method}", **{field: "x" * (limit + 1)})
    assert refusal == f"400 Bad Request: {field.replace('_', ' ')} is too long"
    await bot(f"setMy{method}")
    assert await bot(f"getMy{method}") == before


async def test_the_page_shows_them_in_the_visitors_language(bot: BotClient, page: PageClient) -> None:
    await bot("setMyDescription", description="Hello")
    await bot("setMyDescription", description="Xin chào", language_code="vi")
    assert (await page.get("/chat/session", lang="vi"))["bot"]["description"] == "Xin chào"
    assert (await page.get("/chat/session", lang="en"))["bot"]["description"] == "Hello"
    assert (await page.get("/chat/info", lang="vi"))["bot"]["description"] == "Xin chào"
