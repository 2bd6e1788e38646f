"""Which language a message is written in, where that can be told."""

import re

from knowledge.normalise import has_marks
from knowledge.terms import Language

_WORD = re.compile(r"[^\W\d_]+")
ENGLISH = frozenset(
    ["the", "what", "how", "is", "are", "can", "could", "my", "our", "your", "for", "to", "of", "get", "who", "when", "where", "much", "many", "and", "in", "on", "with", "from", "if", "does", "do", "did", "was", "were", "will", "would", "should", "need", "needs", "have", "has", "which", "why", "there", "any", "about", "i", "we", "they", "he", "she", "it", "poor", "health", "house", "housing", "household", "card", "insurance", "money", "help", "support", "loan", "job", "water", "hello", "thanks", "thank", "please", "want", "apply", "school", "family", "income", "near", "under", "free", "counts", "as", "this", "that", "an", "or", "not", "am", "be", "at", "by"]
)
# Vietnamese words that are written the same without marks and are no English ones.
VIETNAMESE = frozenset(
    ["toi", "nha", "nuoc", "ngheo", "duoc", "khong", "bao", "nhieu", "tien", "ho", "tro", "vay", "von", "the", "nao", "gi", "co", "cho", "con", "xin", "hoi", "muon", "lam", "giay", "to", "phuong", "xa", "nguoi", "viec", "hoc", "nghe", "bao", "hiem", "chuan", "can", "thoat", "dien", "chinh", "sach", "ngan", "hang", "o", "dau", "ai", "may", "la", "va", "thi", "ko", "dc", "hn", "hcn", "bhyt", "em", "anh", "chi", "bac", "chau", "oi", "vs", "mk", "bn"]
)


def language_of(text: str) -> Language | None:
    """Vietnamese when there are tone marks or more Vietnamese words, English when more English ones, else None."""
    words = _WORD.findall(text.lower())
    english = sum(word in ENGLISH for word in words)
    vietnamese = sum(word in VIETNAMESE or has_marks(word) for word in words)
    if english == vietnamese:
        return None
    return "en" if english > vietnamese else "vi"
