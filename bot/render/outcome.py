"""What is said when no topic answers."""

from bot.i18n import Words


def unknown(words: Words) -> str:
    """Honest, with where to turn."""
    return words._(
        "I don't know this one. I only know support for poor and near-poor households. For anything else "
        "please ask the ward or commune office (UBND phường/xã), or put your question in other words."
    )


def greeting(words: Words) -> str:
    return words._("I am here. What would you like to know about support for your family?")


def which_one(words: Words) -> str:
    return words._("Which of these do you mean?")
