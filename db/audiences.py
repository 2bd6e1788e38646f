"""Who an announcement is for: kept with it as a few words, turned into a query when it is counted or sent.

Everybody in an audience asked for its subject, but for the people signed up to a fair (their own sign-up)
and officers. Who blocked the bot is in no audience.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from db.jobfair_terms import SignUpState
from db.models.broadcasts import AskedTopic, Subscription
from db.models.jobfairs import FairSignUp
from db.models.officers import Officer
from db.models.people import Person
from db.subscriptions import POLICY


@dataclass(frozen=True)
class Audience:
    """People who asked for a subject, of some wards (none: of all), or are signed up to a fair, or the officers.

    `topic` and `asked_since` (a day as 2026-11-23) narrow it to those who asked about a topic, for corrections.
    """

    subject: str = ""
    wards: tuple[str, ...] = ()
    officers: bool = False
    fair: int = 0
    topic: str = ""
    asked_since: str = ""

    def to_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Self:
        return cls(**{**stored, "wards": tuple(stored.get("wards", ()))})


def people_of(audience: Audience) -> Select[int]:
    """The ids of everybody in an audience, once each."""
    query = select(Person.id).where(Person.stopped_at.is_(None))
    if audience.officers:
        works = and_(Officer.channel == Person.channel, Officer.chat_id == Person.chat_id)
        query = query.where(select(Officer.id).where(works, Officer.removed_at.is_(None)).exists())
    elif audience.fair:
        query = query.where(_signed_up_to(audience.fair))
    else:
        query = query.where(_asked_for(audience.subject))
    if audience.topic:
        query = query.where(_asked_about(audience.topic, date.fromisoformat(audience.asked_since)))
    if audience.wards:
        query = query.where(Person.ward.in_(audience.wards))
    return query


def _asked_for(subject: str) -> Any:
    """Whether a person asked for the subject; "policy" alone is any area, and who asked for it gets every area."""
    mine = Subscription.person_id == Person.id
    wanted = Subscription.subject == subject
    if subject.startswith(f"{POLICY}:"):
        wanted = or_(wanted, Subscription.subject == POLICY)
    if subject == POLICY:
        wanted = or_(wanted, Subscription.subject.startswith(f"{POLICY}:"))
    return select(Subscription.person_id).where(mine, wanted).exists()


def _signed_up_to(fair_id: int) -> Any:
    """Whether a person is signed up to a fair or waits for a seat."""
    mine = (FairSignUp.person_id == Person.id, FairSignUp.fair_id == fair_id)
    return select(FairSignUp.id).where(*mine, FairSignUp.state != SignUpState.CANCELLED).exists()


def _asked_about(topic: str, since: date) -> Any:
    asked = (AskedTopic.person_id == Person.id, AskedTopic.topic == topic, AskedTopic.last_on >= since)
    return select(AskedTopic.person_id).where(*asked).exists()


def count(session: Session, audience: Audience) -> int:
    """How many people an announcement would reach now."""
    return session.scalar(select(func.count()).select_from(people_of(audience).subquery())) or 0
