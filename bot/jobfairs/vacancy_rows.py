"""Vacancies as organisers write them, a line or a row of a sheet each, read into rows. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.checks import typed
from bot.i18n import N_
from bot.render.jobfair import KINDS
from db.jobfair_terms import WorkKind
from db.vacancies import VacancyRow
from knowledge.normalise import fold
from knowledge.wards import find_wards

COLUMNS = {
    "company": N_("Company"),
    "job": N_("Job"),
    "number": N_("How many"),
    "wage": N_("Wage a month"),
    "place": N_("Workplace"),
    "requirements": N_("Requirements"),
    "ward": N_("Near which ward"),
    "kind": N_("Kind of work"),
}
"""The columns in the order in which a line names them."""
LONGEST = {"company": 120, "job": 120, "place": 120, "requirements": 500}
MOST_PEOPLE = 100_000
LEAST_WAGE, MOST_WAGE = 500_000, 500_000_000
AGREED = ("thoa thuan", "thuong luong", "agreed", "negotiable", "-")
_HINTS = {
    WorkKind.FACTORY: "công nhân, may, lắp ráp, sản xuất, điện tử, cơ khí, đóng gói, kcs, hàn, factory, sewing",
    WorkKind.BUILDING: "xây dựng, thợ nề, thợ xây, thợ hồ, phụ hồ, thợ sơn, cốp pha, sắt thép, construction",
    WorkKind.FARMING: "nông nghiệp, trồng trọt, chăn nuôi, hái chè, làm vườn, trồng rừng, thủy sản, farm",
    WorkKind.OFFICE: "kế toán, văn phòng, hành chính, nhân sự, kỹ sư, lập trình, thư ký, office, accountant",
    WorkKind.SERVICE: "bán hàng, phục vụ, lái xe, bảo vệ, nấu ăn, giúp việc, thu ngân, tạp vụ, giao hàng, lễ tân, driver",
}


@dataclass(frozen=True)
class Refused:
    """Why a line is not taken: the column and the reason, both to be put into words."""

    column: str
    reason: str


def read_line(text: str) -> VacancyRow | Refused:
    """A typed line, its parts between semicolons in the order of the columns."""
    parts = [part.strip() for part in text.split(";")]
    return read(dict(zip(COLUMNS, parts, strict=False)))


def read(cells: Mapping[str, str]) -> VacancyRow | Refused:
    """A row by column; what is missing is empty. Wages are VND a month."""
    texts = {name: " ".join(cells.get(name, "").split()) for name in COLUMNS}
    for name, longest in LONGEST.items():
        if len(texts[name]) > longest:
            return Refused(name, N_("too long"))
    for name in ("company", "job"):
        if not texts[name]:
            return Refused(name, N_("missing"))
    number = _number(texts["number"])
    if number is None:
        return Refused("number", N_("not a number"))
    wage = _wage(texts["wage"])
    if wage is None:
        return Refused("wage", N_("not an amount a month, such as 7-9 million"))
    ward = _ward(texts["ward"])
    if ward is None:
        return Refused("ward", N_("no ward or commune we know"))
    return VacancyRow(
        company=texts["company"],
        job=texts["job"],
        number=number,
        wage_from=wage[0],
        wage_to=wage[1],
        kind=_kind(texts["kind"], texts["job"]),
        place=texts["place"] or None,
        requirements=texts["requirements"] or None,
        ward=ward or None,
    )


def _number(text: str) -> int | None:
    digits = re.sub(r"(?<=\d)[.,](?=\d{3})", "", text)
    found = re.fullmatch(r"(\d{1,9})(?:\.0+)?(?: \w+)?", digits)
    if not found:
        return None if text else 1
    return int(found[1]) if 1 <= int(found[1]) <= MOST_PEOPLE else None


def _wage(text: str) -> tuple[int | None, int | None] | None:
    """From and to; both None where it is to be agreed."""
    if not text or fold(text) in AGREED:
        return None, None
    amounts = [typed.amount(part) for part in re.split(r"\s*(?:[-–—]|đến|tới|to)\s*", text) if part]
    if not 1 <= len(amounts) <= 2:
        return None
    found = [amount for amount in amounts if amount is not None and LEAST_WAGE <= amount <= MOST_WAGE]
    if len(found) < len(amounts) or found != sorted(found):
        return None
    return found[0], found[-1]


def _ward(text: str) -> str | None:
    """The ward's id; empty where none is named, None where the name is not known or not clear."""
    if not text:
        return ""
    found = find_wards(text)
    return found[0].id if len(found) == 1 else None


def _kind(text: str, job: str) -> WorkKind:
    """The kind that is named, else the one whose words the job's title has most of."""
    named = fold(text)
    for kind, title in KINDS.items():
        if named and (named == kind.value or named in fold(title)):
            return kind
    title = f" {named} {fold(job)} "
    scores = {
        kind: sum(len(hint) for hint in fold(hints).split(", ") if f" {hint} " in title)
        for kind, hints in _HINTS.items()
    }
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] else WorkKind.OTHER


def heading_names() -> Mapping[str, Sequence[str]]:
    """The words that stand over each column in the sheets companies and wards use."""
    return {
        "company": ("công ty", "doanh nghiệp", "đơn vị", "tên công ty", "tên doanh nghiệp", "company"),
        "job": ("vị trí", "vị trí tuyển dụng", "công việc", "việc", "ngành nghề", "chức danh", "job"),
        "number": ("số lượng", "số người", "chỉ tiêu", "số lượng tuyển", "number", "how many"),
        "wage": ("mức lương", "lương", "thu nhập", "lương tháng", "wage", "wage a month", "salary"),
        "wage_from": ("lương từ", "lương tối thiểu", "từ", "wage from"),
        "wage_to": ("lương đến", "lương tối đa", "đến", "wage to"),
        "place": ("nơi làm việc", "địa điểm", "địa điểm làm việc", "địa chỉ", "place", "workplace"),
        "requirements": ("yêu cầu", "trình độ", "yêu cầu công việc", "requirements"),
        "ward": ("gần phường", "phường", "xã", "phường xã", "khu vực", "ward", "near which ward"),
        "kind": ("loại việc", "nhóm việc", "lĩnh vực", "kind", "kind of work"),
    }
