"""Who may ask the people's side."""

from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from bot.webchat.server import RunningServer, WebchatSettings
from tests.bot.webchat.clients import BotClient, PageClient, RefusedError
from tests.bot.webchat.conftest import Serve


async def status(http: aiohttp.ClientSession, url: str, **headers: str) -> int:
    async with http.get(
        url, headers={name.replace("_", "-"): value for name, value in headers.items()}
    ) as response:
        return response.status


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "192.168.1.5:8080", ""])
@pytest.mark.parametrize("path", ["/chat/info", "/", "/bot7000000001:test/getMe"])
async def test_strange_host_names_are_refused(
    http: aiohttp.ClientSession, server: RunningServer, path: str, host: str
) -> None:
    assert await status(http, server.url + path, Host=host) == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:80", "127.0.0.1:9", "[::1]:80", "LOCALHOST"])
async def test_local_host_names_pass(http: aiohttp.ClientSession, server: RunningServer, host: str) -> None:
    assert await status(http, f"{server.url}/chat/info", Host=host) == 200


async def test_more_names_can_be_allowed(serve: Serve, http: aiohttp.ClientSession) -> None:
    server = await serve(allowed_hosts=("Chat.thainguyen.vn",))
    assert await status(http, f"{server.url}/chat/info", Host="chat.thainguyen.vn:443") == 200


async def test_other_sites_are_refused(http: aiohttp.ClientSession, server: RunningServer) -> None:
    url = f"{server.url}/chat/info"
    host = server.url.removeprefix("http://")
    assert await status(http, url, Origin=f"http://{host}", Sec_Fetch_Site="same-origin") == 200
    assert await status(http, url, Origin="http://evil.example") == 403
    assert await status(http, url, Origin="http://127.0.0.1:1") == 403
    assert await status(http, url, Origin="null") == 403
    assert await status(http, url, Sec_Fetch_Site="cross-site") == 403
    assert await status(http, url, Sec_Fetch_Site="same-site") == 403


async def test_a_form_of_another_site_cannot_post(http: aiohttp.ClientSession, server: RunningServer) -> None:
    for data in (b'{"text":"x"}', {"text": "x"}):
        async with http.post(f"{server.url}/chat/1001/send", data=data) as response:
            assert response.status == 415


async def test_there_is_no_cors(http: aiohttp.ClientSession, server: RunningServer) -> None:
    async with http.get(f"{server.url}/chat/info") as response:
        assert not [name for name in response.headers if name.lower().startswith("access-control")]
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    async with http.options(f"{server.url}/chat/1001/send") as response:
        assert response.status == 405


async def test_the_page_is_served_and_nothing_around_it(
    serve: Serve, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html>Xin chào")
    (folder / "chat.js").write_text("1")
    (tmp_path / "secret.txt").write_text("x")
    server = await serve(page=folder)
    async with http.get(f"{server.url}/") as response:
        assert await response.text() == "<!doctype html>Xin chào"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    async with http.get(f"{server.url}/chat.js") as response:
        assert "javascript" in response.content_type
    for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/none.js"):
        async with http.get(URL(server.url + path, encoded=True)) as response:
            assert response.status == 404


async def test_without_personas_nobody_is_anybody(serve: Serve, http: aiohttp.ClientSession) -> None:
    page = PageClient(http, await serve(personas=False))
    for path in ("/chat/session", "/chat/1001/messages"):
        with pytest.raises(RefusedError, match="403"):
            await page.get(path)
    assert (await page.refused("/chat/people", id=5, first_name="x")).startswith("403")
    assert (await page.refused("/chat/1001/send", text="x")).startswith("403")


def test_a_public_server_is_no_test_server() -> None:
    with pytest.raises(ValueError, match="public"):
        WebchatSettings(public=True, allow_faults=True)
    with pytest.raises(ValueError, match="public"):
        WebchatSettings(public=True, record_calls=True)


async def test_in_public_each_browser_has_its_own_chat(serve: Serve) -> None:
    server = await serve(public=True)
    jars = [aiohttp.CookieJar(unsafe=True) for _ in range(2)]
    async with (
        aiohttp.ClientSession(cookie_jar=jars[0]) as one,
        aiohttp.ClientSession(cookie_jar=jars[1]) as two,
    ):
        first, second = PageClient(one, server), PageClient(two, server)
        mine = (await first.get("/chat/session", **{"as": "admin"}))["chat"]["id"]
        theirs = (await second.get("/chat/session", lang="vi"))["chat"]["id"]
        assert len({mine, theirs, 1001, 1002, 1003}) == 5
        assert (await first.get("/chat/session"))["chat"]["id"] == mine
        message = await first.says("chào", chat=mine)
        assert "persona" not in message["from"]
        for chat in (theirs, 1003, 5):
            assert await first.refused(f"/chat/{chat}/send", text="x") == "403 not your chat"
        assert (await first.refused("/chat/people", id=5, first_name="x")).startswith("403")
        assert await BotClient(one, server)("sendMessage", chat_id=mine, text="x")
        assert "can't initiate" in await BotClient(one, server).refused(
            "sendMessage", chat_id=theirs, text="x"
        )


async def test_a_public_visitor_is_known_after_a_restart(serve: Serve, tmp_path: Path) -> None:
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        server = await serve(public=True, store_path=tmp_path / "a.sqlite3")
        before = await PageClient(session, server).get("/chat/session")
        await server.stop()
        server = await serve(public=True, store_path=tmp_path / "a.sqlite3")
        assert (await PageClient(session, server).get("/chat/session"))["chat"] == before["chat"]
        (cookie,) = jar
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
