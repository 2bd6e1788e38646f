"""Officers over HTTP: a whole day, nothing in clear on the disk, nothing lost or doubled by a kill."""

import asyncio
from collections import Counter

from sqlalchemy import func, select

from bot import reminders
from db import audit_check, followups, households, invitations, scheduled
from db.encryption import Purpose
from db.followups import Task
from db.models import Followup, Household, Incoming
from db.register_rows import Post
from db.register_terms import FollowupKind, Role
from tests.process.office import TODAY, WARD, Office, Phone, bytes_on_disk, now
from tests.process.running import World

CHAT = 800
PIN = "802571"
NOTE = "bếp dột, hẹn thợ lợp lại mái"


async def _press_pin(phone: Phone, message: dict[str, object], expected: str) -> dict[str, object]:
    for count, digit in enumerate(PIN, start=1):
        shown = "●" * count + "○" * (len(PIN) - count) if count < len(PIN) else expected
        message = await phone.presses(message, f"pin:{digit}", shown)
    return message


async def test_a_whole_day_and_no_number_note_or_place_in_clear_on_the_disk(here: World) -> None:
    office = Office(here)
    office.fill()
    with office.session() as session:
        post = Post(Role.WARD_OFFICER, (WARD,))
        token = invitations.create(session, name="Cán bộ thử", post=post, invited_by=None, now=now())
        household = session.scalars(select(Household).filter_by(ward=WARD, status="poor")).first()
        assert household is not None
        code, number = household.code, household.id
        head = households.list_members(session, number)[0]
        assert head.id_number
        assert head.phone
        card_number = office.vault.open_number(head.id_number, Purpose.ID_NUMBER)
        telephone = office.vault.open_number(head.phone, Purpose.PHONE)
    await here.post("people", {"id": CHAT, "first_name": "Hùng", "language_code": "vi"})
    bot = await here.run_bot()
    phone = Phone(here, CHAT)
    await here.post(f"{CHAT}/start", {"payload": f"inv_{token}"})
    keypad = await phone.sees("Chọn mã PIN")
    again = await _press_pin(phone, keypad, "Bấm lại")
    await _press_pin(phone, again, "Anh/chị muốn làm gì")
    await phone.says("/find", "Gõ tên")
    found = await phone.says(card_number, "Kết quả cho")
    card = await phone.presses(found, f"household:{number}", code)
    shown = await phone.presses(card, "👁 Hiện các số", card_number)
    kinds = await phone.presses(shown, "📝 Ghi việc", "Anh/chị đã làm gì")
    outcomes = await phone.presses(kinds, "🏠 Thăm hộ", "Kết quả thế nào")
    await phone.presses(outcomes, "✅ Đã xong", "Đã ghi.")
    noted = await phone.says(NOTE, "Đã lưu ghi chú")
    await here.post(f"{CHAT}/location", {"latitude": 21.59417, "longitude": 105.84821})
    await phone.sees("Đã lưu vị trí")
    await phone.presses(noted, "Ngày mai", "Đã hẹn")
    await phone.says("/today", "Việc hôm nay: 0")
    assert await bot.stop() == 0
    disk = bytes_on_disk(here.folder)
    for secret in (card_number, telephone, NOTE, "bếp dột", "21.59417", PIN, token):
        assert secret.encode() not in disk, secret
        assert secret not in here.logs()
    with office.session() as session:
        assert audit_check.verify(session, office.vault) == []


async def test_killed_while_officers_log_every_entry_is_there_once(here: World) -> None:
    office = Office(here)
    office.fill()
    chats = range(CHAT, CHAT + 6)
    for chat_id in chats:
        office.add_officer(chat_id)
    with office.session() as session:
        ids = list(session.scalars(select(Household.id).filter_by(ward=WARD).limit(10)))
    people = [{"id": chat_id, "first_name": "Cán bộ", "language_code": "vi"} for chat_id in chats]
    await here.post("people", people)
    bot = await here.run_bot()
    await here.post(f"{CHAT}/send", {"text": "/work"})
    await here.see(CHAT, "Anh/chị muốn làm gì")
    for household_id in ids:
        for chat_id in chats:
            for _ in range(2):  # a tap repeated on a bad line
                await _tap(here, chat_id, f"fu_done:{household_id}:visit:done:k{household_id}")
        if household_id == ids[len(ids) // 2]:
            bot.kill()
            bot = await here.run_bot()
    await _all_handled(office, len(ids) * len(chats) * 2)
    with office.session() as session:
        assert session.scalar(select(func.count()).select_from(Followup)) == len(ids) * len(chats)
        assert audit_check.verify(session, office.vault) == []


async def _tap(here: World, chat_id: int, data: str) -> None:
    """A press as Telegram tells of it, of a button the test makes up."""
    person = {"id": chat_id, "is_bot": False, "first_name": "Cán bộ"}
    chat = {"id": chat_id, "type": "private", "first_name": "Cán bộ"}
    message = {"message_id": 1, "date": 1_790_000_000, "chat": chat, "text": "…"}
    query = {"id": "1", "from": person, "chat_instance": "1", "data": data, "message": message}
    await here.post(f"{chat_id}/raw", {"callback_query": query})


async def _all_handled(office: Office, at_least: int) -> None:
    async with asyncio.timeout(60):
        while True:
            with office.session() as session:
                handled = select(func.count()).where(Incoming.handled_at.is_not(None))
                waiting = select(func.count()).where(Incoming.handled_at.is_(None))
                if (session.scalar(handled) or 0) >= at_least and not session.scalar(waiting):
                    return
            await asyncio.sleep(0.2)


async def test_killed_in_the_morning_every_officer_is_reminded(here: World) -> None:
    office = Office(here)
    office.fill()
    chats = range(CHAT, CHAT + 25)
    with office.session() as session:
        household_id = session.scalars(select(Household.id).filter_by(ward=WARD)).first()
        assert household_id
    for chat_id in chats:
        officer_id = office.add_officer(chat_id)
        with office.session() as session:
            task = Task(household_id, officer_id, FollowupKind.VISIT)
            followups.plan(session, f"p{chat_id}", task, due_on=TODAY, now=now())
    people = [{"id": chat_id, "first_name": "Cán bộ", "language_code": "vi"} for chat_id in chats]
    await here.post("people", people)
    with office.session() as session:
        scheduled.put(session, reminders.KIND, "this morning", due_at=now(), day=TODAY.isoformat())
    bot = await here.run_bot()
    await here.see(CHAT, "Việc đến hạn hôm nay")
    bot.kill()
    await here.run_bot()
    counts = Counter[int]()
    for chat_id in chats:
        await here.see(chat_id, "Việc đến hạn hôm nay")
        said = await here.said(chat_id)
        counts[chat_id] = sum("Việc đến hạn hôm nay" in message["text"] for message in said)
    assert min(counts.values()) == 1
    assert max(counts.values()) <= 2, "one kill repeats a message at most once"
