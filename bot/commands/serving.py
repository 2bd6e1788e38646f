"""`ansinh demo` and `ansinh run`."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import Any

import click

from bot.commands.failing import fail
from bot.config import Config


@click.command()
@click.option(
    "--port", default=8080, show_default=True, help="Where the chat page listens; 0 for any free port."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Leave it: other people could reach the page."
)
@click.option("--fresh", is_flag=True, help="Forget the last demo.")
@click.pass_obj
def demo(config: Config, port: int, host: str, fresh: bool) -> None:
    """Start the bot with its own chat server and page: no token, no services."""
    from bot import demo as demo_process

    _run(config, lambda: demo_process.run(config, host=host, port=port, fresh=fresh, say=click.echo))


@click.command()
@click.pass_obj
def run(config: Config) -> None:
    """Serve real Telegram, by polling or webhook ([telegram] mode). Needs ANSINH_TELEGRAM__TOKEN."""
    from bot import app

    _run(config, lambda: app.run(config))


def _run(config: Config, start: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run until stopped by Ctrl+C or SIGTERM; what is under way is finished."""
    from telegram.error import TelegramError

    from bot import logs
    from bot.app import CannotStart

    logs.set_up(config.logs.level)

    async def until_stopped() -> None:
        task = asyncio.current_task()
        assert task is not None
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        await start()

    try:
        asyncio.run(until_stopped())
    except asyncio.CancelledError:
        click.echo("stopped", err=True)
    except (CannotStart, OSError, TelegramError) as error:
        fail(_reason(error))
    except ExceptionGroup as group:
        known, rest = group.split((CannotStart, OSError, TelegramError))
        if known is None or rest is not None:
            raise
        fail(_reason(known.exceptions[0]))


def _reason(error: Exception) -> str:
    """What to tell the operator. Errors of the chat server are named only: their words may hold the token."""
    if type(error).__module__.startswith("telegram"):
        return f"the chat server could not be used ({type(error).__name__}); see 'ansinh doctor'"
    return str(error)


COMMANDS = (demo, run)
