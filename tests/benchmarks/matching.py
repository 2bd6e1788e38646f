"""How well and how fast questions are matched: our exam set, written by someone who had not seen the phrases."""

import json
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from rapidfuzz import process as nearest

from bot import app
from knowledge import phrases
from knowledge.terms import Outcome
from tests.conversation import settings

EXAM = Path(__file__).parent.parent / "knowledge" / "questions" / "exam.jsonl"


def run() -> str:
    """Shares on the exam, times of one match, and the ratio to the nearest phrase by rapidfuzz."""
    with tempfile.TemporaryDirectory() as folder:
        matcher = app.build_services(settings(Path(folder))).matcher
    cases = [json.loads(line) for line in EXAM.read_text(encoding="utf-8").splitlines()]
    times, right, tap, wrong, inside = [], 0, 0, 0, 0
    for case in cases:
        began = time.perf_counter()
        found = matcher.match(case["q"])
        times.append(time.perf_counter() - began)
        if case["topic"] in ("none", "smalltalk"):
            continue
        inside += 1
        wanted = {case["topic"], *case["also"]}
        direct = found.outcome is Outcome.ANSWER and found.topics[0] in wanted
        right += direct
        wrong += found.outcome is Outcome.ANSWER and not direct
        tap += direct or (found.outcome is Outcome.SUGGEST and bool(wanted & set(found.topics)))
    cuts = quantiles(times, n=100)
    every = [phrase for some in phrases.read().values() for phrase in some]
    began = time.perf_counter()
    for case in cases[:50]:
        nearest.extractOne(case["q"], every)
    one_by_rapidfuzz = (time.perf_counter() - began) / 50
    return (
        f"  exam: direct {100 * right / inside:.1f} %, one tap {100 * tap / inside:.1f} %, "
        f"wrong {100 * wrong / inside:.1f} % of {inside}\n"
        f"  one match p50 {cuts[49] * 1000:.2f} ms, p99 {cuts[98] * 1000:.2f} ms; "
        f"the nearest phrase by rapidfuzz takes {one_by_rapidfuzz * len(times) / sum(times):.0f} times as long"
    )
