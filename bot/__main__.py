"""`python -m bot` is `ansinh`."""

from bot.cli import main

main()
