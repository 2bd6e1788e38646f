"""What Telegram shows around the chat: the commands menu, descriptions and name, per language and scope."""

import logging
from collections.abc import Mapping

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.i18n import FALLBACK, N_, Words
from knowledge.terms import Language

log = logging.getLogger(__name__)

COMMANDS = {
    "start": N_("Begin: what I can do"),
    "check": N_("Check whether I qualify"),
    "menu": N_("All topics"),
    "jobfair": N_("Job fairs"),
    "ward": N_("Where you live"),
    "subscribe": N_("What I tell you of by myself"),
    "stop": N_("Tell me nothing any more"),
    "language": N_("Tiếng Việt / English"),
    "privacy": N_("What I keep about you"),
    "cancel": N_("Stop what we are doing"),
    "help": N_("How to use me"),
}
GROUP_COMMANDS = {"help": N_("How to use me")}
DESCRIPTION = N_(
    "Ask in your own words what support poor and near-poor households in Thái Nguyên can get: housing, "
    "water, health insurance, jobs, training, loans, allowances. Every answer names its source and date. "
    "You stay anonymous."
)
SHORT_DESCRIPTION = N_(
    "Support for poor and near-poor households in Thái Nguyên: short answers with their source."
)


async def publish(bot: Bot, catalogues: Mapping[Language, Words]) -> None:
    """Set commands and descriptions; Vietnamese is also everybody else's. Faults stop nothing."""
    try:
        for language, words in catalogues.items():
            await _publish(bot, words, "" if language == FALLBACK else language)
    except TelegramError as error:
        log.warning("commands and descriptions were not set (%s)", type(error).__name__)


async def _publish(bot: Bot, words: Words, code: str) -> None:
    private, groups = BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()
    await bot.set_my_commands(_list(words, COMMANDS), scope=private, language_code=code)
    await bot.set_my_commands(_list(words, GROUP_COMMANDS), scope=groups, language_code=code)
    await bot.set_my_description(words._(DESCRIPTION), language_code=code)
    await bot.set_my_short_description(words._(SHORT_DESCRIPTION), language_code=code)


def _list(words: Words, commands: Mapping[str, str]) -> list[BotCommand]:
    return [BotCommand(name, words._(text)) for name, text in commands.items()]
