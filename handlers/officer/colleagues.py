"""/officers: who works with the register; another role, other wards, removal. It holds from their next step on."""

from html import escape

from bot import officer_menu
from bot.access import ADMINISTRATORS, me, note
from bot.callbacks import row_number
from bot.context import Chat
from bot.keyboards import Button, button, in_rows, keyboard
from bot.officer_menu import ROLES
from bot.routes import Routes
from bot.screens import show
from db import officers
from db.register_rows import OfficerRow, Post
from db.register_terms import Act, Refusal, Role
from knowledge.wards import all_wards


def register(routes: Routes) -> None:
    routes.command("officers", list_officers, only=ADMINISTRATORS)
    routes.button("officers", list_officers, only=ADMINISTRATORS)
    routes.button("officer", show_officer, only=ADMINISTRATORS)
    routes.button("officer_role", change_role, only=ADMINISTRATORS)
    routes.button("officer_ward", change_ward, only=ADMINISTRATORS)
    routes.button("officer_out", remove, only=ADMINISTRATORS)


def list_officers(chat: Chat) -> None:
    """Everybody, by role."""
    chat.remember(screen="officers")
    rows = officers.list_all(chat.session)
    buttons = [
        [button(f"{row.name} · {chat.words._(ROLES[row.role])}", "officer", row.id)] for row in rows[:40]
    ]
    text = chat.words._("<b>Officers: {count}</b>").format(count=len(rows))
    show(chat, text, keyboard(*buttons, [button(chat.words._("⬅️ Officers' area"), "work")]))


def _chosen(chat: Chat) -> OfficerRow | None:
    number = row_number(chat.arguments[0]) if chat.arguments else None
    return officers.find_by_id(chat.session, number) if number else None


def show_officer(chat: Chat) -> None:
    """One officer, with what can be changed."""
    row = _chosen(chat)
    if row is None:
        list_officers(chat)
        return
    words = chat.words
    chat.remember(screen=f"officer:{row.id}")
    roles = [
        button(f"{'🔘' if row.role is role else '⚪️'} {words._(title)}", "officer_role", row.id, role.value)
        for role, title in ROLES.items()
    ]
    show(
        chat,
        f"<b>{escape(row.name)}</b>\n{words._(ROLES[row.role])}",
        keyboard(
            *in_rows(roles, 2),
            *(in_rows(_wards(chat, row), 2) if row.role is Role.WARD_OFFICER else []),
            [button(words._("🗑 Remove"), "officer_out", row.id, "ask")],
            [button(words._("⬅️ All officers"), "officers")],
        ),
    )


def _wards(chat: Chat, row: OfficerRow) -> list[Button]:
    language = chat.words.language
    return [
        button(
            f"{'☑️' if ward.id in row.wards else '⬜️'} {ward.title(language)}", "officer_ward", row.id, ward.id
        )
        for ward in all_wards().values()
    ]


def change_role(chat: Chat) -> None:
    """Another role. Hamlets of a collaborator are given by a new invitation."""
    row = _chosen(chat)
    role = next((one for one in Role if chat.arguments[1:2] == [one.value]), None)
    if row is None or role is None:
        list_officers(chat)
        return
    wards = row.wards if role is Role.WARD_OFFICER else ()
    hamlets = row.hamlets if role is Role.COLLABORATOR else ()
    refusal = officers.change_post(chat.session, row.id, Post(role, wards, hamlets))
    _tell(chat, refusal)
    if refusal is None:
        note(chat, Act.OFFICER, what="role", about=row.id, role=role.value)
        _show_their_commands(chat, row.id)
    show_officer(chat)


def change_ward(chat: Chat) -> None:
    """One ward more or less."""
    row = _chosen(chat)
    ward = chat.arguments[1] if len(chat.arguments) > 1 else ""
    if row is None or ward not in all_wards() or row.role is not Role.WARD_OFFICER:
        list_officers(chat)
        return
    wards = [one for one in row.wards if one != ward] if ward in row.wards else [*row.wards, ward]
    officers.change_post(chat.session, row.id, Post(row.role, wards))
    note(chat, Act.OFFICER, what="wards", about=row.id, wards=sorted(wards))
    show_officer(chat)


def remove(chat: Chat) -> None:
    """Ask, then remove."""
    row = _chosen(chat)
    if row is None:
        list_officers(chat)
    elif chat.arguments[1:2] != ["yes"]:
        text = chat.words._("Remove <b>{name}</b>? They can do nothing here from their next step on.")
        show(
            chat,
            text.format(name=escape(row.name)),
            keyboard(
                [button(chat.words._("🗑 Yes, remove"), "officer_out", row.id, "yes")],
                [button(chat.words._("⬅️ Back"), "officer", row.id)],
            ),
        )
    else:
        refusal = officers.remove(chat.session, row.id, now=chat.now())
        _tell(chat, refusal)
        if refusal is None:
            note(chat, Act.OFFICER, what="removed", about=row.id)
            officer_menu.drop_commands(chat, row.chat_id)
        if row.id == me(chat).id and refusal is None:
            show(chat, chat.words._("You are no longer an officer here."))
        else:
            list_officers(chat)


def _show_their_commands(chat: Chat, officer_id: int) -> None:
    row = officers.find_by_id(chat.session, officer_id)
    if row:
        officer_menu.show_commands(chat, row)


def _tell(chat: Chat, refusal: Refusal | None) -> None:
    if refusal is Refusal.LAST_ADMINISTRATOR:
        chat.toast = chat.words._("This is the last administrator; make another one first.")
