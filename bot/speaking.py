"""The language in which somebody who is not writing just now is spoken to."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.i18n import FALLBACK, Words
from db import people
from knowledge.terms import Language


def words_for(
    session: Session,
    catalogues: Mapping[Language, Words],
    *,
    channel: str,
    chat_id: int,
    otherwise: Language = FALLBACK,
) -> Words:
    """The words of the language a person chose; `otherwise` where none was chosen or nobody is known there."""
    person = people.find(session, channel=channel, chat_id=chat_id)
    return catalogues[(person and person.language) or otherwise]
