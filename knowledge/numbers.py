"""Numbers as people type them -> one form: "2tr5", "2,5 triệu", "hai triệu rưỡi", "2.500.000đ" -> "#2.5 triệu"."""

import re

from knowledge.normalise import fold

_MILLIONS = re.compile(
    r"(?<![\d.,])(\d+(?:[.,]\d{1,2})?)\s*(?:trieu|triệu|triêu|tr|củ)(?:\s*(\d{3}|\d|rưỡi|ruoi)(?![\d/]|[.,]\d))?\b"
)
_THOUSANDS = re.compile(r"(?<![\d.,])(\d+)\s*(?:k|nghin|nghìn|ngan|ngàn)\b")
_WRITTEN_OUT = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?:[.,]\d{3})+|\d{4,}000)(?![\d/])\s*(?:đ\b|đồng|dong\b|vnd|vnđ)?"
)
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
_AGE = re.compile(r"(?<![\d.,])(\d{1,3})t\b")
_GLUED = re.compile(r"(?<!\d)(\d{2,}|[124-9])(m2|m²|kwh|th|ng|con|tuoi|tuổi|thang|tháng|nam|năm|h)\b")
_MANY = 100_000

_UNITS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "tu": 4, "lam": 5, "nua": 0.5, "ruoi": 0.5, "moc": 1,
}  # fmt: skip
_COUNTING = frozenset(_UNITS) - {"tu", "lam", "nua", "ruoi", "moc"}
_TENTHS = frozenset({"mot", "hai", "ba", "bon", "tu", "ruoi", "tam", "sau"})
# What may stand behind a number that is none of millions: "ba triệu hai người", "một triệu ba tháng".
_COUNTED = frozenset(
    [
        "trieu",
        "tram",
        "chuc",
        "muoi",
        "nghin",
        "nguoi",
        "thang",
        "nam",
        "con",
        "dua",
        "vo",
        "ngay",
        "lan",
        "nha",
        "dong",
    ]
)
_SCALES = {"muoi": 10, "chuc": 10, "tram": 100}


def mark_numbers(text: str) -> str:
    """Amounts, percentages and ages of a cleaned text with '#' and their unit behind."""
    text = _WRITTEN_OUT.sub(_spell_money, text)
    text = _MILLIONS.sub(lambda found: f" #{_value(found[1], found[2])} triệu ", text)
    text = _THOUSANDS.sub(r" #\1 nghìn ", text)
    text = _PERCENT.sub(lambda found: f" #{_value(found[1])} phần trăm ", text)
    text = _AGE.sub(r" #\1 tuổi ", text)
    return _GLUED.sub(r" \1 \2 ", text)


def _spell_money(found: re.Match[str]) -> str:
    amount = int(re.sub(r"\D", "", found[1]))
    if amount >= _MANY:
        return f" #{amount / 1_000_000:g} triệu "
    return f" #{amount / 1000:g} nghìn " if amount % 500 == 0 and amount else f" #{amount} "


def _value(whole: str, behind: str | None = None) -> str:
    """2 and 5 of "2tr5" -> 2.5; 2 and 200 -> 2.2."""
    number = whole.replace(",", ".")
    if behind and not behind.isdecimal():
        behind = "5"
    if behind and "." not in number:
        number = f"{number}.{behind}"
    return f"{float(number):g}"


def join_counting(words: list[str]) -> list[str]:
    """Counting words before a scale become a number: "năm mươi triệu" -> "#50 triệu"; "năm nay" stays."""
    found: list[str] = []
    place = 0
    while place < len(words):
        number, taken = _count(words, place)
        if taken:
            found += [f"#{number:g}", "triệu"]
            place += taken
        else:
            found.append(words[place])
            place += 1
    return found


def _count(words: list[str], start: int) -> tuple[float, int]:
    """A number of millions that starts here and how many words it takes; (0, 0) where none does."""
    bare = [fold(word) for word in words[start : start + 6]]
    value, place = 0.0, 0
    if bare[:1] == ["trieu"] and _is_tail(bare, 1) and not (start and words[start - 1].startswith("#")):
        return 1 + _tail(bare[1]), 2
    if not bare or (bare[0] not in _COUNTING and bare[0] not in ("tram", "chuc")):
        return 0, 0
    while place < len(bare) and bare[place] != "trieu":
        word = bare[place]
        if word in _SCALES and (value or word != "muoi"):
            value = (value or 1) * _SCALES[word]
        elif word in _UNITS:
            value += _UNITS[word]
        else:
            return 0, 0
        place += 1
    if place == len(bare) or not value:
        return 0, 0
    if _is_tail(bare, place + 1):
        return value + _tail(bare[place + 1]), place + 2
    return value, place + 1


def _is_tail(bare: list[str], place: int) -> bool:
    """Whether the word behind "triệu" counts tenths ("triệu tư"), not years, people or more millions."""
    if place >= len(bare) or bare[place] not in _TENTHS:
        return False
    return bare[place] in ("tu", "ruoi") or place + 1 == len(bare) or bare[place + 1] not in _COUNTED


def _tail(word: str) -> float:
    return _UNITS[word] if _UNITS[word] < 1 else _UNITS[word] / 10
