"""What people say for each topic: `knowledge/phrases/<area>.txt`, `[topic.id]` blocks, one phrase a line."""

from pathlib import Path

from knowledge.normalise import fold

PHRASES = Path(__file__).parent / "phrases"
OUT_OF_SCOPE = "none"
SMALL_TALK = "smalltalk"


class PhraseError(ValueError):
    """A phrase file has a fault; names file, line and reason."""


def read(folder: Path = PHRASES) -> dict[str, list[str]]:
    """Phrases by topic id, `none` and `smalltalk`, as typed. Raises PhraseError."""
    found: dict[str, list[str]] = {}
    places: dict[str, tuple[str, str]] = {}
    for path in sorted(folder.glob("*.txt")):
        _read_file(path, found, places)
    return found


def _read_file(path: Path, found: dict[str, list[str]], places: dict[str, tuple[str, str]]) -> None:
    topic = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where, phrase = f"{path.name}:{number}", line.strip()
        if not phrase or phrase.startswith("#"):
            continue
        if phrase.startswith("[") and phrase.endswith("]"):
            topic = phrase[1:-1]
        elif not topic:
            raise PhraseError(f"{where}: a phrase before the first [topic]")
        else:
            _put(where, topic, phrase, places)
            found.setdefault(topic, []).append(phrase)


def key_of(phrase: str) -> str:
    """What two phrases are compared by: their words without marks and case."""
    return " ".join(fold(phrase).split())


def file_of(topic: str, folder: Path = PHRASES) -> Path:
    """The file with a topic's phrases. Raises PhraseError where there is none."""
    for path in sorted(folder.glob("*.txt")):
        if f"[{topic}]" in path.read_text(encoding="utf-8").splitlines():
            return path
    raise PhraseError(f"no phrase file has a block [{topic}]")


def _put(where: str, topic: str, phrase: str, places: dict[str, tuple[str, str]]) -> None:
    key = key_of(phrase)
    other, line = places.setdefault(key, (topic, where))
    if other != topic:
        raise PhraseError(f"{where}: {phrase!r} stands under {topic} and, in {line}, under {other}")
