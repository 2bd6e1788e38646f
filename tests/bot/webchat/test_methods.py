"""The table of methods: every one answers, and refuses what is not in its list."""

import pytest

from bot.webchat.call import checked_call
from bot.webchat.calls import CALLS
from bot.webchat.methods import METHODS
from bot.webchat.refusals import RefusedError
from tests.bot.webchat.clients import BotClient

EXAMPLES = {
    "int": 1,
    "str": "x",
    "float": 21.5,
    "bool": True,
    "json": [],
    "chat": 1001,
    "file": "x",
}
REQUIRED = [(method, name) for method, table in METHODS.items() for name in table.required]
TYPED = [
    (method, name, kind)
    for method, table in METHODS.items()
    for name, kind in table.parameters.items()
    if kind in ("int", "float", "bool", "json")
]


def complete(method: str) -> dict[str, object]:
    return {name: EXAMPLES[kind] for name, kind in METHODS[method].required.items()}


def test_every_method_is_carried_out_by_something() -> None:
    assert CALLS.keys() == METHODS.keys()


@pytest.mark.parametrize("method", METHODS)
async def test_unknown_parameters_are_refused(bot: BotClient, method: str) -> None:
    refusal = await bot.refused(method, **complete(method), colour="red")
    assert refusal == f'400 Bad Request: unknown parameter "colour" of {method}'


@pytest.mark.parametrize(("method", "name"), REQUIRED)
async def test_missing_parameters_are_refused(bot: BotClient, method: str, name: str) -> None:
    given = complete(method)
    del given[name]
    words = {
        "chat_id": "chat_id is empty",
        "text": "message text is empty",
        "message_id": "message identifier is not specified",
        "photo": "there is no photo in the request",
        "document": "there is no document in the request",
        "file_id": "file_id not specified",
        "action": "wrong parameter action in request",
    }
    expected = words.get(name, f'parameter "{name}" is required')
    assert await bot.refused(method, **given) == f"400 Bad Request: {expected}"


@pytest.mark.parametrize(("method", "name", "kind"), TYPED)
def test_values_of_the_wrong_type_are_refused(method: str, name: str, kind: str) -> None:
    with pytest.raises(RefusedError) as refused:
        checked_call(method, complete(method) | {name: "{not this"}, {})
    assert refused.value.code == 400
    words = {
        "int": f"invalid {name} specified",
        "float": f"invalid {name} specified",
        "bool": f'field "{name}" must be of type Boolean',
        "json": f"can't parse {name.replace('_', ' ')} JSON object",
    }
    expected = words[kind].replace("reply markup", "reply keyboard markup")
    assert refused.value.description == f"Bad Request: {expected}"


@pytest.mark.parametrize("name", ["chat_id", "text"])
async def test_an_empty_value_counts_as_missing(bot: BotClient, name: str) -> None:
    given = {"chat_id": 1001, "text": "x"} | {name: ""}
    assert (await bot.refused("sendMessage", **given)).endswith("is empty")


async def test_unknown_methods_are_not_found(bot: BotClient) -> None:
    assert await bot.refused("sendGift", user_id=1) == "404 Not Found"


async def test_methods_are_found_in_any_case(bot: BotClient) -> None:
    assert (await bot("GETME"))["username"] == "ansinh_bot"
