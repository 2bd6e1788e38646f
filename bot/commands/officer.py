"""`ansinh officer`: the first administrator joins by an invitation made here."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from bot.commands.failing import fail
from bot.config import Config
from db.encryption import Vault
from db.engine import Sessions
from db.register_rows import Post
from db.register_terms import Act, Role

ACTOR = "command line"


@contextmanager
def open_register(config: Config) -> Iterator[tuple[Sessions, Vault]]:
    """The register for several transactions, with the schema of this version and the keys of the settings."""
    from bot.keys import open_vault
    from db import migrate
    from db.engine import open_engine, open_sessions
    from db.key_file import KeyFileError

    engine = open_engine(config.database.url)
    try:
        migrate.upgrade(engine)
        yield open_sessions(engine), open_vault(config, engine)
    except KeyFileError as error:
        fail(error)
    finally:
        engine.dispose()


@contextmanager
def register(config: Config) -> Iterator[tuple[Session, Vault]]:
    """The register in one transaction."""
    with open_register(config) as (sessions, vault), sessions.begin() as session:
        yield session, vault


@click.group()
def officer() -> None:
    """Officers: invite, list, remove."""


@officer.command()
@click.option("--name", required=True, help="Full name.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option(
    "--ward", "wards", multiple=True, help="Ward or commune id, may be repeated; for ward officers."
)
@click.option("--hamlet", "hamlets", multiple=True, help="WARD:HAMLET, may be repeated; for collaborators.")
@click.option("--bot", "bot_name", default="", help="The bot's user name, to print the whole link.")
@click.pass_obj
def invite(
    config: Config, name: str, role: str, wards: tuple[str, ...], hamlets: tuple[str, ...], bot_name: str
) -> None:
    """Make a link that lets one person join within 48 hours.

    \b
    ansinh officer invite --role administrator --name "Nguyễn Văn A"
    ansinh officer invite --role ward_officer --ward gia-sang --name "Trần Thị B"
    """
    from db import audit, invitations

    places = [_place(hamlet) for hamlet in hamlets]
    _check_places(Role(role), wards, places)
    with register(config) as (session, vault):
        now = time.time()
        token = invitations.create(
            session, name=name, post=Post(Role(role), wards, places), invited_by=None, now=now
        )
        audit.record(session, vault, now=now, act=Act.OFFICER, actor=ACTOR, what="invited", role=role)
    start = f"inv_{token}"
    click.echo(f"https://t.me/{bot_name}?start={start}" if bot_name else f"/start {start}")


def _place(text: str) -> tuple[str, str]:
    ward, separator, hamlet = text.partition(":")
    if not separator or not hamlet.strip():
        raise click.UsageError(f"--hamlet {text!r}: must be WARD:HAMLET, such as gia-sang:Tổ 5")
    return ward, hamlet.strip()


def _check_places(role: Role, wards: tuple[str, ...], hamlets: list[tuple[str, str]]) -> None:
    from knowledge.wards import all_wards

    for ward in (*wards, *(ward for ward, _ in hamlets)):
        if ward not in all_wards():
            raise click.UsageError(f"--ward {ward!r}: is none of {', '.join(all_wards())}")
    if role is Role.WARD_OFFICER and not wards:
        raise click.UsageError("a ward officer needs --ward")
    if role is Role.COLLABORATOR and not hamlets:
        raise click.UsageError("a collaborator needs --hamlet")


@officer.command("list")
@click.pass_obj
def list_(config: Config) -> None:
    """Everybody who works with the register."""
    from db import officers

    with register(config) as (session, _):
        for row in officers.list_all(session):
            places = ", ".join((*row.wards, *(f"{ward}:{key}" for ward, key in row.hamlets)))
            click.echo(f"{row.id:4}  {row.role.value:14}  {row.name}  {places}".rstrip())


@officer.command()
@click.argument("number", type=int)
@click.pass_obj
def remove(config: Config, number: int) -> None:
    """Take an officer out; it holds from their next step on."""
    from db import audit, officers

    with register(config) as (session, vault):
        if officers.find_by_id(session, number) is None:
            raise click.UsageError(f"there is no officer {number}; see 'ansinh officer list'")
        now = time.time()
        if refusal := officers.remove(session, number, now=now):
            raise click.ClickException(f"not removed: {refusal.value}")
        audit.record(session, vault, now=now, act=Act.OFFICER, actor=ACTOR, what="removed", about=number)
    click.echo("removed")


COMMANDS = (officer,)
