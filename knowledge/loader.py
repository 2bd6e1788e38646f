"""Read the policy files and refuse every fault, naming file and key."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from knowledge.checks import Fault, check_parameter, check_source, check_topic
from knowledge.model import AreaOfPolicy, Knowledge, Parameter, Source, Topic, _Strict

POLICIES = Path(__file__).parent / "policies"


class _PolicyFile(_Strict, frozen=True):
    source: tuple[Source, ...] = ()
    parameter: tuple[Parameter, ...] = ()
    topic: tuple[Topic, ...] = ()


class _AreasFile(_Strict, frozen=True):
    area: tuple[AreaOfPolicy, ...]


class KnowledgeError(ValueError):
    """The policy files have faults; says each with file, key and reason."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(map(str, self.faults)))


F = TypeVar("F", bound=_Strict)


def read_toml(path: Path, shape: type[F]) -> F:
    """A file in its shape. Raises KnowledgeError naming the key that does not fit."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), shape)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        reason, _, key = str(error).partition(" - at ")
        raise KnowledgeError([Fault(path.name, key.strip("`"), reason)]) from error


def _policy_files(folder: Path, areas: Iterable[str]) -> list[Path]:
    return [
        path
        for area in areas
        for path in sorted((folder / area).glob("*.toml"))
        if not path.name.startswith("rules")
    ]


I = TypeVar("I", Source, Parameter, Topic)  # noqa: E741


class _Shelf:
    """Collects what the files declare and remembers where each id stands."""

    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}
        self.parameters: dict[str, Parameter] = {}
        self.topics: dict[str, Topic] = {}
        self.file_of: dict[str, str] = {}
        self.faults: list[Fault] = []

    def read(self, path: Path) -> None:
        name = f"{path.parent.name}/{path.name}"
        try:
            content = read_toml(path, _PolicyFile)
        except KnowledgeError as error:
            self.faults += [Fault(name, fault.key, fault.reason) for fault in error.faults]
            return
        self._put(name, content.source, self.sources)
        self._put(name, content.parameter, self.parameters)
        self._put(name, content.topic, self.topics)

    def _put(self, name: str, items: Iterable[I], into: dict[str, I]) -> None:
        for item in items:
            if item.id in into:
                self.faults.append(Fault(name, item.id, f"id stands in {self.file_of[item.id]} already"))
            into[item.id] = item
            self.file_of[item.id] = name

    def check(self, knowledge: Knowledge, *, whole: bool) -> Iterator[Fault]:
        yield from self.faults
        for source in self.sources.values():
            yield from check_source(self.file_of[source.id], source)
        for parameter in self.parameters.values():
            yield from check_parameter(self.file_of[parameter.id], parameter, knowledge)
        for topic in self.topics.values():
            yield from check_topic(self.file_of[topic.id], topic, knowledge, whole=whole)


def read(folder: Path = POLICIES, only: Iterable[str] = ()) -> tuple[Knowledge, list[Fault]]:
    """Everything the files say, and every fault found. `only` reads some areas, unconnected."""
    areas = read_toml(folder / "areas.toml", _AreasFile).area
    wanted = list(only) or [area.id for area in areas]
    shelf = _Shelf()
    for path in _policy_files(folder, wanted):
        shelf.read(path)
    knowledge = Knowledge(areas, shelf.sources, shelf.parameters, shelf.topics)
    return knowledge, list(shelf.check(knowledge, whole=not only))


def load(folder: Path = POLICIES) -> Knowledge:
    """The checked knowledge. Raises KnowledgeError with all faults."""
    knowledge, faults = read(folder)
    if faults:
        raise KnowledgeError(faults)
    return knowledge


if __name__ == "__main__":
    import sys

    _, found = read(only=sys.argv[1:])
    print("\n".join(map(str, found)) or "ok")
