"""The ticket: a code that an officer's phone reads, with the words beside it."""

from html import escape
from textwrap import wrap

import segno

from bot.render.lettering import FONT

WIDTH, LEAST_HEIGHT, MARGIN, CODE = 900, 420, 40, 340
LETTERS = {40: 19, 26: 31, 64: 8}


def ticket_picture(title: str, when: str, place: str, number: str, link: str) -> bytes:
    """The PNG of a ticket whose code leads to `link`."""
    import vl_convert  # heavy; needed only here

    return bytes(vl_convert.svg_to_png(ticket_svg(title, when, place, number, link), scale=1.2))


def ticket_svg(title: str, when: str, place: str, number: str, link: str) -> str:
    """The ticket as an SVG text: the code at the left, the words at the right."""
    lines, y = [], float(MARGIN)
    for text, size, weight in (
        (title, 40, "bold"),
        (when, 26, "normal"),
        (place, 26, "normal"),
        (f"№ {number}", 64, "bold"),
    ):
        for line in wrap(text, LETTERS[size])[:3]:
            y += size * 1.4
            lines.append(_line(line, size, y, weight))
    height = max(LEAST_HEIGHT, round(y + MARGIN))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">'
        f'<rect width="100%" height="100%" fill="#ffffff"/><rect width="100%" height="14" fill="#1b7f4b"/>'
        f"{_code(link)}{''.join(lines)}</svg>"
    )


def _line(text: str, size: int, y: float, weight: str) -> str:
    return (
        f'<text x="{MARGIN * 2 + CODE}" y="{y:.0f}" font-family="{FONT}" font-size="{size}" '
        f'font-weight="{weight}" fill="#111111">{escape(text)}</text>'
    )


def _code(link: str) -> str:
    """The QR code of a link as squares, with its quiet zone."""
    rows = list(segno.make(link, error="m").matrix_iter(border=2))
    step = CODE / len(rows)
    path = "".join(
        f"M{column * step:.2f} {row * step:.2f}h{step:.2f}v{step:.2f}h-{step:.2f}z"
        for row, cells in enumerate(rows)
        for column, dark in enumerate(cells)
        if dark
    )
    return f'<path transform="translate({MARGIN} {MARGIN})" d="{path}" fill="#000000" shape-rendering="crispEdges"/>'
