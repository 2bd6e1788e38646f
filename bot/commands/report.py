"""`ansinh report`: what the city reports on a year."""

import json
from typing import Any

import click

from bot.config import Config


@click.command()
@click.option("--year", type=click.IntRange(2000, 2100), required=True, help="Year of the reviews.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language.")
@click.pass_obj
def report(config: Config, year: int, as_json: bool, lang: Any) -> None:
    """Print the yearly report on poverty work, counted from the register.

    \b
    ansinh report --year 2023
    ansinh report --year 2023 --json
    """
    from bot.report_json import report_json
    from db import migrate
    from db.engine import open_engine, open_sessions
    from db.report import city_report

    engine = open_engine(config.database.url)
    if not migrate.is_current(engine):
        raise click.ClickException("the database has not this version's schema; run 'ansinh db upgrade'")
    with open_sessions(engine).begin() as session:
        found = city_report(session, year=year)
    if as_json:
        click.echo(json.dumps(report_json(found), ensure_ascii=False, indent=1))
        return
    from bot import i18n
    from bot.render.plain import plain
    from bot.render.report import report_text

    click.echo(plain(report_text(i18n.load()[lang], found)))


COMMANDS = (report,)
