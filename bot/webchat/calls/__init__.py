"""What each Bot API method does. `CALLS` has one function for every method of the table in methods.py."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.webchat.call import Call
from bot.webchat.calls import answering, deleting, editing, fetching, identity, presenting, sending, uploading
from bot.webchat.hub import Hub

CALLS: dict[str, Callable[[Hub, Call], Awaitable[Any]]] = {
    **identity.CALLS,
    **fetching.CALLS,
    **sending.CALLS,
    **uploading.CALLS,
    **editing.CALLS,
    **deleting.CALLS,
    **answering.CALLS,
    **presenting.CALLS,
}
