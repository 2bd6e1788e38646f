"""How people type a name: whole, without marks, with slips, in parts, in another order."""

import random
from collections.abc import Callable

from db.names import fold

LETTERS = "abcdeghiklmnopqrstuvxy"
Typing = Callable[[str, random.Random], str]


def slip(text: str, dice: random.Random) -> str:
    """One slip in one syllable: another letter (any), one too few, one too many, or two swapped."""
    words = text.split()
    at = dice.choice([place for place, word in enumerate(words) if len(word) > 1])
    word = words[at]
    place, letter = dice.randrange(len(word)), dice.choice(LETTERS)
    swapped = min(place, len(word) - 2)
    words[at] = dice.choice(
        [
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:swapped] + word[swapped + 1] + word[swapped] + word[swapped + 2 :],
        ]
    )
    return " ".join(words)


TYPINGS: dict[str, Typing] = {
    "exact": lambda name, _: name,
    "without marks": lambda name, _: fold(name),
    "one slip, with marks": lambda name, dice: slip(name.lower(), dice),
    "one slip": lambda name, dice: slip(fold(name), dice),
    "two slips": lambda name, dice: slip(slip(fold(name), dice), dice),
    "no surname": lambda name, _: fold(name).split(" ", 1)[1],
    "swapped order": lambda name, _: " ".join(reversed(fold(name).split())),
}
"""All but the first and third without marks."""
