"""`ansinh ask`, `match` and `topics`."""

import json
import sys
from datetime import date
from typing import Any

import click

from bot.commands.day import Day
from bot.config import Config


@click.command()
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


@click.command()
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


@click.command()
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


COMMANDS = (ask, match, topics)
