"""Two plain HTTP clients: one plays the bot, one plays the page."""

from typing import Any

import aiohttp
import msgspec
import pytest

from bot.webchat.server import RunningServer

Json = dict[str, Any]


class RefusedError(Exception):
    """An answer that says no."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body
        words = body.get("description") or body.get("error") if isinstance(body, dict) else ""
        self.words: str = words or ""

    def __str__(self) -> str:
        return f"{self.status} {self.words}"


class BotClient:
    """Calls Bot API methods by name: `await bot("sendMessage", chat_id=1001, text="…")`."""

    def __init__(self, session: aiohttp.ClientSession, server: RunningServer) -> None:
        self._session = session
        self.url = f"{server.url}/bot{server.token}"
        self.files_url = f"{server.url}/file/bot{server.token}"

    async def __call__(self, method: str, **parameters: Any) -> Any:
        """The result of a call; raises RefusedError."""
        return (await self.answer(method, **parameters))["result"]

    async def answer(self, method: str, **parameters: Any) -> Json:
        """The whole answer of a call; raises RefusedError."""
        async with self._session.post(f"{self.url}/{method}", json=parameters) as response:
            answer = await _checked(response)
            assert isinstance(answer, dict)
            return answer

    async def post(self, method: str, **options: Any) -> Any:
        """A call with its body as given."""
        async with self._session.post(f"{self.url}/{method}", **options) as response:
            return (await _checked(response))["result"]

    async def refused(self, method: str, **parameters: Any) -> str:
        """The words a call is refused with, its code and prefix included."""
        with pytest.raises(RefusedError) as caught:
            await self.answer(method, **parameters)
        refused = caught.value
        assert refused.body["ok"] is False
        assert refused.body["error_code"] == refused.status
        return f"{refused.status} {refused.words}"

    async def updates(self, **parameters: Any) -> list[Json]:
        """What waits for the bot."""
        found = await self("getUpdates", **parameters)
        assert isinstance(found, list)
        return found


class PageClient:
    """What the page does: `await page.post("/chat/1001/send", text="…")`."""

    def __init__(self, session: aiohttp.ClientSession, server: RunningServer) -> None:
        self._session = session
        self.url = server.url

    async def get(self, path: str, **query: Any) -> Any:
        """A GET that must succeed."""
        async with self._session.get(self.url + path, params=query) as response:
            return await _checked(response)

    async def post(self, path: str, **body: Any) -> Any:
        """A POST with a JSON object that must succeed."""
        return await self.post_json(path, body)

    async def post_json(self, path: str, body: Any) -> Any:
        """A POST with any JSON."""
        async with self._session.post(self.url + path, json=body) as response:
            return await _checked(response)

    async def delete(self, path: str) -> Any:
        """A DELETE that must succeed."""
        async with self._session.delete(self.url + path) as response:
            return await _checked(response)

    async def says(self, text: str, chat: int = 1001) -> Json:
        """Type something; returns the message."""
        message = (await self.post(f"/chat/{chat}/send", text=text))["message"]
        assert isinstance(message, dict)
        return message

    async def messages(self, chat: int = 1001, **query: Any) -> list[Json]:
        """The history of a chat."""
        found = (await self.get(f"/chat/{chat}/messages", **query))["messages"]
        assert isinstance(found, list)
        return found

    async def refused(self, path: str, **body: Any) -> str:
        """The status and words a POST is refused with."""
        with pytest.raises(RefusedError) as caught:
            await self.post(path, **body)
        return f"{caught.value.status} {caught.value.words}"


async def _checked(response: aiohttp.ClientResponse) -> Any:
    raw = await response.read()
    body = msgspec.json.decode(raw) if response.content_type == "application/json" else raw
    if response.status != 200:
        raise RefusedError(response.status, body)
    return body
