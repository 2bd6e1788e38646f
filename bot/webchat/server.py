"""The server: put together, started and stopped."""

from dataclasses import dataclass, field, replace

from aiohttp import web

from bot.webchat.bot_api import call_method, download
from bot.webchat.hub import Hub
from bot.webchat.keys import HUB
from bot.webchat.settings import WebchatSettings
from bot.webchat.visit.guard import guard
from bot.webchat.visit.routes import visit_routes

__all__ = ["RunningServer", "WebchatSettings", "create_app", "start"]

# The Bot API takes 50 MB of file and the rest of a form around it.
_LARGEST_BODY = 52 * 1024 * 1024


def create_app(settings: WebchatSettings) -> web.Application:
    """The application, for a runner or a test client of aiohttp. The settings should carry a token."""
    hub = Hub(settings.with_token())
    app = web.Application(middlewares=[guard], client_max_size=_LARGEST_BODY)
    app[HUB] = hub
    app.router.add_route("*", "/bot{token}/{method}", call_method)
    app.router.add_get("/file/bot{token}/{path:.+}", download)
    app.router.add_routes(visit_routes())
    app.on_startup.append(_start_hub)
    app.on_shutdown.append(_release)
    app.on_cleanup.append(_stop_hub)
    return app


@dataclass(frozen=True)
class RunningServer:
    """A server that listens."""

    url: str  # without a slash at the end; a bot uses url + "/bot"
    token: str
    app: web.Application
    _runner: web.AppRunner = field(repr=False)

    async def stop(self) -> None:
        """Stop listening and write everything down."""
        await self._runner.cleanup()


async def start(settings: WebchatSettings) -> RunningServer:
    """Listen on the address of the settings, in the running loop."""
    settings = settings.with_token()
    app = create_app(settings)
    # Addresses carry the bot's token, so there is no access log.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError:
        await runner.cleanup()
        raise
    host, port = runner.addresses[0][:2]
    shown = replace(settings, host="127.0.0.1" if host in ("0.0.0.0", "::") else host)  # noqa: S104 - not bound, shown
    return RunningServer(_url(shown.host, port), settings.token, app, runner)


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def _start_hub(app: web.Application) -> None:
    await app[HUB].start()


async def _release(app: web.Application) -> None:
    app[HUB].release()


async def _stop_hub(app: web.Application) -> None:
    await app[HUB].stop()
