"""The commands of `ansinh`. Exit codes: 0 done, 2 wrong use or bad input, 1 failure."""

import asyncio
import json
import signal
import sys
from collections.abc import Callable, Coroutine
from datetime import date
from pathlib import Path
from typing import Any

import click

from bot import config as settings
from bot.config import Config, ConfigError


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2026-11-23", param, ctx)


def _read_config(file: Path | None) -> Config:
    try:
        return settings.read(file)
    except ConfigError as error:
        raise click.UsageError(str(error)) from error


class _Commands(click.Group):
    """Turns faults in files the operator can mend into one line and exit code 1."""

    def invoke(self, context: click.Context) -> Any:
        from bot.i18n import MissingCatalogue
        from knowledge.loader import KnowledgeError
        from knowledge.phrases import PhraseError

        try:
            return super().invoke(context)
        except (KnowledgeError, PhraseError, MissingCatalogue) as error:
            raise click.ClickException(str(error)) from error


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "--config", "file", type=click.Path(path_type=Path), help="Settings file; config.toml here if it exists."
)
@click.version_option(package_name="ansinh")
@click.pass_context
def main(context: click.Context, file: Path | None) -> None:
    """An Sinh: what support poor households in Thái Nguyên can get, with source and date.

    Try it without anything else:  ansinh demo
    One question:                  ansinh ask "chuẩn nghèo bây giờ là bao nhiêu"
    """
    context.obj = _read_config(file)


@main.command()
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


@main.command()
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
        _fail(_reason(error))
    except ExceptionGroup as group:
        known, rest = group.split((CannotStart, OSError, TelegramError))
        if known is None or rest is not None:
            raise
        _fail(_reason(known.exceptions[0]))


def _reason(error: Exception) -> str:
    """What to tell the operator. Errors of the chat server are named only: their words may hold the token."""
    if type(error).__module__.startswith("telegram"):
        return f"the chat server could not be used ({type(error).__name__}); see 'ansinh doctor'"
    return str(error)


def _fail(reason: object) -> None:
    click.echo(f"ansinh: {reason}", err=True)
    sys.exit(1)


@main.command()
@click.argument("text")
@click.option("--lang", type=click.Choice(["vi", "en"]), help="Language of the answer; as asked by default.")
@click.option("--on", type=Day(), help="Day of the question, YYYY-MM-DD; today by default.")
@click.pass_obj
def ask(config: Config, text: str, lang: Any, on: date | None) -> None:
    """Print the answer a resident would get.

    \b
    ansinh ask "chuẩn nghèo bây giờ là bao nhiêu"
    ansinh ask "who gets a free health card" --lang en --on 2027-01-01
    """
    from bot.asking import answer_text

    click.echo(answer_text(config, text, language=lang, on=on))


@main.command()
@click.option("--on", type=Day(), help="Day of the questions, YYYY-MM-DD; today by default.")
@click.pass_obj
def match(config: Config, on: date | None) -> None:
    """Read JSON lines {"q": text} and write what each is taken for.

    \b
    echo '{"q": "sua nha ho ngheo dc bn"}' | ansinh match
    """
    from bot.asking import match_line, open_matcher

    matcher = open_matcher(config)
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)["q"]
            if not isinstance(question, str):
                raise TypeError
        except (ValueError, KeyError, TypeError):
            click.echo(f'ansinh: line {number}: expected {{"q": "text"}}', err=True)
            sys.exit(2)
        click.echo(json.dumps(match_line(matcher, question), ensure_ascii=False))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--on", type=Day(), help="In force on this day, YYYY-MM-DD; today by default.")
@click.pass_obj
def topics(config: Config, as_json: bool, on: date | None) -> None:
    """List every topic with its titles, whether it is in force and confirmed, and when it was checked."""
    from bot.asking import topic_list

    found = topic_list(config, on)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for topic in found:
        sign = "" if topic["confirmed"] else "  (unconfirmed)"
        click.echo(f"{topic['id']:28} {topic['title']['vi']}{sign}")


@main.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
@click.pass_obj
def db_upgrade(config: Config) -> None:
    """Bring the database to this version's schema."""
    from db import migrate
    from db.engine import open_engine

    engine = open_engine(config.database.url)
    migrate.upgrade(engine)
    click.echo(f"{engine.url.render_as_string(hide_password=True)} is up to date")


@main.command()
@click.pass_obj
def doctor(config: Config) -> None:
    """Check settings, knowledge, words, database, chat server and clock, and say what to do."""
    from bot.doctor import examine

    findings = asyncio.run(examine(config))
    for finding in findings:
        click.echo(f"{'ok  ' if finding.good else 'BAD '} {finding.what}: {finding.says}")
    sys.exit(0 if all(finding.good for finding in findings) else 1)
