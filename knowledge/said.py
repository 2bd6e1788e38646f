"""What a question already says of the household, where it says so for certain: "nhà tôi là hộ cận nghèo …"."""

import re

from knowledge.normalise import clean, fold

_VIETNAMESE = re.compile(
    r"\b(?:nha|gia dinh|ho) (?:toi|em|minh|chau|con|bac|chung toi|tui)"
    r"(?: (?:dang |hien )?(?:la|thuoc|thuoc dien|la dien|dien))?(?: ho)? "
    r"(can ngheo|(?:moi |vua )?thoat ngheo|ngheo)\b(?! nan)"
)
_ENGLISH = re.compile(
    r"\b(?:we are|we're|my family is|our family is|my household is|our household is) "
    r"(?:an? )?(?:officially |registered |recognised )?(near[- ]poor|poor)\b"
)
_STATUS = {
    "can ngheo": "near_poor",
    "ngheo": "poor",
    "poor": "poor",
    "near poor": "near_poor",
    "near-poor": "near_poor",
}
_DENIED = re.compile(r"\b(?:khong|chua|chang|ko|k|not) (?:phai |phai la |la |thuoc )?$")


def said_facts(text: str) -> dict[str, str]:
    """Facts by name, as `ansinh eligibility` takes them."""
    bare = fold(" ".join(clean(text).split()))
    for pattern in (_VIETNAMESE, _ENGLISH):
        found = pattern.search(bare)
        if found and not _DENIED.search(bare[: found.start(1)]):
            status = found[1]
            return {"household_status": "escaped" if "thoat" in status else _STATUS[status]}
    return {}
