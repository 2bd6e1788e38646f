"""Invented Vietnamese names, as unevenly spread as real ones: 38 % Nguyễn, most older women Thị, older men Văn."""

import random
from dataclasses import dataclass
from itertools import accumulate

from db.register_terms import Sex

MODERN = 1985
"""Births from here on bear richer middle names."""


@dataclass(frozen=True)
class Skewed:
    """Words drawn by weight."""

    words: tuple[str, ...]
    cumulated: tuple[float, ...]

    def draw(self, dice: random.Random) -> str:
        return dice.choices(self.words, cum_weights=self.cumulated)[0]


def _weighted(text: str) -> Skewed:
    """Words with their share in percent: "Nguyễn 38 Trần 11"."""
    parts = text.split()
    return Skewed(tuple(parts[::2]), tuple(accumulate(map(float, parts[1::2]))))


def _falling(text: str) -> Skewed:
    """Words from the most to the least used, each a little rarer than the one before."""
    words = tuple(text.split())
    return Skewed(words, tuple(accumulate(1 / (place + 20) for place in range(len(words)))))


SURNAMES = _weighted("""
Nguyễn 38 Trần 11 Lê 9 Phạm 7 Hoàng 5 Phan 3 Vũ 3 Đặng 2.1 Bùi 2 Đỗ 1.6 Dương 1.5 Ngô 1.3 Hồ 0.9 Lý 0.9 Nông 1.2
Ma 0.8 Triệu 0.7 Lương 0.8 Đào 0.7 Đoàn 0.6 Trịnh 0.6 Trương 0.7 Đinh 0.6 Lâm 0.4 Phùng 0.4 Mai 0.4 Hà 0.5 Tạ 0.4
Chu 0.4 Cao 0.4 Lục 0.3 La 0.3 Hứa 0.3 Bế 0.2 Vương 0.3 Lưu 0.4 Tô 0.3 Đàm 0.3 Nghiêm 0.2 Bàn 0.3 Võ 0.3 Thái 0.2
Tống 0.2 Kiều 0.2 Quách 0.1 Giàng 0.2 Sùng 0.1 Vi 0.2 Hầu 0.1 Lường 0.1 Diệp 0.1 Âu 0.1 Lăng 0.1 Phó 0.05 Mông 0.1
""")
WOMENS_MIDDLES = _falling("""
Thu Thanh Ngọc Minh Phương Hồng Bích Kim Mai Thùy Khánh Hoài Quỳnh Bảo Huyền Lan Tuyết Mỹ Diệu Hải Như Vân Linh Hà
Thảo Cẩm Kiều Gia Ánh Tú An Hương Xuân Kiều Trúc Yến Thục Nhật Việt Thiên Tường Hạnh Đan Mộng Ái Châu Hiền Uyên
""")
MENS_MIDDLES = _falling("""
Đức Minh Quang Hữu Đình Xuân Ngọc Quốc Thanh Công Duy Tuấn Anh Trọng Thế Tiến Mạnh Việt Hoàng Viết Bá Bảo Gia Hải
Khắc Nhật Trung Phú Hồng Thành Sỹ Danh Chí Huy Kim Vĩnh Đăng Phúc Thái Trường Tấn Như Doãn Cảnh Đắc Hùng Thiện Khánh
""")
WOMEN = _falling("""
Hương Hoa Lan Hằng Thủy Hà Linh Nga Hạnh Thu Trang Loan Huyền Hồng Phương Mai Thảo Dung Yến Ngân Hiền Ngọc Liên Vân
Anh Nhung Tuyết Oanh Quỳnh Hòa Bình Lý Thanh Minh Giang Nhàn Xuân Tâm My Thơm Chi Hải Hoài Hiên Duyên Ly Vy Nguyệt
Trinh Trâm Hậu Phượng Thắm Thoa Tuyến Luyến Đào Cúc Huệ Hường Thúy Thương Uyên Nhi Châu Diệp Lệ Sen Sáu Bảy Mùi Tý
Thìn Tỵ Ngà Sâm Vui Mến Thư Tiên Lành Hiếu Ánh Diễm Kiều Khuyên Bích Chung Chinh Chiên Đông Hợp Lương Lụa Mơ Mừng
Nết Nụ Quế Quý Thêm Thịnh Thoan Thuận Tình Tới Toan Trúc Viên Xoan Xuyến Ý Dậu Vượng Gấm Dịu Định Đoan Khánh Nhâm
""")
MEN = _falling("""
Hùng Tuấn Dũng Hải Anh Minh Long Nam Thành Cường Sơn Hiếu Bình Đức Trung Hoàng Việt Thắng Quân Tùng Huy Tiến Mạnh
Linh Hưng Duy Toàn Phong Kiên Quang Khánh Lâm Thái Chiến Tú Phúc Đạt Hà Dương Hòa Tài Nghĩa Vinh Quyết Trường Giang
Bảo Đông Khoa Lộc Ngọc Phương Quý Sáng Tâm Tân Thịnh Thuận Tình Trọng Tường Văn Xuân An Ba Bắc Chung Chính Công Cảnh
Chức Chương Đại Đăng Điệp Định Đoàn Đồng Hân Hậu Hiển Hoan Học Hội Hợp Huân Huấn Hữu Khải Khang Khiêm Kỳ Lợi Luân
Lực Lương Mão Mùi Năm Ngà Nhất Nhật Phú Phước Quốc Quyền Sinh Sự Tấn Thạch Thanh Thiện Thọ Thông Thực Thường Tiệp
Toản Tráng Triều Trình Tuân Tý Thìn Tuất Vĩ Vũ Vương Xuyên Yên Hoạt Hành Hoạch Oanh Bách Biên Bính Cầu Chuyên Diện
""")


def full_name(dice: random.Random, sex: Sex, birth_year: int, surname: str | None = None) -> str:
    """A name with its marks, of three syllables mostly, else of two or four."""
    female = sex is Sex.FEMALE
    given = (WOMEN if female else MEN).draw(dice)
    middles = _middles(dice, female=female, old=birth_year < MODERN)
    return " ".join([surname or SURNAMES.draw(dice), *middles, given])


def _middles(dice: random.Random, *, female: bool, old: bool) -> list[str]:
    usual, other = ("Thị", WOMENS_MIDDLES) if female else ("Văn", MENS_MIDDLES)
    chance = dice.random()
    if chance < (0.6 if old else 0.25):
        return [usual]
    if chance < (0.75 if old else 0.5):
        return [usual, other.draw(dice)] if female or old else [other.draw(dice), other.draw(dice)]
    return [] if chance > 0.98 else [other.draw(dice)]
