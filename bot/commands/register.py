"""`ansinh import` and `ansinh export`: the register from and to sheets."""

import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.failing import fail
from bot.commands.officer import ACTOR, open_register, register
from bot.config import Config
from db.register_terms import Act

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.i18n import Words
    from bot.register.importing import Proposal, ReadFile
    from db.encryption import Vault
    from db.engine import Sessions

MOST_CODES, BAD_INPUT = 10, 2


@click.group("import")
def import_() -> None:
    """Take sheets into the register."""


@import_.command("households")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--year", type=click.IntRange(2000, 2100), help="Year of the review, if no column tells it.")
@click.option("--ward", help="Ward or commune id, if no column tells it (see: ansinh wards).")
@click.option("--sheet", help="Name of the sheet; the first that is not empty by default.")
@click.option("--column", "chosen", multiple=True, metavar="HEADING=FIELD", help="Say what a column is.")
@click.option(
    "--errors", type=click.Path(path_type=Path, dir_okay=False), help="Where to write what is refused."
)
@click.option("--skip-refused", is_flag=True, help="Take in the rest although some households are refused.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def import_households(  # noqa: PLR0913, PLR0917 -- one for each option
    config: Config,
    file: Path,
    year: int | None,
    ward: str | None,
    sheet: str | None,
    chosen: tuple[str, ...],
    errors: Path | None,
    skip_refused: bool,
    yes: bool,
) -> None:
    """Take households from an .xlsx, .xls, .ods or .csv file: everything or nothing.

    \b
    First it shows what each column is taken for and counts what would be new, changed, unchanged and
    refused. Cells it refuses are written with their reason to FILE-refused.xlsx (or --errors). An empty
    cell changes nothing; who is not in the file stays in the register.
    \b
    ansinh import households ra-soat-2026.xlsx --year 2026
    """
    from bot.i18n import load

    words = load()["en"]
    read = _read(file, sheet, chosen)
    _show_columns(words, read)
    with open_register(config) as (sessions, vault):
        found = _propose(sessions, vault, read, year, _ward(ward))
        _show_counts(found)
        _write_refusals(words, found, errors or file.with_name(f"{file.stem}-refused.xlsx"))
        if found.plan.refused and not skip_refused:
            fail(
                "nothing was taken in: mend the refused cells, or take in the rest with --skip-refused",
                BAD_INPUT,
            )
        if not found.plan.changes:
            click.echo("nothing to do")
            return
        _confirm(yes)
        twice = _apply(sessions, vault, found)
    click.echo(f"done; {twice} new households are perhaps in the register twice" if twice else "done")


def _read(file: Path, sheet: str | None, chosen: tuple[str, ...]) -> "ReadFile":
    from bot.i18n import load
    from bot.register.importing import read_file
    from bot.register.sheet import UnreadableFile

    choices = dict(one.partition("=")[::2] for one in chosen)
    _check_choices(choices)
    try:
        return read_file(file.read_bytes(), file.name, sheet=sheet, chosen=choices)
    except UnreadableFile as error:
        fail(f"{file}: {load()['en']._(str(error))}", BAD_INPUT)


def _check_choices(choices: dict[str, str]) -> None:
    from bot.register.headers import ALIASES

    for field in choices.values():
        if field not in ALIASES:
            fail(f"--column: no field {field!r}; fields: {', '.join(ALIASES)}", BAD_INPUT)


def _ward(ward: str | None) -> str | None:
    from knowledge.wards import all_wards

    if ward and ward not in all_wards():
        fail(f"--ward: no ward or commune {ward!r} (see: ansinh wards)", BAD_INPUT)
    return ward


def _show_columns(words: "Words", read: "ReadFile") -> None:
    from bot.register.workbook import field_title

    click.echo("columns:")
    for field, at in read.columns.columns.items():
        click.echo(f"  {read.columns.headings[at]}  →  {field_title(words, field)}")
    if read.columns.unused:
        click.echo(f"  not used: {', '.join(read.columns.unused)}")


def _propose(
    sessions: "Sessions", vault: "Vault", read: "ReadFile", year: int | None, ward: str | None
) -> "Proposal":
    from bot.register.importing import propose

    with click.progressbar(
        length=1, label="comparing", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return propose(sessions, vault, read, year=year, ward=ward, on_progress=show)


def _show_counts(found: "Proposal") -> None:
    plan, movement = found.plan, found.plan.movement
    click.echo(
        f"{found.gathered.rows} rows; households: {plan.new} new, {plan.changed} changed, "
        f"{plan.unchanged} unchanged, {plan.refused_households} refused, {plan.not_in_file} listed ones not in the file"
    )
    for title, codes in (
        ("new on the lists", movement.new),
        ("escaped", movement.escaped),
        ("fell back", movement.fell_back),
        ("from poor to near-poor", movement.better),
        ("from near-poor to poor", movement.worse),
    ):
        if codes:
            more = f" and {len(codes) - MOST_CODES} more" if len(codes) > MOST_CODES else ""
            click.echo(f"  {title}: {len(codes)} ({', '.join(codes[:MOST_CODES])}{more})")


def _write_refusals(words: "Words", found: "Proposal", path: Path) -> None:
    from bot.register.workbook import refusals_book

    if not found.plan.refused:
        return
    path.write_bytes(refusals_book(words, found.plan.refused, found.file.sheet, found.file.columns))
    click.echo(f"  {len(found.plan.refused)} refused cells with their reasons: {path}")


def _confirm(yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        click.echo("this was a dry run; take it in with --yes")
        sys.exit(0)
    if not click.confirm("take it in?"):
        click.echo("nothing was changed")
        sys.exit(0)


def _apply(sessions: "Sessions", vault: "Vault", found: "Proposal") -> int:
    from db import register_import

    try:
        with sessions.begin() as session:
            return register_import.apply(
                session, vault, found.plan, on=_today(), now=time.time(), actor=ACTOR, officer_id=None
            )
    except register_import.RegisterChanged:
        fail("somebody changed the register meanwhile; nothing was taken in, please run it again")


def _today() -> date:
    from bot.clock import Clock

    return Clock().today()


@click.group()
def export() -> None:
    """Write the register into sheets; every export is recorded."""


@export.command("households")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--ward", "wards", multiple=True, help="Ward or commune id, may be repeated; all by default.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.pass_obj
def export_households(config: Config, file: Path, wards: tuple[str, ...], lang: str) -> None:
    """Everybody with their numbers in clear, with the headings that `ansinh import households` reads back."""
    from bot.i18n import load
    from bot.register.export import households_book
    from db.register_export import read_households

    chosen = [_ward(ward) or "" for ward in wards]
    with register(config) as (session, vault):
        content = households_book(load()[lang], read_households(session, vault, wards=chosen))  # type: ignore[index]
        _record(session, vault, "households")
    _write(file, content)


@export.command("month")
@click.argument("month", type=click.DateTime(["%Y-%m"]))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--ward", "wards", multiple=True, help="Ward or commune id, may be repeated; all by default.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.pass_obj
def export_month(config: Config, month: datetime, file: Path, wards: tuple[str, ...], lang: str) -> None:
    """The poor and near-poor households and what each received in a month.

    \b
    ansinh export month 2026-11 danh-sach-11.xlsx --ward gia-sang
    """
    from bot.i18n import load
    from bot.register.export import month_book
    from db.register_export import read_month

    chosen = [_ward(ward) or "" for ward in wards]
    with register(config) as (session, vault):
        rows = read_month(session, vault, month.date(), wards=chosen)
        content = month_book(load()[lang], rows)  # type: ignore[index]
        _record(session, vault, "month")
    _write(file, content)


def _record(session: "Session", vault: "Vault", what: str) -> None:
    from db import audit

    audit.record(session, vault, now=time.time(), act=Act.EXPORT, actor=ACTOR, what=what)


def _write(file: Path, content: bytes) -> None:
    """For its owner only: it holds numbers in clear."""
    try:
        file.touch(mode=0o600)
        file.chmod(0o600)
        file.write_bytes(content)
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    click.echo(f"{file} is written; it holds personal data: keep it safe and delete it when it is done with")


COMMANDS = (import_, export)
