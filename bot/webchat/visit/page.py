"""The chat page itself: the files of the page folder."""

from aiohttp import web

from bot.webchat.keys import HUB
from bot.webchat.visit.errors import missing


async def show_page(request: web.Request) -> web.StreamResponse:
    """index.html, or the file of that name; never anything outside the folder."""
    folder = request.app[HUB].settings.page.resolve()
    file = (folder / (request.match_info["path"] or "index.html")).resolve()
    if not file.is_relative_to(folder) or not file.is_file():
        raise missing("no such page")
    # Checked on every visit, so that a new version is never mixed with an old one.
    return web.FileResponse(file, headers={"Cache-Control": "no-cache"})
