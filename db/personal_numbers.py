"""ID, insurance and phone numbers and household codes, however they are typed, in the one form that is kept.

Pure: the import brings cells of a sheet to these forms, the search what an officer typed.
"""

import re
import unicodedata

_ID = re.compile(r"[0-9]{12}")
_INSURANCE = re.compile(r"(?:[A-Z]{2}[0-9]{3})?[0-9]{10}")
_PHONE = re.compile(r"(?:\+84|(?:00)?84)?0?([35789][0-9]{8}|2[0-9]{9})")
_BETWEEN = frozenset(".()/")
_BETWEEN_KINDS = frozenset(["Cc", "Cf", "Pd", "Zs"])  # pasted numbers carry invisible marks and long dashes


def id_number(text: str) -> str | None:
    """The 12 digits of an identity card, or None."""
    number = _joined(text)
    return number if _ID.fullmatch(number) else None


def insurance_number(text: str) -> str | None:
    """The 15 characters of a health insurance card, or the 10 digits that alone stand on a newer one, or None."""
    number = _joined(text).upper()
    return number if _INSURANCE.fullmatch(number) else None


def phone(text: str) -> str | None:
    """A Vietnamese number as dialled at home (0912345678, 02083123456), or None.

    Takes +84, 84, 0084, 0 or nothing in front: a sheet drops the zero.
    """
    number = _PHONE.fullmatch(_joined(text))
    return f"0{number[1]}" if number else None


def code_key(text: str) -> str:
    """What a household code is compared by: its letters, in capitals without marks, and its digits."""
    capitals = unicodedata.normalize("NFKD", text).upper().replace("Đ", "D")
    return "".join(letter for letter in capitals if letter.isalnum())


def _joined(text: str) -> str:
    """The text without what people put between digits."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(
        one for one in plain if one not in _BETWEEN and unicodedata.category(one) not in _BETWEEN_KINDS
    )
