"""`ansinh eligibility`: who qualifies for what."""

import json
import sys
from datetime import date
from typing import Any

import click

from bot.commands.day import Day
from bot.config import Config


@click.command()
@click.option("--on", type=Day(), help="Day of the check, YYYY-MM-DD; today by default.")
@click.option("--lines", is_flag=True, help="Read JSON lines and write one line for each, as they come.")
@click.pass_obj
def eligibility(config: Config, on: date | None, lines: bool) -> None:
    """Read facts of a household as JSON and write what each programme says.

    \b
    echo '{"facts": {"household_status": "poor", "age": 72}}' | ansinh eligibility
    echo '{"facts": {"area": "rural", "income_per_person_month": 1400000, "deprivations": 3},
           "on": "2026-11-23", "programme": "poor_household"}' | ansinh eligibility
    ansinh eligibility --lines < households.jsonl

    A fact nobody knows is left out; null says of a day that there is none (never left the list, for instance).
    """
    from bot.clock import Clock
    from knowledge.eligibility import Eligibility

    rules = Eligibility.load()
    day = on or Clock.showing(config.demo.today).today()
    if not lines:
        click.echo(_answer(rules, sys.stdin.read(), day, "input", indent=1))
        return
    for number, line in enumerate(sys.stdin, start=1):
        if line.strip():
            click.echo(_answer(rules, line, day, f"line {number}"))


def _answer(rules: Any, text: str, day: date, where: str, indent: int | None = None) -> str:
    from bot.eligibility_json import BadRequest, answer

    try:
        return json.dumps(answer(rules, json.loads(text), on=day), ensure_ascii=False, indent=indent)
    except json.JSONDecodeError as error:
        reason = f"no JSON ({error.msg}, column {error.colno})"
    except BadRequest as error:
        reason = str(error)
    click.echo(f"ansinh: {where}: {reason}", err=True)
    sys.exit(2)


COMMANDS = (eligibility,)
