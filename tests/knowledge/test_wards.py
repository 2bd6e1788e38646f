"""Old and new names of wards and communes, with and without marks."""

import pytest

from knowledge.terms import Area
from knowledge.wards import all_wards, area_of, find_wards, spoken_of


@pytest.mark.parametrize(
    ("text", "wards", "alone"),
    [
        ("tôi ở Túc Duyên", ["phan-dinh-phung"], True),
        ("phuong quang vinh", ["quan-trieu"], True),
        ("xã Tân Cương", ["tan-cuong"], True),
        ("nha em o Thinh Duc", ["tan-cuong"], True),
        ("I live in Linh Son ward", ["linh-son"], True),
        ("nhà em ở phường Cam Giá cũ", ["tich-luong", "gia-sang"], True),
        ("ở phường Gia Sàng thu nhập bao nhiêu là nghèo", ["gia-sang"], False),
        ("số điện thoại phường Phan Đình Phùng", ["phan-dinh-phung"], False),
        ("chuẩn nghèo là bao nhiêu", [], False),
        ("", [], False),
    ],
)
def test_where_somebody_says_they_live(text: str, wards: list[str], alone: bool) -> None:
    spoken = spoken_of(text)
    assert [ward.id for ward in spoken.wards] == wards
    assert spoken.alone is alone


def test_marks_that_contradict_a_name_are_another_name() -> None:
    assert spoken_of("tôi ở phường Tân Lấp").wards == ()


def test_all_32_old_units_lead_to_one_of_the_8() -> None:
    old = {name for ward in all_wards().values() for name in (*ward.old, *ward.old_parts)}
    assert len(all_wards()) == 8
    assert len(old) >= 32
    assert all(find_wards(name) for name in old)


def test_wards_are_urban_and_communes_rural() -> None:
    assert area_of("quan-trieu") is Area.URBAN
    assert area_of("dai-phuc") is Area.RURAL
    assert area_of(None) is None
