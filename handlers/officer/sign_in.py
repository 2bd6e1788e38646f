"""Joining by an invitation, the PIN, signing in and /lock. The gate of every officers' route stands here."""

from dataclasses import replace

from bot import keypad, officer_menu
from bot.access import EVERYBODY, me, note, recognise
from bot.callbacks import unpack
from bot.context import Chat
from bot.keypad import Keypad, Stage
from bot.routes import Admission, Roles, Routes
from bot.screens import show
from db import invitations, officers, pins
from db.register_rows import OfficerRow
from db.register_terms import Act, Refusal

A_MINUTE = 60.0


def register(routes: Routes) -> None:
    routes.gate = gate
    routes.deep_link("inv", join)
    routes.button(keypad.KEY, lambda chat: press_key(routes, chat), only=EVERYBODY)
    routes.command("lock", lock, only=EVERYBODY)
    routes.button("lock", lock, only=EVERYBODY)


def gate(chat: Chat, only: Roles) -> Admission:
    """Admits officers of some roles who are signed in; asks those for the PIN who are not."""
    if not chat.is_private:
        return Admission.STRANGER
    officer = recognise(chat, only)
    if officer is None:
        return Admission.STRANGER
    chat.officer = officer
    standing = officers.standing(chat.session, officer.id)
    if _is_key(chat):
        return Admission.ADMITTED
    if standing.active_until is not None and standing.active_until > chat.now():
        _stay_signed_in(chat, officer)
        return Admission.ADMITTED
    _ask(chat, Stage.ENTER if standing.has_pin else Stage.CHOOSE, wanted=_wanted(chat))
    return Admission.HELD


def _is_key(chat: Chat) -> bool:
    return bool(chat.pressed) and unpack((chat.pressed and chat.pressed.data) or "")[0] == keypad.KEY


def _wanted(chat: Chat) -> str:
    """What to go on with after the PIN: the button pressed, or the command where it has a button of its name."""
    if chat.pressed:
        return chat.pressed.data or ""
    text = (chat.message.text if chat.message else "") or ""
    return text.split()[0].removeprefix("/").partition("@")[0][:32] if text.startswith("/") else ""


def _stay_signed_in(chat: Chat, officer: OfficerRow) -> None:
    idle = chat.services.config.officers.idle_minutes * A_MINUTE
    officers.keep_active(chat.session, officer.id, until=chat.now() + idle)


def join(chat: Chat) -> None:
    """Somebody opened an invitation."""
    token = chat.arguments[0] if chat.arguments else ""
    joined = invitations.accept(
        chat.session, token, channel=chat.person.channel, chat_id=chat.chat_id, now=chat.now()
    )
    if joined is Refusal.TAKEN:
        chat.reply(chat.words._("You are an officer here already. /work shows what you can do."))
        return
    if isinstance(joined, Refusal):
        note(chat, Act.REFUSED, route="inv")
        chat.reply(
            chat.words._(
                "This invitation is not valid any more: it holds for 48 hours and one person. "
                "Please ask your administrator for a new one."
            )
        )
        return
    chat.officer = officers.find_by_id(chat.session, joined)
    note(chat, Act.OFFICER, what="joined", role=me(chat).role.value)
    officer_menu.show_commands(chat, me(chat))
    _ask(chat, Stage.CHOOSE, wanted="work")


def _ask(chat: Chat, stage: Stage, *, wanted: str = "", chosen: str = "", said: str = "") -> None:
    pad = Keypad(stage, chosen=chosen, wanted=wanted)
    _draw(chat, pad, said)


def _draw(chat: Chat, pad: Keypad, said: str = "") -> None:
    words = chat.words
    asked = {
        Stage.ENTER: words._("🔒 <b>Officers' area.</b> Please enter your PIN."),
        Stage.CHOOSE: words._(
            "🔒 <b>Choose a PIN of 6 digits</b> that nobody guesses. You will need it each time."
        ),
        Stage.REPEAT: words._("🔒 <b>Once more, please:</b> the same 6 digits."),
    }[pad.stage]
    pad.keep(chat)
    lines = [line for line in (said, asked, keypad.dots(pad)) if line]
    show(chat, "\n\n".join(lines), keypad.keys(words))


def press_key(routes: Routes, chat: Chat) -> None:
    """One digit; the sixth one is acted on."""
    pad = Keypad.read(chat)
    key = chat.arguments[0] if chat.arguments else ""
    if pad is None:
        routes.press(chat, "work")
        return
    if key == keypad.FORGOT:
        chat.toast = chat.words._("An administrator can remove you and send a new invitation.")
        return
    pad = pad.press(key)
    if not pad.is_full:
        _draw(chat, pad)
    elif pad.stage is Stage.ENTER:
        _enter(routes, chat, pad)
    elif pad.stage is Stage.CHOOSE:
        _choose(chat, pad)
    else:
        _repeat(routes, chat, pad)


def _enter(routes: Routes, chat: Chat, pad: Keypad) -> None:
    vault, officer = chat.services.vault, me(chat)
    refusal = officers.check_pin(chat.session, vault, officer.id, pad.typed, now=chat.now())
    if refusal is None:
        note(chat, Act.SIGN_IN)
        _come_in(routes, chat, pad)
        return
    note(chat, Act.SIGN_IN_FAILED, reason=refusal.value)
    if refusal is Refusal.NO_PIN:
        _ask(chat, Stage.CHOOSE, wanted=pad.wanted)
    elif refusal is Refusal.LOCKED:
        said = chat.words._("Too many wrong PINs. Please try again in {minutes} minutes.")
        minutes = int(officers.LOCKED_SECONDS // A_MINUTE)
        _ask(chat, Stage.ENTER, wanted=pad.wanted, said=said.format(minutes=minutes))
    else:
        _ask(chat, Stage.ENTER, wanted=pad.wanted, said=chat.words._("That PIN is not right."))


def _choose(chat: Chat, pad: Keypad) -> None:
    if pins.is_easy(pad.typed):
        said = chat.words._("That one is guessed too easily.")
        _ask(chat, Stage.CHOOSE, wanted=pad.wanted, said=said)
    else:
        _ask(chat, Stage.REPEAT, wanted=pad.wanted, chosen=pad.typed)


def _repeat(routes: Routes, chat: Chat, pad: Keypad) -> None:
    officer = me(chat)
    if officers.standing(chat.session, officer.id).has_pin:  # set meanwhile, from another message
        _ask(chat, Stage.ENTER, wanted=pad.wanted)
    elif pad.typed != pad.chosen:
        said = chat.words._("The two were not the same. Please choose again.")
        _ask(chat, Stage.CHOOSE, wanted=pad.wanted, said=said)
    else:
        officers.set_pin(chat.session, chat.services.vault, officer.id, pad.typed)
        note(chat, Act.SIGN_IN, pin="set")
        _come_in(routes, chat, replace(pad, stage=Stage.ENTER))


def _come_in(routes: Routes, chat: Chat, pad: Keypad) -> None:
    """Signed in: go on with what was wanted."""
    keypad.close(chat)
    _stay_signed_in(chat, me(chat))
    name = unpack(pad.wanted)[0]
    known = routes.has_button(name) and name != keypad.KEY
    routes.press(chat, pad.wanted if known else "work")


def lock(chat: Chat) -> None:
    """/lock: ask for the PIN at the next step."""
    officers.lock(chat.session, me(chat).id)
    note(chat, Act.LOCK)
    chat.leave()
    chat.remember(screen="start")
    show(chat, chat.words._("🔒 Locked. Your PIN is needed at the next step."))
