"""The verdict card as a picture to show at the counter: an SVG drawn here, turned into PNG with fonts of its own."""

from collections.abc import Mapping
from html import escape
from textwrap import wrap
from typing import Any

from bot.files import MadeFile
from bot.render.lettering import FONT
from bot.services import Services
from db.engine import Sessions

WIDTH, MARGIN, INDENT, GAP = 760, 44, 34, 12
BLACK, GREY = "#111111", "#444444"
COLOURS = {"✅": "#1b7f4b", "❌": "#a33327", "❔": "#8a6d1a", "🏛": "#27557e"}
MARK_COLOURS = {"✓": "#1b7f4b", "✗": "#a33327", "?": "#8a6d1a"}
TEXT, SMALL, TITLE = 21, 17, 34
LETTERS = {TEXT: 62, SMALL: 72, TITLE: 36}


def draw(_services: Services, _sessions: Sessions, arguments: Mapping[str, Any]) -> MadeFile:
    """The picture of a card given as in bot/render/verdict.py."""
    import vl_convert  # heavy; needed only here

    picture = vl_convert.svg_to_png(svg(arguments), scale=1.5)
    return MadeFile("an-sinh.png", bytes(picture))


def svg(card: Mapping[str, Any]) -> str:
    """The card as an SVG text."""
    page = _Page()
    colour = COLOURS[card["sign"]]
    page.add(card["verdict"], TITLE, colour=colour, bold=True)
    page.add(f"{card['title']} · {card['day']}", TEXT, colour=GREY)
    page.y += GAP
    for mark, text in card["conditions"]:
        page.add(text, TEXT, mark=mark)
    page.y += GAP
    for label, text in card["parts"]:
        page.add(f"{label}: {text}", TEXT)
    page.y += GAP
    page.add(card["estimate"], TEXT, colour=GREY, bold=True)
    page.add(f"{card['sources']} — An Sinh", SMALL, colour=GREY)
    height = page.y + MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH} {height:.0f}"><rect width="100%" height="100%" fill="#ffffff"/>'
        f'<rect width="100%" height="14" fill="{colour}"/>{"".join(page.pieces)}</svg>'
    )


class _Page:
    """Lines of text from the top down, folded to the width."""

    def __init__(self) -> None:
        self.y = float(MARGIN)
        self.pieces: list[str] = []

    def add(self, text: str, size: int, *, colour: str = BLACK, bold: bool = False, mark: str = "") -> None:
        """A paragraph; `mark` stands before its first line."""
        indent = INDENT if mark else 0
        for number, line in enumerate(wrap(text, LETTERS[size] - indent // 12) or [""]):
            self.y += size * 1.36
            if mark and number == 0:
                self._put(mark, size, MARGIN, MARK_COLOURS[mark], bold=True)
            self._put(line, size, MARGIN + indent, colour, bold=bold)

    def _put(self, text: str, size: int, x: float, colour: str, *, bold: bool) -> None:
        weight = ' font-weight="bold"' if bold else ""
        self.pieces.append(
            f'<text x="{x:.0f}" y="{self.y:.1f}" font-family="{FONT}" font-size="{size}" fill="{colour}"{weight}>'
            f"{escape(text)}</text>"
        )
