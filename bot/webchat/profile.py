"""The bot's name and descriptions, per language."""

from bot.webchat.refusals import bad_request
from bot.webchat.store import Store

# Bot API field: the most characters it may have.
LIMITS = {"name": 64, "description": 512, "short_description": 120}


class Profile:
    """What the bot set about itself; a language without its own text shows the common one."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._name = name
        self._texts: dict[str, str] = dict(store.load("profile"))

    def get(self, field: str, language: str) -> str:
        """The text a person of that language sees."""
        own = self._texts.get(f"{field}/{language}")
        common = self._texts.get(f"{field}/")
        return own or common or (self._name if field == "name" else "")

    def set(self, field: str, language: str, text: str) -> None:
        """Put a text in place; an empty one takes it away."""
        if len(text) > LIMITS[field]:
            raise bad_request(f"{field.replace('_', ' ')} is too long")
        key = f"{field}/{language}"
        if text:
            self._texts[key] = text
            self._store.put("profile", key, text)
        elif self._texts.pop(key, None) is not None:
            self._store.drop("profile", key)
