"""What a visitor is told when something cannot be done."""


class VisitError(Exception):
    """A request of the page that is refused, with the HTTP status that says why."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


def bad(text: str) -> VisitError:
    """The request makes no sense."""
    return VisitError(400, text)


def not_here(text: str) -> VisitError:
    """Not allowed on this server, or not to this visitor."""
    return VisitError(403, text)


def missing(text: str) -> VisitError:
    """No such chat, message or file."""
    return VisitError(404, text)
