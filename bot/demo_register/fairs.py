"""The job fairs of the demo: the city's of 2023 as it was published, and two invented ones that say so."""

import secrets
from datetime import date, timedelta
from random import Random

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.clock import moment
from bot.demo_register.city import FAIR_PLACE
from db import jobfairs, vacancies
from db.jobfair_terms import FairState, SignUpState, WorkKind
from db.models import FairSignUp, Person
from db.vacancies import VacancyRow
from knowledge.wards import all_wards

CITY_DAY = date(2023, 10, 22)
INVENTED = "(dữ liệu bịa để thử)"
ORGANISER = "Ban tổ chức bịa"
NOBODYS = "invented"  # the channel of people who are never written to
COMING_IN, PAST_SINCE = timedelta(days=10), timedelta(days=100)
GUESTS = 64
WORK = (
    ("Công ty May Bịa", "Công nhân may", 40, 7, 9, WorkKind.FACTORY, "gia-sang"),
    ("Công ty May Bịa", "Thợ cắt", 6, 8, 10, WorkKind.FACTORY, "gia-sang"),
    ("Công ty Điện tử Bịa", "Công nhân lắp ráp", 120, 8, 11, WorkKind.FACTORY, None),
    ("Công ty Điện tử Bịa", "Kỹ sư điện", 4, 14, 20, WorkKind.OFFICE, None),
    ("Xây dựng Bịa", "Thợ nề", 12, 10, 13, WorkKind.BUILDING, "tich-luong"),
    ("Hợp tác xã chè Bịa", "Hái chè, đóng gói", 15, 5, 6, WorkKind.FARMING, "tan-cuong"),
    ("Siêu thị Bịa", "Bán hàng", 10, 6, 8, WorkKind.SERVICE, "phan-dinh-phung"),
    ("Siêu thị Bịa", "Bảo vệ", 3, 6, 7, WorkKind.SERVICE, "phan-dinh-phung"),
    ("Vận tải Bịa", "Lái xe tải", 5, 11, 15, WorkKind.SERVICE, None),
    ("Văn phòng Bịa", "Kế toán", 2, None, None, WorkKind.OFFICE, "phan-dinh-phung"),
)
"""Company, job, how many, wage from and to in millions a month, kind, ward near."""


def add_fairs(session: Session, rng: Random, *, today: date, now: float) -> None:
    """Write the three fairs; `today` is the demo's day, `now` its moment in seconds."""
    _city_fair(session, now)
    past = _invented(session, today - PAST_SINCE, FairState.OVER, now)
    _guests(session, rng, past, today - PAST_SINCE)
    _invented(session, today + COMING_IN, FairState.OPEN, now)


def _city_fair(session: Session, now: float) -> None:
    """What the city published: day, place, companies. Hours and who came are not known."""
    jobfairs.create(
        session,
        now=now,
        created_by_id=None,
        state=FairState.OVER,
        title="Ngày hội việc làm thành phố Thái Nguyên 2023",
        day=CITY_DAY,
        opens=0,
        closes=0,
        place=FAIR_PLACE,
        organiser="Thành phố Thái Nguyên",
        companies=25,
    )


def _invented(session: Session, day: date, state: FairState, now: float) -> int:
    number = jobfairs.create(
        session,
        now=now,
        created_by_id=None,
        state=state,
        title=f"Phiên giao dịch việc làm {INVENTED}",
        day=day,
        opens=480,
        closes=690,
        place="Nhà văn hóa tổ dân phố bịa",
        organiser=ORGANISER,
        notes="Phiên này không có thật, chỉ để thử bot.",
        seats=60,
    )
    jobfairs.set_slots(session, number, [480, 540, 600])
    vacancies.add(session, number, [_vacancy(*row) for row in WORK])
    return number


def _vacancy(
    company: str,
    job: str,
    number: int,
    wage_from: int | None,
    wage_to: int | None,
    kind: WorkKind,
    ward: str | None,
) -> VacancyRow:
    low, high = (None if wage is None else wage * 1_000_000 for wage in (wage_from, wage_to))
    return VacancyRow(company, job, number, low, high, kind, None, None, ward)


def _guests(session: Session, rng: Random, fair: int, day: date) -> None:
    """People who are nobody, so that the past fair has something to report."""
    wards = list(all_wards())
    opened = moment(day, 8)
    added = session.scalars(
        insert(Person).returning(Person.id, sort_by_parameter_order=True),
        [
            {"channel": NOBODYS, "chat_id": -number, "first_seen_at": opened, "stopped_at": opened}
            for number in range(1, GUESTS + 1)
        ],
    )
    rows = [
        {"fair_id": fair, "person_id": person, "signed_at": opened, **_guest(rng, place, wards, opened)}
        for place, person in enumerate(added)
    ]
    session.execute(insert(FairSignUp), rows)


def _guest(rng: Random, place: int, wards: list[str], opened: float) -> dict[str, object]:
    seated = place < 60
    came = seated and rng.random() < 0.8
    found = rng.choice((7, 30, 90, None, None)) if came else None
    return {
        "state": SignUpState.SIGNED_UP if seated else SignUpState.WAITING,
        "position": place + 1,
        "token": secrets.token_urlsafe(12),
        "checked_in_at": opened + 60.0 * place if came else None,
        "ward": rng.choice(wards[:6]),
        "interviews": rng.randint(0, 3) if came else None,
        **{f"work_{days}": (found is not None and found <= days) if came else None for days in (7, 30, 90)},
    }
