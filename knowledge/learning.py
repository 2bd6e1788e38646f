"""Reviewed questions become phrases: appended to the file of their topic, all or none."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge import phrases as phrase_files
from knowledge.masking import mask
from knowledge.phrases import OUT_OF_SCOPE, PHRASES, SMALL_TALK, key_of


@dataclass(frozen=True)
class Refused:
    """A line that cannot be learned, and why."""

    line: int
    why: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.why}"


@dataclass(frozen=True)
class Lesson:
    """New phrases by topic; how many lines were known already; what was refused."""

    new: Mapping[str, list[str]]
    known: int
    refused: tuple[Refused, ...]


def study(lines: Iterable[str], topics: Iterable[str], folder: Path = PHRASES) -> Lesson:
    """What JSON lines {"question": text, "topic": id} would teach. Writes nothing."""
    allowed = {*topics, OUT_OF_SCOPE, SMALL_TALK}
    taught = {key_of(phrase): topic for topic, some in phrase_files.read(folder).items() for phrase in some}
    new: dict[str, list[str]] = {}
    refused, known = [], 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question, topic = _read(line, allowed)
            here = taught.setdefault(key_of(question), topic)
            if here != topic:
                raise ValueError(f"{question!r} stands under {here} already, not under {topic}")
        except ValueError as error:
            refused.append(Refused(number, str(error)))
            continue
        if question in new.get(topic, []) or _stands(question, topic, folder):
            known += 1
        else:
            new.setdefault(topic, []).append(question)
    return Lesson(new, known, tuple(refused))


def _read(line: str, allowed: set[str]) -> tuple[str, str]:
    """Question and topic of a line. Raises ValueError."""
    content = json.loads(line)
    if not isinstance(content, dict) or not all(
        isinstance(content.get(k), str) for k in ("question", "topic")
    ):
        raise ValueError('expected {"question": "text", "topic": "id"}')
    question, topic = " ".join(content["question"].split()), content["topic"]
    if topic not in allowed:
        raise ValueError(f"unknown topic {topic!r}")
    if not question or question[0] in "#[":
        raise ValueError("the question is empty or begins with # or [")
    if mask(question) != question:
        raise ValueError("the question holds a personal number; black it out first")
    return question, topic


def _stands(question: str, topic: str, folder: Path) -> bool:
    known = phrase_files.read(folder).get(topic, [])
    return key_of(question) in {key_of(phrase) for phrase in known}


def write(lesson: Lesson, folder: Path = PHRASES) -> list[Path]:
    """Put the new phrases at the end of their topics' blocks; returns the changed files."""
    changed: dict[Path, str] = {}
    for topic, some in lesson.new.items():
        path = phrase_files.file_of(topic, folder)
        text = changed.get(path) or path.read_text(encoding="utf-8")
        changed[path] = _with(text, topic, some)
    for path, text in changed.items():
        beside = path.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    return sorted(changed)


def _with(text: str, topic: str, some: list[str]) -> str:
    """The text of a phrase file with more phrases under a topic."""
    lines = text.splitlines()
    start = lines.index(f"[{topic}]")
    end = next((n for n in range(start + 1, len(lines)) if lines[n].startswith("[")), len(lines))
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return "\n".join([*lines[:end], *some, *lines[end:]]) + "\n"
