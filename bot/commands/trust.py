"""`ansinh audit`, `ansinh secrets`, `ansinh backup` and `ansinh restore`."""

import sys
import time
from pathlib import Path

import click

from bot.commands.failing import fail
from bot.commands.officer import ACTOR, register
from bot.config import Config
from db.register_terms import Act


@click.group()
def audit() -> None:
    """The chain of who did and saw what."""


@audit.command()
@click.pass_obj
def verify(config: Config) -> None:
    """Find any altered, removed, added or exchanged row of the audit chain."""
    from db import audit_check

    with register(config) as (session, vault):
        total = audit_check.count(session)
        with click.progressbar(length=total, label="checking", file=sys.stderr) as bar:
            faults = audit_check.verify(session, vault, bar.update)
    if not faults:
        click.echo(f"{total} entries, unbroken")
        return
    for fault in faults:
        click.echo(fault.says)
    fail(f"{len(faults)} faults in the audit chain")


@click.group()
def secrets() -> None:
    """The keys of ID numbers, phones and notes."""


@secrets.command("create")
@click.pass_obj
def create(config: Config) -> None:
    """Make the key file of the settings, for its owner only; never over an existing one."""
    from db import key_file

    path = Path(config.secrets.key_file)
    try:
        key_file.create(path)
    except key_file.KeyFileError as error:
        fail(error)
    click.echo(f"{path} is made; keep a copy of it apart from the database's backups")


@secrets.command()
@click.option("--drop-old", is_flag=True, help="Take older keys out when nothing stands under them any more.")
@click.option("--no-new", is_flag=True, help="Go on with a rotation that was broken off; make no new key.")
@click.pass_obj
def rotate(config: Config, drop_old: bool, no_new: bool) -> None:
    """Make a new key and seal everything anew under it. Stop the bot first; start it again afterwards.

    Broken off, run it again with --no-new. Backups made before still need the old key: keep it as long as them.
    """
    from db import audit as chain
    from db import key_file, rotation

    path = Path(config.secrets.key_file)
    try:
        if not no_new:
            key_file.add_key(path)
    except key_file.KeyFileError as error:
        fail(error)
    _reseal(config)
    with register(config) as (session, vault):
        rotation.sign_head(session, vault)
        chain.record(session, vault, now=time.time(), act=Act.KEYS, actor=ACTOR, newest=vault.newest)
        waiting = rotation.count_waiting(session)
    if drop_old and waiting:
        fail(
            f"{waiting} messages wait under the old key; start the bot once, then run rotate --no-new --drop-old"
        )
    if drop_old:
        for id_ in vault.key_ids[1:]:
            key_file.drop_key(path, id_)
    click.echo(f"everything stands under key {vault.newest}")


def _reseal(config: Config) -> None:
    """Batch after batch, each in a transaction of its own."""
    from db import rotation

    with register(config) as (session, opened):
        left = sum(rotation.count_old(session, opened).values())
    with click.progressbar(length=left, label="sealing anew", file=sys.stderr) as bar:
        while True:
            with register(config) as (session, opened):
                done = rotation.reseal_batch(session, opened)
            if not done:
                return
            bar.update(done)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(config: Config, file: Path) -> None:
    """Write a consistent copy of the database while the bot runs. The key file is not in it."""
    from bot import backup as copies

    try:
        copies.backup(config.database.url, file)
    except (copies.BackupError, OSError) as error:
        fail(error)
    click.echo(f"{file} is written; without the key file its numbers and notes cannot be read")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Put it in the place of the database that is there.")
@click.pass_obj
def restore(config: Config, file: Path, replace: bool) -> None:
    """Put a copy back. Stop the bot first."""
    from bot import backup as copies

    try:
        copies.restore(config.database.url, file, replace=replace)
    except (copies.BackupError, OSError) as error:
        fail(error)
    click.echo("restored; run 'ansinh db upgrade' and 'ansinh audit verify'")


COMMANDS = (audit, secrets, backup, restore)
