"""The city's yearly figures: of 2022 and 2023 as published, of 2024 and 2025 invented."""

from datetime import date

from db.city import Figure, FigureRow, job_fair_name

ARTICLE = "Bài báo về giảm nghèo ở TP Thái Nguyên, 13/12/2023"
PLAN = "Kế hoạch 122/KH-UBND TP Thái Nguyên, 05/05/2023"
RECKONED = "Tính từ số hộ và tỷ lệ đã công bố trong bài báo 13/12/2023"
INVENTED = "Ví dụ: hộ và số liệu của năm này không có thật"
FAIR_PLACE = "Trường THPT Ngô Quyền"

_NAMES_OF_2023 = {
    Figure.LIVELIHOOD_PROJECTS: 3,
    Figure.PRODUCTION_PROJECTS: 2,
    Figure.CLASSES_RURAL_WORKERS: 4,
    Figure.CLASSES_OTHER: 7,
    Figure.LEARNERS: 330,
    Figure.LEARNERS_POOR: 4,
    Figure.LEARNERS_NEAR_POOR: 9,
    Figure.OFFICER_COURSES: 2,
    Figure.OFFICER_COURSE_PEOPLE_MORE_THAN: 500,
}
_TOTALS = {
    2022: (87_760, RECKONED),
    2023: (88_100, RECKONED),
    2024: (88_450, INVENTED),
    2025: (88_800, INVENTED),
}
_PLANS = {2023: (0.54, 0.64, PLAN), 2024: (0.45, 0.56, ARTICLE), 2025: (0.38, 0.5, INVENTED)}


def figures() -> list[FigureRow]:
    """Every figure of the city that the demo knows."""
    found = [FigureRow(2023, name, value, None, ARTICLE) for name, value in _NAMES_OF_2023.items()]
    found.append(FigureRow(2023, job_fair_name(date(2023, 10, 22)), 25, FAIR_PLACE, ARTICLE))
    for year, (total, source) in _TOTALS.items():
        found.append(FigureRow(year, Figure.TOTAL_HOUSEHOLDS, total, "khoảng", source))
    for year, (poor, near_poor, source) in _PLANS.items():
        found.append(FigureRow(year, Figure.PLAN_POOR_PERCENT, poor, None, source))
        found.append(FigureRow(year, Figure.PLAN_NEAR_POOR_PERCENT, near_poor, None, source))
    return found
