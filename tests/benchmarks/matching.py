"""How well and how fast questions are matched: our exam set, written by someone who had not seen the phrases."""

import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import quantiles
from typing import Any

import psutil
from rapidfuzz import process as nearest

from bot import app
from db.encryption import Vault
from knowledge import loader, phrases
from knowledge.matcher import Match, Matcher, cached_at
from knowledge.terms import Outcome
from tests.benchmarks.approaches import bm25
from tests.conversation import KNOWLEDGE_CACHE, settings

EXAM = Path(__file__).parent.parent / "knowledge" / "questions" / "exam.jsonl"
SAMPLE = 50
Figures = Counter[str]


def run() -> str:
    """Shares on the exam, by style and area; times, loading, memory; ratios to rapidfuzz and BM25."""
    with tempfile.TemporaryDirectory() as folder:
        matcher = app.build_services(settings(Path(folder)), "", Vault({1: bytes(32)})).matcher
    cases = [json.loads(line) for line in EXAM.read_text(encoding="utf-8").splitlines()]
    for case in cases[:SAMPLE]:
        matcher.match(case["q"])
    times, found = [], []
    for case in cases:
        began = time.perf_counter()
        found.append(matcher.match(case["q"]))
        times.append(time.perf_counter() - began)
    pairs = list(zip(cases, found, strict=True))
    return "\n".join(
        [_shares(pairs), *_tables(pairs), _speed(times), _ratios(cases, sum(times) / len(times))]
    )


def _judged(pairs: Iterable[tuple[dict[str, Any], Match]]) -> Figures:
    figures: Figures = Counter()
    for case, match in pairs:
        if case["topic"] == "none":
            figures.update(out=1, out_answered=match.outcome is Outcome.ANSWER)
            figures["out_quiet"] += match.outcome in (Outcome.NONE, Outcome.SMALLTALK)
        elif case["topic"] == "smalltalk":
            figures.update(talk=1, talk_taken=match.outcome is Outcome.SMALLTALK)
        else:
            _judge_topic(figures, case, match)
    return figures


def _judge_topic(figures: Figures, case: dict[str, Any], match: Match) -> None:
    wanted = {case["topic"], *case["also"]}
    direct = match.outcome is Outcome.ANSWER and match.topics[0] in wanted
    tap = direct or (match.outcome is Outcome.SUGGEST and bool(wanted & set(match.topics)))
    wrong = match.outcome is Outcome.ANSWER and not direct
    figures.update(inside=1, direct=direct, tap=tap, wrong=wrong)


def _percent(figures: Figures, hits: str, of: str) -> str:
    return f"{100 * figures[hits] / max(1, figures[of]):.1f} %"


def _shares(pairs: list[tuple[dict[str, Any], Match]]) -> str:
    figures = _judged(pairs)
    return (
        f"  exam, {figures['inside']} of ours: direct {_percent(figures, 'direct', 'inside')}, "
        f"one tap {_percent(figures, 'tap', 'inside')}, wrong {_percent(figures, 'wrong', 'inside')}; "
        f"{figures['out']} others: answered {_percent(figures, 'out_answered', 'out')}, "
        f"quiet {_percent(figures, 'out_quiet', 'out')}; small talk {_percent(figures, 'talk_taken', 'talk')}"
    )


def _tables(pairs: list[tuple[dict[str, Any], Match]]) -> Iterable[str]:
    ways: dict[str, Callable[[dict[str, Any]], str]] = {
        "style": lambda case: str(case["style"]),
        "area": lambda case: str(case["topic"]).partition(".")[0],
    }
    for name, way in ways.items():
        groups: defaultdict[str, list[tuple[dict[str, Any], Match]]] = defaultdict(list)
        for case, match in pairs:
            groups[way(case)].append((case, match))
        judged = {group: _judged(some) for group, some in sorted(groups.items())}
        shown = (
            f"{group} {_percent(one, 'direct', 'inside')}" for group, one in judged.items() if one["inside"]
        )
        yield f"  direct by {name}: {', '.join(shown)}"


def _speed(times: list[float]) -> str:
    cuts = quantiles(times, n=100)
    file = cached_at(KNOWLEDGE_CACHE, phrases.read())
    began = time.perf_counter()
    Matcher.open(loader.load(), KNOWLEDGE_CACHE)
    loading = time.perf_counter() - began
    return (
        f"  one match p50 {cuts[49] * 1000:.2f} ms, p99 {cuts[98] * 1000:.2f} ms, {len(times) / sum(times):.0f}/s; policy "
        f"files and matcher open in {loading * 1000:.0f} ms ({file.stat().st_size / 1e6:.0f} MB); "
        f"this process {psutil.Process().memory_info().rss / 1e6:.0f} MB"
    )


def _ratios(cases: list[dict[str, Any]], one_match: float) -> str:
    every = [(phrase, topic) for topic, some in phrases.read().items() for phrase in some]
    known, topics = [phrase for phrase, _ in every], [topic for _, topic in every]
    asked = [case["q"] for case in cases[:SAMPLE]]
    began = time.perf_counter()
    for question in asked:
        nearest.extractOne(question, known)
    rapidfuzz = (time.perf_counter() - began) / SAMPLE
    began = time.perf_counter()
    bm25(known, topics, asked[:1])
    building = time.perf_counter() - began
    began = time.perf_counter()
    bm25(known, topics, asked)
    each = max(1e-9, time.perf_counter() - began - building) / (SAMPLE - 1)
    return (
        f"  over the same phrases the nearest one by rapidfuzz takes {rapidfuzz / one_match:.1f} times as long, "
        f"BM25 {each / one_match:.1f} times"
    )
