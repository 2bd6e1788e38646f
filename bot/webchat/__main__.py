"""python -m bot.webchat: the server alone, without a bot."""

import asyncio
import signal
from pathlib import Path

import click

from bot.webchat.server import RunningServer, WebchatSettings, start
from bot.webchat.settings import MEMORY
from bot.webchat.store import StoreInUseError


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--host", default="127.0.0.1", help="Address to listen on.")
@click.option("--port", default=8080, help="Port; 0 takes any free one.")
@click.option(
    "--token", default="", help="Token the bot must use; made up when left out.", show_default=False
)
@click.option("--store", default=MEMORY, type=click.Path(dir_okay=False, path_type=Path), help="SQLite file.")
@click.option("--faults", is_flag=True, help="Allow faults on demand and raw updates (tests).")
@click.option("--record", is_flag=True, help="Keep the bot's calls for /chat/calls (tests).")
@click.option("--public", is_flag=True, help="One visitor per browser, nobody chooses who they are.")
@click.option("--allow-host", multiple=True, help="A name this server is also reached by; may be repeated.")
def main(  # noqa: PLR0913 - one argument per option
    *,
    host: str,
    port: int,
    token: str,
    store: Path,
    faults: bool,
    record: bool,
    public: bool,
    allow_host: tuple[str, ...],
) -> None:
    """A Telegram Bot API server of our own, with a chat page."""
    try:
        settings = WebchatSettings(
            host=host,
            port=port,
            token=token,
            store_path=store,
            allow_faults=faults,
            record_calls=record,
            public=public,
            allowed_hosts=allow_host,
        )
    except ValueError as fault:
        raise click.UsageError(str(fault)) from None
    try:
        asyncio.run(_run(settings))
    except StoreInUseError as fault:
        raise click.ClickException(str(fault)) from None
    except OSError as fault:
        raise click.ClickException(f"cannot listen on {host}:{port}: {fault.strerror}") from None


async def _run(settings: WebchatSettings) -> None:
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    server = await start(settings)
    _announce(server, settings)
    await stopping.wait()
    await server.stop()


def _announce(server: RunningServer, settings: WebchatSettings) -> None:
    click.echo(f"chat page   {server.url}/")
    click.echo(f"Bot API     {server.url}/bot")
    click.echo(f"token       {server.token}")
    if settings.host not in ("127.0.0.1", "::1", "localhost") and settings.has_personas:
        click.echo("warning: whoever reaches this address may be anybody, the administrator too", err=True)


if __name__ == "__main__":
    main()
