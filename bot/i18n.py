"""The bot's own words in Vietnamese and English, from gettext catalogues."""

import gettext
from datetime import date
from pathlib import Path

from knowledge import amounts
from knowledge.terms import LANGUAGES, Language

LOCALE = Path(__file__).parent / "locale"
FALLBACK: Language = "vi"


def N_(text: str) -> str:  # noqa: N802 -- gettext's own name
    """Marks a text for the catalogue where it is translated later."""
    return text


class Words:
    """One language's catalogue and its way to write days and numbers."""

    def __init__(self, language: Language, catalogue: gettext.NullTranslations) -> None:
        self.language: Language = language
        self._catalogue = catalogue

    def _(self, text: str) -> str:
        """The text in this language; blanks such as {name} are filled by the caller."""
        return self._catalogue.gettext(text)

    def day(self, on: date) -> str:
        return amounts.day(on)

    def number(self, value: float) -> str:
        return amounts.number(value, self.language)


class MissingCatalogue(RuntimeError):
    """A catalogue is not compiled."""


def load(folder: Path = LOCALE) -> dict[Language, Words]:
    """Both catalogues. Raises MissingCatalogue when one is not compiled."""
    words = {}
    for language in LANGUAGES:
        try:
            catalogue = gettext.translation("messages", folder, [language])
        except FileNotFoundError as error:
            raise MissingCatalogue(f"{language}: catalogue not compiled; run 'make catalogues'") from error
        words[language] = Words(language, catalogue)
    return words


def from_code(code: str | None) -> Language:
    """The language for a Telegram language code; Vietnamese unless it is English."""
    return "en" if (code or "").lower().startswith("en") else FALLBACK
