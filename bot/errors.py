"""Refusals a person should read."""


class ForPerson(Exception):  # noqa: N818 -- it is a message, not a failure
    """One sentence for the person, marked with N_ and translated by the error handler."""

    def __init__(self, text: str, **blanks: object) -> None:
        super().__init__(text)
        self.text, self.blanks = text, blanks
