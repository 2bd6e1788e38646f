"""A correction in words: what a topic said before and what it says now. Pure."""

from html import escape

from bot.i18n import Words
from db.corrections import CorrectionRow
from knowledge.terms import Language

LONGEST = 330  # of each side, so that both fit an announcement


def is_different(row: CorrectionRow, language: Language) -> bool:
    """Whether the topic says something else in a language."""
    return set(row.before[language].split("\n")) != set(row.after[language].split("\n"))


def correction_text(words: Words, row: CorrectionRow, title: str) -> str:
    """What people who asked about the topic should know; only the lines that are different."""
    before, after = row.before[words.language].split("\n"), row.after[words.language].split("\n")
    gone = "\n".join(line for line in before if line not in after)
    new = "\n".join(line for line in after if line not in before)
    lines = [
        words._("📝 <b>{title}</b>: what I told you has changed.").format(title=escape(title)),
        words._("Before: {text}").format(text=_short(gone) or "—"),
        words._("Now: {text}").format(text=f"<b>{_short(new)}</b>" if new else "—"),
    ]
    return "\n".join(lines)


def _short(text: str) -> str:
    cut = text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
    return escape(cut)
