"""What was built at start and every conversation may use."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.clock import Clock
from bot.config import Config
from bot.i18n import Words
from db.encryption import Vault
from db.vocabulary import Vocabulary
from knowledge.eligibility import Eligibility
from knowledge.matcher import Matcher
from knowledge.model import Knowledge
from knowledge.terms import Language


@dataclass(frozen=True)
class Services:
    """Settings, knowledge, words, the clock, and what opens the register."""

    config: Config
    knowledge: Knowledge
    matcher: Matcher
    eligibility: Eligibility
    catalogues: Mapping[Language, Words]
    clock: Clock
    bot_name: str
    vault: Vault
    vocabulary: Vocabulary
