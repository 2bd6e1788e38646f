"""What the server refuses, in Telegram's own words wherever Telegram has words for it."""

from bot.webchat.wire import Json

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
ENDED_BY_WEBHOOK = "Conflict: terminated by setWebhook request"


class RefusedError(Exception):
    """A call the bot made wrongly, or may not make."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> Json:
        """The body Telegram would send."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(text: str) -> RefusedError:
    """400 with Telegram's prefix."""
    return RefusedError(400, f"Bad Request: {text}")


def forbidden(text: str) -> RefusedError:
    """403 with Telegram's prefix."""
    return RefusedError(403, f"Forbidden: {text}")


def conflict(description: str) -> RefusedError:
    """409: two ways of fetching updates at once."""
    return RefusedError(409, description)
