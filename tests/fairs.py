"""Job fairs as officers enter them, for tests."""

from datetime import date

from bot.app import Process
from db import jobfairs, vacancies
from db.jobfair_terms import FairState, WorkKind
from db.vacancies import VacancyRow

DAY = date(2026, 12, 15)
TITLE = "Phiên giao dịch việc làm Gia Sàng"


def enter(process: Process, *, seats: int | None = 2, **more: object) -> int:
    """An open fair with two times and three vacancies; returns its number."""
    values: dict[str, object] = {
        "state": FairState.OPEN,
        "title": TITLE,
        "day": DAY,
        "opens": 480,
        "closes": 690,
        "place": "Nhà văn hóa tổ 5",
        "latitude": 21.58,
        "longitude": 105.83,
        "organiser": "UBND phường Gia Sàng",
        "seats": seats,
        **more,
    }
    with process.database.sessions.begin() as session:
        fair = jobfairs.create(session, now=0.0, created_by_id=None, **values)
        jobfairs.set_slots(session, fair, [480, 540])
        vacancies.add(
            session,
            fair,
            [
                VacancyRow(
                    "May A",
                    "Công nhân may",
                    50,
                    7_000_000,
                    9_000_000,
                    WorkKind.FACTORY,
                    None,
                    None,
                    "gia-sang",
                ),
                VacancyRow(
                    "Xe B", "Lái xe", 3, 10_000_000, 12_000_000, WorkKind.SERVICE, None, "Bằng C", None
                ),
                VacancyRow("Xây C", "Thợ nề", 5, None, None, WorkKind.BUILDING, "Sông Công", None, None),
            ],
        )
    return fair
