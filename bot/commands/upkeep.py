"""`ansinh db` and `ansinh doctor`."""

import asyncio
import sys

import click

from bot.config import Config


@click.group()
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


@click.command()
@click.pass_obj
def doctor(config: Config) -> None:
    """Check settings, knowledge, words, database, chat server and clock, and say what to do."""
    from bot.doctor import examine

    findings = asyncio.run(examine(config))
    for finding in findings:
        click.echo(f"{'ok  ' if finding.good else 'BAD '} {finding.what}: {finding.says}")
    sys.exit(0 if all(finding.good for finding in findings) else 1)


COMMANDS = (db, doctor)
