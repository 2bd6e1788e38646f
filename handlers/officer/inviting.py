"""/invite: role, wards, hamlets and name, then a link for one person."""

from html import escape
from typing import Any

from bot.access import ADMINISTRATORS, me, note
from bot.context import Chat
from bot.keyboards import Button, button, in_rows, keyboard
from bot.officer_menu import ROLES
from bot.register_requests import home_button
from bot.routes import Routes
from bot.screens import reply, show
from db import invitations
from db.register_rows import Post
from db.register_terms import Act, Role
from knowledge.wards import all_wards

NOTE = "invite"
LONGEST = 120
HOURS = int(invitations.VALID_SECONDS // 3600)


def register(routes: Routes) -> None:
    routes.command("invite", begin, only=ADMINISTRATORS)
    routes.button("invite", begin, only=ADMINISTRATORS)
    routes.button("invite_role", choose_role, only=ADMINISTRATORS)
    routes.button("invite_ward", toggle_ward, only=ADMINISTRATORS)
    routes.button("invite_next", ask_next, only=ADMINISTRATORS)
    routes.typing("invite_hamlets", take_hamlets, only=ADMINISTRATORS)
    routes.typing("invite_name", take_name, only=ADMINISTRATORS)


def begin(chat: Chat) -> None:
    """Which role."""
    chat.leave()
    chat.remember(screen="invite")
    roles = [button(chat.words._(title), "invite_role", role.value) for role, title in ROLES.items()]
    text = chat.words._(
        "Whom do you invite?\n• <b>Collaborator</b>: names and status in their hamlets\n• <b>Ward officer</b>: "
        "households of their wards\n• <b>Supervisor</b>: all wards, reports, approvals\n• <b>Administrator</b>: people "
        "and settings, no households"
    )
    show(chat, text, keyboard(*in_rows(roles, 2), home_button(chat)))


def choose_role(chat: Chat) -> None:
    """Where they work, for roles that work in places."""
    role = next((one for one in Role if chat.arguments[:1] == [one.value]), None)
    if role is None:
        begin(chat)
        return
    _keep(chat, {"role": role.value, "wards": [], "hamlets": []})
    if role in (Role.SUPERVISOR, Role.ADMINISTRATOR):
        _ask_name(chat)
    else:
        _draw_wards(chat)


def toggle_ward(chat: Chat) -> None:
    """Tick a ward or take the tick away."""
    draft = chat.dialog.notes.get(NOTE)
    ward = chat.arguments[0] if chat.arguments else ""
    if not draft or ward not in all_wards():
        begin(chat)
        return
    wards = [one for one in draft["wards"] if one != ward]
    if len(wards) == len(draft["wards"]):
        wards = [*wards, ward] if draft["role"] == Role.WARD_OFFICER else [ward]
    _keep(chat, {**draft, "wards": wards})
    _draw_wards(chat)


def _draw_wards(chat: Chat) -> None:
    draft = chat.dialog.notes[NOTE]
    chat.remember(screen="invite")
    ticks: list[Button] = []
    for ward in all_wards().values():
        sign = "☑️" if ward.id in draft["wards"] else "⬜️"
        ticks.append(button(f"{sign} {ward.title(chat.words.language)}", "invite_ward", ward.id))
    go_on = [button(chat.words._("Next ➡️"), "invite_next")] if draft["wards"] else []
    show(chat, chat.words._("Where do they work?"), keyboard(*in_rows(ticks, 2), go_on, home_button(chat)))


def ask_next(chat: Chat) -> None:
    """Hamlets for a collaborator, the name for others."""
    draft = chat.dialog.notes.get(NOTE)
    if not draft or not draft["wards"]:
        begin(chat)
    elif draft["role"] == Role.COLLABORATOR:
        chat.remember(screen="invite_hamlets")
        text = chat.words._(
            "Which hamlets or residential groups? Type them with commas between, such as: Tổ 5, Tổ 6"
        )
        show(chat, text, keyboard(home_button(chat)))
    else:
        _ask_name(chat)


def take_hamlets(chat: Chat) -> None:
    """The typed hamlets."""
    draft = chat.dialog.notes.get(NOTE)
    typed = ((chat.message.text if chat.message else "") or "").split(",")
    hamlets = [hamlet.strip()[:64] for hamlet in typed if hamlet.strip()]
    if not draft or not hamlets:
        begin(chat)
        return
    _keep(chat, {**draft, "hamlets": [[draft["wards"][0], hamlet] for hamlet in hamlets]})
    _ask_name(chat)


def _ask_name(chat: Chat) -> None:
    chat.remember(screen="invite_name")
    show(chat, chat.words._("What is the person's full name?"), keyboard(home_button(chat)))


def take_name(chat: Chat) -> None:
    """The typed name: the invitation is made and its link shown."""
    draft = chat.dialog.notes.get(NOTE)
    name = " ".join(((chat.message.text if chat.message else "") or "").split())
    if not draft:
        begin(chat)
        return
    if not 2 <= len(name) <= LONGEST:
        reply(chat, chat.words._("Please type the full name, up to 120 letters."))
        return
    token = invitations.create(
        chat.session,
        name=name,
        post=_post(draft),
        invited_by=me(chat).id,
        now=chat.now(),
    )
    note(chat, Act.OFFICER, what="invited", role=draft["role"])
    chat.leave()
    chat.remember(screen="work")
    link = f"https://t.me/{chat.services.bot_name}?start=inv_{token}"
    text = chat.words._(
        "Send this link to <b>{name}</b> only. It works once, for {hours} hours:\n{link}\n\nIt is shown nowhere else."
    )
    reply(chat, text.format(name=escape(name), hours=HOURS, link=link), keyboard(home_button(chat)))


def _post(draft: dict[str, Any]) -> Post:
    role = Role(draft["role"])
    wards = draft["wards"] if role is Role.WARD_OFFICER else []
    return Post(role, wards, [(ward, hamlet) for ward, hamlet in draft["hamlets"]])


def _keep(chat: Chat, draft: dict[str, Any]) -> None:
    chat.remember(notes={**chat.dialog.notes, NOTE: draft})
