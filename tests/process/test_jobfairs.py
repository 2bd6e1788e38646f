"""A job fair over HTTP from its first word to its report, in both languages: officer, approver, resident."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.register.workbook import write_book
from db import jobfairs, people, subscriptions
from db.jobfair_terms import FairState
from db.models import FairSignUp
from db.register_terms import Role
from tests.process.office import Office, Phone, now
from tests.process.running import World

CHIEF, SECOND, LAN = 801, 802, 811
TITLE, PLACE = "Ngày hội việc làm Tân Cương", "Sân xã Tân Cương"
FAIR = {
    "title": TITLE,
    "day": date(2026, 12, 20),
    "opens": 480,
    "closes": 690,
    "place": PLACE,
    "organiser": "UBND xã Tân Cương",
}
SAID = {
    "vi": {
        "list": "Phiên giao dịch việc làm",
        "title": "tên là gì",
        "day": "Vào ngày nào",
        "hours": "mấy giờ",
        "place": "Ở đâu",
        "organiser": "Đơn vị nào",
        "entered": "bà con chưa thấy",
        "fields": "muốn sửa gì",
        "seats": "bao nhiêu chỗ",
        "changed": "Đã sửa",
        "left": "Còn chỗ: 30",
        "one less": "Còn chỗ: 29",
        "open": "📢",
        "drafted": "Đã soạn nháp",
        "draft": "Thông báo số",
        "waits": "Chờ người thứ hai duyệt",
        "asked": "chờ anh/chị duyệt",
        "look": "Gửi: ",
        "approved": "Đã duyệt",
        "invited": "Đơn vị tổ chức: UBND xã",
        "signed": "Xong",
        "guest": "không phải hôm nay",
        "sure": "Vẫn điểm danh?",
        "came": "Đã điểm danh",
        "report": "Đến dự: 1",
    },
    "en": {
        "list": "Job fairs",
        "title": "What is the fair called",
        "day": "On which day",
        "hours": "From when to when",
        "place": "Where?",
        "organiser": "Who organises it",
        "entered": "residents do not see it yet",
        "fields": "What is to be changed",
        "seats": "How many seats",
        "changed": "Changed",
        "left": "Seats left: 30",
        "one less": "Seats left: 29",
        "open": "📢",
        "drafted": "written as a draft",
        "draft": "Announcement no.",
        "waits": "Waits for a second person",
        "asked": "waits for your approval",
        "look": "To: ",
        "approved": "Approved",
        "invited": "Organised by UBND xã",
        "signed": "Done",
        "guest": "not for today",
        "sure": "Check in all the same?",
        "came": "Welcome",
        "report": "Came: 1",
    },
}


async def _enter(phone: Phone, said: dict[str, str]) -> dict[str, Any]:
    """The fair, question by question; returns the desk once residents see it."""
    fairs = await phone.says("/fairs", said["list"])
    await phone.presses(fairs, "of_new", said["title"])
    for text, next_question in (
        (TITLE, "day"),
        ("20/12/2026", "hours"),
        ("8:00 - 11:30", "place"),
        (PLACE, "organiser"),
    ):
        await phone.says(text, said[next_question])
    entered = await phone.says("UBND xã Tân Cương", said["entered"])
    fields = await phone.presses(entered, "of_edit:1", said["fields"])
    await phone.presses(fields, "of_ask:1:seats", said["seats"])
    changed = await phone.says("30", said["changed"])
    desk = await phone.presses(changed, "of:1", said["left"])
    return await phone.presses(desk, "of_open:1", said["open"])


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_a_fair_from_its_first_word_to_its_report(here: World, language: str) -> None:
    said, office = SAID[language], Office(here)
    office.add_officer(CHIEF, Role.SUPERVISOR)
    office.add_officer(SECOND, Role.ADMINISTRATOR)
    names = {CHIEF: "Hạnh", SECOND: "Minh", LAN: "Lan"}
    everybody = [{"id": chat, "first_name": name, "language_code": language} for chat, name in names.items()]
    await here.post("people", everybody)
    with office.session() as session:
        for chat_id in names:
            row = people.find_or_add(session, channel="telegram", chat_id=chat_id, now=now())
            people.choose_language(session, row.id, language)  # type: ignore[arg-type]
        subscriptions.subscribe(session, row.id, subscriptions.JOB_FAIRS, now=now())
    await here.run_bot(ANSINH_BROADCASTS__APPROVE_FROM="1")
    chief, second, lan = (Phone(here, chat) for chat in (CHIEF, SECOND, LAN))

    desk = await _enter(chief, said)
    drafted = await chief.presses(desk, "of_tell:1", said["drafted"])
    draft = await chief.presses(drafted, "bc:1", said["draft"])
    urgent = await chief.presses(draft, "bc_urgent:1", said["draft"])
    await chief.presses(urgent, "bc_send:1", said["waits"])

    asked = await second.sees(said["asked"])
    await second.presses(asked, "bc_look:1", said["look"])
    look = await second.sees(said["look"])
    await second.presses(look, "bc_yes:1", said["approved"])

    invited = await lan.sees(said["invited"])
    fair = await lan.presses(invited, "fair:1", said["left"])
    signed = await lan.presses(fair, "fair_sign:1", said["signed"])
    await lan.presses(signed, "fair_ticket:1", "🎟")
    with office.session() as session:
        token = session.scalars(select(FairSignUp.token)).one()

    await here.post(f"{CHIEF}/start", {"payload": f"ticket_{token}"})
    guest = await chief.sees(said["guest"])
    sure = await chief.presses(guest, "of_in:1", said["sure"])
    await chief.presses(sure, "of_in:1:yes", said["came"])
    home = await chief.says("/fairs", said["list"])
    desk = await chief.presses(home, "of:1", said["one less"])
    await chief.presses(desk, "of_report:1", said["report"])


async def test_vacancies_come_as_a_sheet_all_or_nothing(here: World) -> None:
    office = Office(here)
    office.add_officer(CHIEF, Role.SUPERVISOR)
    await here.post("people", {"id": CHIEF, "first_name": "Hạnh", "language_code": "vi"})
    with office.session() as session:
        fair = jobfairs.create(session, now=now(), created_by_id=None, state=FairState.OPEN, **FAIR)
    await here.run_bot()
    chief = Phone(here, CHIEF)
    fairs = await chief.says("/fairs", "Phiên giao dịch việc làm")
    desk = await chief.presses(fairs, f"of:{fair}", TITLE)
    jobs = await chief.presses(desk, f"of_jobs:{fair}", "Việc tuyển: 0")
    await chief.presses(jobs, f"of_file:{fair}", "Nhận cả bảng hoặc không nhận gì")
    headings = ("Doanh nghiệp", "Vị trí", "Số lượng", "Lương")
    good, bad = ["May Mẫu", "Công nhân may", 30, "7-9 triệu"], ["May Mẫu", "Thợ cắt", "nhiều", ""]
    await chief.sends_file(write_book("A", headings, [good, bad]), "a.xlsx")
    await chief.sees("dòng 3, Số lượng: không phải là số")
    await chief.sends_file(write_book("A", headings, [good]), "a.xlsx")
    done = await chief.sees("Đã nhận: 1")
    await chief.presses(done, f"of_jobs:{fair}", "Việc tuyển: 1")
