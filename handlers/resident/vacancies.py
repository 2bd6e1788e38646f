"""Work offered at a fair, filtered by taps."""

from bot.callbacks import row_number
from bot.context import Chat
from bot.jobfairs.showing import ANY, fair_of
from bot.keyboards import Button, Keyboard, button, in_rows, keyboard
from bot.render.jobfair import KINDS, vacancy_text
from bot.routes import Routes
from db import vacancies
from db.jobfair_terms import WorkKind
from db.jobfairs import FairRow
from db.vacancies import A_PAGE, Wish
from knowledge.wards import all_wards

WAGES = (7, 10, 15)  # millions of VND a month


def register(routes: Routes) -> None:
    routes.button("fair_jobs", show_vacancies)


def show_vacancies(chat: Chat) -> None:
    """Five at a time, best paid first: `fair_jobs:<fair>:<page>:<wage in millions>:<kind>:<ward>`."""
    fair = fair_of(chat)
    if fair is None:
        return
    page, millions, kind, ward = [*chat.arguments[1:], "0", "0", ANY, ANY][:4]
    wish = Wish(
        wage=next((one * 1_000_000 for one in WAGES if str(one) == millions), None),
        kind=next((one for one in WorkKind if one.value == kind), None),
        ward=ward if ward in all_wards() else None,
    )
    number = min(row_number(page) or 0, 1000)
    rows = vacancies.list_page(chat.session, fair.id, wish, number)
    count = vacancies.count(chat.session, fair.id, wish)
    heading = chat.words._("💼 <b>Work offered</b>: {count} that fit").format(count=count)
    if not rows:
        heading += "\n" + chat.words._("Take away a choice below to see more.")
    chat.show(
        "\n\n".join([heading, *(vacancy_text(chat.words, row) for row in rows)]),
        _filters(chat, fair, number, wish, count),
    )


def _filters(chat: Chat, fair: FairRow, page: int, wish: Wish, count: int) -> Keyboard:
    words = chat.words
    millions = (wish.wage or 0) // 1_000_000
    kind, ward = wish.kind.value if wish.kind else ANY, wish.ward or ANY

    def key(title: str, *choice: object, chosen: bool = False) -> Button:
        return button(f"🔘 {title}" if chosen else title, "fair_jobs", fair.id, *choice)

    wages = [
        key(
            words._("from {millions} million").format(millions=one),
            0,
            0 if one == millions else one,
            kind,
            ward,
            chosen=one == millions,
        )
        for one in WAGES
    ]
    kinds = [
        key(
            words._(title), 0, millions, ANY if one is wish.kind else one.value, ward, chosen=one is wish.kind
        )
        for one, title in KINDS.items()
    ]
    home = chat.person.ward
    near = (
        [
            key(
                words._("📍 Near where I live"),
                0,
                millions,
                kind,
                ANY if wish.ward else home,
                chosen=bool(wish.ward),
            )
        ]
        if home
        else []
    )
    back = [key(words._("⬅️ Previous"), page - 1, millions, kind, ward)] if page else []
    more = [key(words._("More ➡️"), page + 1, millions, kind, ward)] if (page + 1) * A_PAGE < count else []
    return keyboard(
        [*back, *more], wages, *in_rows(kinds, 3), near, [button(words._("⬅️ The fair"), "fair", fair.id)]
    )
