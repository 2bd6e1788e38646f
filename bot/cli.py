"""The commands of `ansinh`. Exit codes: 0 done, 2 wrong use or bad input, 1 failure."""

from pathlib import Path
from typing import Any

import click

from bot import config as settings
from bot.commands import asking, eligibility, knowledge, officer, register, report, serving, trust, upkeep
from bot.config import Config, ConfigError


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

    \b
    Try it without anything else:  ansinh demo
    One question:                  ansinh ask "chuẩn nghèo bây giờ là bao nhiêu"
    """
    context.obj = _read_config(file)


for module in (serving, asking, eligibility, knowledge, officer, register, report, trust, upkeep):
    for command in module.COMMANDS:
        main.add_command(command)
