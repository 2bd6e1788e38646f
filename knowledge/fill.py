"""Policy texts with their blanks filled for a day."""

from datetime import date

from knowledge import blanks
from knowledge.amounts import value_text
from knowledge.dates import value_on
from knowledge.model import Knowledge
from knowledge.terms import Language


def fill(knowledge: Knowledge, text: str, on: date, language: Language) -> str:
    """The text as told on a day. Raises NotInForce where a value is not known then."""

    def put(blank: blanks.Blank) -> str:
        if blank.is_source:
            return knowledge.sources[blank.id].document(language)
        return parameter_text(knowledge, blank.id, blank.day or on, language, bare=blank.bare)

    return blanks.fill(text, put)


def parameter_text(
    knowledge: Knowledge, parameter_id: str, on: date, language: Language, *, bare: bool = False
) -> str:
    """A parameter's value in words, with its unit unless `bare`. Raises NotInForce."""
    parameter = knowledge.parameters[parameter_id]
    value = value_on(parameter, on).value
    assert value is not None, "the loader refuses a known value that is empty"
    return value_text(value, parameter.unit, language, bare=bare)
