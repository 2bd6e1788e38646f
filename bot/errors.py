"""Refusals a person should read."""


class ForPerson(Exception):
    """One sentence for the person, marked with N_ and translated by the error handler."""

    def __init__(self, text: str, **blanks: object) -> None:
        super().__init__(text)
        self.text, self.blanks = text, blanks
