"""What came of a fair as a picture: how many signed up, came, talked, found work."""

from typing import Any

from bot.i18n import Words
from bot.render.jobfair import COUNTS
from bot.render.lettering import FONT
from db.fair_report import FairCounts

SHOWN = tuple(name for name in COUNTS if name != "waiting")


def fair_chart(words: Words, title: str, counts: FairCounts) -> bytes:
    """The PNG of a bar chart."""
    import vl_convert  # heavy; needed only here

    return bytes(vl_convert.vegalite_to_png(chart_spec(words, title, counts), scale=2))


def chart_spec(words: Words, title: str, counts: FairCounts) -> dict[str, Any]:
    """The chart in the words of Vega-Lite: a bar for each count with its number."""
    labels = [words._(COUNTS[name]) for name in SHOWN]
    values = [
        {"what": label, "people": getattr(counts, name)} for label, name in zip(labels, SHOWN, strict=True)
    ]
    what = {"field": "what", "type": "nominal", "sort": labels, "axis": {"title": None, "labelLimit": 260}}
    people = {"field": "people", "type": "quantitative", "axis": None}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "#ffffff",
        "padding": 16,
        "width": 360,
        "height": 220,
        "title": {"text": title, "fontSize": 16, "anchor": "start"},
        "data": {"values": values},
        "encoding": {"y": what, "x": people},
        "layer": [
            {"mark": {"type": "bar", "color": "#1b7f4b", "cornerRadius": 3}},
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 13},
                "encoding": {"text": {"field": "people", "type": "quantitative"}},
            },
        ],
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {"labelFontSize": 13, "domain": False, "ticks": False},
        },
    }
