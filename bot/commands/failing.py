"""How a command gives up: one line on stderr and an exit code."""

import sys
from typing import NoReturn

import click


def fail(reason: object, code: int = 1) -> NoReturn:
    """Say why and leave: 1 for a failure, 2 for wrong use or bad input."""
    click.echo(f"ansinh: {reason}", err=True)
    sys.exit(code)
