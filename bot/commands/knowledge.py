"""`ansinh knowledge …`: look after what the bot knows. docs/knowledge.md teaches it step by step."""

import json
import sys
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from bot.commands.day import Day
from bot.config import Config


@click.group()
def knowledge() -> None:
    """Check, build, compare and teach what the bot knows (docs/knowledge.md)."""


@knowledge.command()
@click.option("--on", type=Day(), help="Look from this day on; today by default.")
@click.option("--quick", is_flag=True, help="Leave out the phrases (no training).")
@click.pass_obj
def check(config: Config, on: date | None, quick: bool) -> None:
    """Name every fault with file, key and reason (exit code 1), and warn of what soon may be one.

    \b
    ansinh knowledge check
    ansinh knowledge check --on 2027-01-01 --quick
    """
    from bot.clock import Clock
    from knowledge import review
    from knowledge.eligibility import Eligibility

    day = on or Clock.showing(config.demo.today).today()
    known = Eligibility.load().knowledge
    warnings = [*review.unchecked_topics(known, day), *review.ending_parameters(known, day)]
    if not quick:
        warnings += _stray(config)
    for warning in warnings:
        click.echo(f"look at {warning}")
    click.echo(
        f"{len(known.topics)} topics, {len(known.parameters)} parameters, no faults, {len(warnings)} to look at"
    )


def _stray(config: Config) -> list[Any]:
    from bot.asking import open_matcher
    from knowledge import phrases, review

    written = phrases.read()
    with click.progressbar(written.items(), label="phrases", file=sys.stderr) as bar:
        matcher = open_matcher(config)
        return [found for topic, some in bar for found in review.stray_phrases(matcher, {topic: some})]


@knowledge.command()
@click.pass_obj
def build(config: Config) -> None:
    """Learn from the phrases now, so that the next start is quick. Takes about ten seconds."""
    from knowledge import matcher, phrases

    written = phrases.read()
    file = matcher.cached_at(Path(config.knowledge.cache), written)
    click.echo(f"learning from {sum(map(len, written.values()))} phrases …", err=True)
    matcher.build(file)
    click.echo(f"{file}: {file.stat().st_size / 1e6:.0f} MB; running bots take it at their next start")


@knowledge.command()
@click.option("--on", "days", type=Day(), multiple=True, required=True, help="Give it twice: two days.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON lines.")
def diff(days: tuple[date, ...], lang: Any, as_json: bool) -> None:
    """What residents would be told differently on two days: amounts, verdict rules, texts.

    \b
    ansinh knowledge diff --on 2026-12-31 --on 2027-01-01
    """
    from knowledge.differences import differences
    from knowledge.eligibility import Eligibility

    if len(days) != 2:
        raise click.UsageError("give --on twice, once for each day")
    rules = Eligibility.load()
    found = list(differences(rules.knowledge, rules.rules, *days, lang))
    for kind, some in groupby(found, key=lambda one: one.kind):
        if not as_json:
            click.echo(f"== {kind}")
        for one in some:
            _show(one, as_json)
    if not as_json:
        click.echo(f"{len(found)} differences between {days[0]} and {days[1]}")


def _show(one: Any, as_json: bool) -> None:
    if as_json:
        fields = {name: getattr(one, name) for name in ("kind", "id", "title", "before", "after")}
        click.echo(json.dumps(fields, ensure_ascii=False))
    elif one.kind == "text":
        before, after = one.before.replace("\n", "\n    - "), one.after.replace("\n", "\n    + ")
        click.echo(f"{one.id} ({one.title})\n    - {before}\n    + {after}")
    else:
        click.echo(f"{one.id} ({one.title}): {one.before} -> {one.after}")


@knowledge.command()
@click.option("--days", default=90, show_default=True, help="Look back so many days.")
@click.option("--most", default=30, show_default=True, help="How many groups to show.")
@click.option("--json", "as_json", is_flag=True, help="As JSON lines.")
@click.pass_obj
def gaps(config: Config, days: int, most: int, as_json: bool) -> None:
    """Questions that were refused, disliked, or suggested for in vain, by what they have in common."""
    from bot.asking import open_matcher
    from bot.clock import Clock
    from db import questions
    from db.engine import open_engine, open_sessions
    from knowledge.gaps import find_gaps

    since = Clock.showing(config.demo.today).today() - timedelta(days=days)
    with open_sessions(open_engine(config.database.url)).begin() as session:
        unhelped = questions.list_unhelped(session, since=since)
    for gap in find_gaps(unhelped, open_matcher(config))[:most]:
        if as_json:
            content = {"count": len(gap.questions), "questions": gap.questions, "nearest": gap.nearest}
            click.echo(json.dumps(content, ensure_ascii=False))
        else:
            click.echo(f"{len(gap.questions):4} × {gap.example}\n       near {', '.join(gap.nearest)}")
    click.echo(f"{len(unhelped)} questions not helped since {since}", err=True)


@knowledge.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be learned and write nothing.")
def learn(file: Path, dry_run: bool) -> None:
    """Turn reviewed questions into phrases, all or none.

    \b
    FILE has JSON lines: {"question": "xin tien lop hoc nghe", "topic": "training.allowance"}
    (topic "none" for what is not ours, "smalltalk" for greetings). Then: ansinh knowledge build
    """
    from knowledge import learning, loader

    lesson = learning.study(file.read_text(encoding="utf-8").splitlines(), loader.load().topics)
    for refused in lesson.refused:
        click.echo(f"ansinh: {file}: {refused}", err=True)
    if lesson.refused:
        click.echo("nothing was written", err=True)
        sys.exit(2)
    for topic, some in sorted(lesson.new.items()):
        click.echo(f"{topic}: {len(some)} new")
    changed = [] if dry_run else learning.write(lesson)
    names = ", ".join(path.name for path in changed) or "nothing"
    click.echo(f"{lesson.known} known already; written: {names}")


COMMANDS = (knowledge,)
