"""Invented names from common name parts, as often as they occur around Thái Nguyên. No real persons."""

from random import Random

from db.register_terms import Sex

KINH = "Kinh"
GROUPS = {KINH: 66, "Tày": 14, "Nùng": 9, "Sán Dìu": 6, "Sán Chay": 2, "Dao": 2, "Mông": 1}

_COMMON = {
    "Nguyễn": 36, "Trần": 11, "Phạm": 8, "Lê": 7, "Hoàng": 5, "Vũ": 5, "Đỗ": 4, "Bùi": 4, "Dương": 4,
    "Đặng": 3, "Ngô": 3, "Phan": 2, "Đào": 2, "Đinh": 2, "Lưu": 2, "Tạ": 1, "Hà": 1, "Trịnh": 1, "Vi": 1,
}  # fmt: skip
_FAMILIES = {
    KINH: _COMMON,
    "Tày": {"Hoàng": 8, "Nông": 8, "Ma": 7, "Lường": 4, "Hà": 4, "Nguyễn": 6, "Triệu": 3, "Bế": 2, "Lộc": 1},
    "Nùng": {"Nông": 7, "Hoàng": 6, "Lý": 4, "Vi": 4, "Lương": 4, "Triệu": 3, "Chu": 2, "Mông": 1},
    "Sán Dìu": {"Lý": 6, "Trương": 5, "Diệp": 4, "Từ": 3, "Trần": 3, "Ân": 1, "Lục": 2},
    "Sán Chay": {"Trần": 5, "Hoàng": 4, "Lâm": 3, "Nình": 2, "Hầu": 2},
    "Dao": {"Triệu": 6, "Bàn": 5, "Đặng": 4, "Lý": 3, "Phùng": 2},
    "Mông": {"Giàng": 4, "Vàng": 3, "Hoàng": 2, "Lý": 2, "Dương": 2},
}
_MIDDLE = {
    Sex.MALE: {
        "Văn": 50, "Đức": 7, "Xuân": 6, "Minh": 5, "Đình": 5, "Quang": 4, "Hữu": 4, "Công": 3, "Ngọc": 3, "Anh": 2,
    },
    Sex.FEMALE: {
        "Thị": 62, "Thị Thu": 4, "Thị Thanh": 4, "Thị Kim": 3, "Thị Bích": 3, "Thanh": 4, "Ngọc": 4, "Thu": 3,
        "Phương": 2,
    },
}  # fmt: skip
_MEN = (
    "Hùng Dũng Tuấn Thắng Cường Sơn Hải Nam Long Minh Quân Đức Thành Trung Kiên Toàn Hiếu Tiến Bình Lâm "
    "Quyết Mạnh Phúc Khánh Tùng Hòa Thịnh Đạt Vinh Chiến Thái Việt Bảo Huy Khải Lợi Nghĩa Tài Định Lực"
)
_WOMEN = (
    "Hoa Lan Hương Hằng Thủy Hà Nga Mai Linh Trang Huyền Thảo Ngọc Yến Dung Hạnh Hiền Loan Nhung Oanh "
    "Phượng Quyên Tâm Thanh Thơm Thúy Tuyết Vân Xuân Chi Anh Ánh Bình Cúc Diệp Giang Liên Lý Mận Nguyệt"
)
_GIVEN = {Sex.MALE: _MEN.split(), Sex.FEMALE: _WOMEN.split()}
_SKEW = {sex: [1 / (place + 6) for place in range(len(given))] for sex, given in _GIVEN.items()}


def pick(rng: Random, weighted: dict[str, int]) -> str:
    """One of some words, each as often as its weight says."""
    return rng.choices(list(weighted), list(weighted.values()))[0]


def family_name(rng: Random, group: str) -> str:
    """A family name as it is common in an ethnic group."""
    return pick(rng, _FAMILIES[group])


def full_name(rng: Random, family: str, sex: Sex) -> str:
    """Family name, middle name and given name."""
    given = rng.choices(_GIVEN[sex], _SKEW[sex])[0]
    return f"{family} {pick(rng, _MIDDLE[sex])} {given}"
