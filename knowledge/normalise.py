"""Vietnamese as people type it -> comparable text: marks, đ, teencode, abbreviations, telex leftovers."""

import re
import unicodedata
from functools import lru_cache

from knowledge.telex import untelex

_TONES_AND_SHAPES = re.compile(r"[\u0300-\u036f]")
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_REPEATED = re.compile(r"(.)\1{2,}")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+", re.UNICODE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

# What people write for a word. One token on the left; the right side is how the phrase files say it.
ABBREVIATIONS = {
    "ad": "ạ", "bhyt": "bảo hiểm y tế", "bhxh": "bảo hiểm xã hội", "bn": "bao nhiêu", "bnhiu": "bao nhiêu",
    "bnh": "bao nhiêu", "bv": "bệnh viện", "bt": "biết", "bik": "biết", "bít": "biết", "cb": "cán bộ",
    "cccd": "căn cước công dân", "cmnd": "chứng minh nhân dân", "cn": "cận nghèo", "csxh": "chính sách xã hội",
    "ct": "chương trình", "cx": "cũng", "cg": "cũng", "dc": "được", "đc": "được", "dk": "đăng ký",
    "đk": "đăng ký", "dtts": "dân tộc thiểu số", "gd": "gia đình", "gđ": "gia đình", "h": "giờ",
    "hcn": "hộ cận nghèo", "hn": "hộ nghèo", "hs": "hồ sơ", "hk": "không", "hok": "không", "hong": "không",
    "hông": "không", "j": "gì", "k": "không", "kg": "không", "kh": "không", "khg": "không", "khum": "không",
    "ko": "không", "kp": "không phải", "kv": "khu vực", "lđ": "lao động", "lm": "làm", "mk": "mình", "mn": "mọi người",
    "nc": "nước", "ng": "người", "nhcs": "ngân hàng chính sách", "nhcsxh": "ngân hàng chính sách xã hội",
    "nn": "nhà nước", "ntn": "như thế nào", "nv": "như vậy", "pk": "phải không", "q": "quận", "qd": "quyết định",
    "r": "rồi", "sđt": "số điện thoại", "sdt": "số điện thoại", "sv": "sinh viên", "t": "tôi", "tc": "trợ cấp",
    "tg": "thời gian", "tk": "tài khoản", "tks": "cảm ơn", "thks": "cảm ơn", "tn": "thái nguyên", "tnao": "thế nào",
    "tr": "triệu", "trc": "trước", "tt": "thông tin", "ubnd": "ủy ban nhân dân", "v": "vậy", "vc": "việc",
    "vk": "vợ", "vs": "với", "wa": "quá", "xh": "xã hội", "xkld": "xuất khẩu lao động",
    "xklđ": "xuất khẩu lao động", "z": "vậy", "nk": "nhé", "đx": "được", "dx": "được", "gt": "giấy tờ",
    "thg": "thường", "nhìu": "nhiều", "nhiu": "nhiêu", "hsinh": "học sinh", "hssv": "học sinh sinh viên",
    "ok": "được", "vđ": "vấn đề", "ttvl": "tìm việc làm", "gdvl": "giao dịch việc làm",
}  # fmt: skip


def fold(text: str) -> str:
    """Lower case without tone marks and vowel shapes; đ becomes d."""
    lowered = text.lower().replace("đ", "d")
    return _TONES_AND_SHAPES.sub("", unicodedata.normalize("NFD", lowered))


def has_marks(word: str) -> bool:
    return fold(word) != word.lower()


def clean(text: str) -> str:
    """One Unicode form, lower case, no invisible characters, no letter three times in a row."""
    visible = _INVISIBLE.sub(" ", unicodedata.normalize("NFKC", text))
    return _REPEATED.sub(r"\1", visible.lower())


def words(text: str) -> list[str]:
    """The words of a text as the phrase files would write them; numbers become '#'."""
    found: list[str] = []
    for token in _TOKEN.findall(clean(text)):
        if _NUMBER.fullmatch(token):
            found.append("#")
        else:
            found.extend(_expand(token))
    return found


@lru_cache(maxsize=20_000)
def _expand(token: str) -> tuple[str, ...]:
    meant = ABBREVIATIONS.get(token)
    return tuple(meant.split()) if meant else (untelex(token),)
