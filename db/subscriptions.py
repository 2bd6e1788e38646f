"""What people asked to be told of. Nobody gets an announcement who did not ask for its subject."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Table, delete, func, select
from sqlalchemy.orm import Session

from db.models.broadcasts import AskedTopic, Subscription
from db.upsert import dialect_of, insert_into

JOB_FAIRS = "jobfairs"
WARD = "ward"
POLICY = "policy"  # followed by ":" and an area: policy:housing

_SUBSCRIPTIONS: Table = Subscription.metadata.tables["subscriptions"]
_ASKED: Table = AskedTopic.metadata.tables["asked_topics"]


def policy_of(area: str) -> str:
    """The subject of changes in one area of policy."""
    return f"{POLICY}:{area}"


def subscribe(session: Session, person_id: int, subject: str, *, now: float) -> None:
    """Note that a person wants to be told; once is enough."""
    session.execute(
        insert_into(_SUBSCRIPTIONS, dialect_of(session))
        .values(person_id=person_id, subject=subject, since=now)
        .on_conflict_do_nothing()
    )


def unsubscribe(session: Session, person_id: int, subjects: Iterable[str]) -> None:
    """Stop telling a person of some subjects."""
    session.execute(
        delete(Subscription).where(
            Subscription.person_id == person_id, Subscription.subject.in_(list(subjects))
        )
    )


def end_all(session: Session, person_id: int) -> int:
    """Stop telling a person of anything; returns how many subjects that ended."""
    count = session.scalar(
        select(func.count()).select_from(Subscription).where(Subscription.person_id == person_id)
    )
    session.execute(delete(Subscription).where(Subscription.person_id == person_id))
    session.execute(delete(AskedTopic).where(AskedTopic.person_id == person_id))
    return count or 0


def note_topic(session: Session, person_id: int, topic: str, *, on: date) -> None:
    """Remember that a person asked about a topic, if they agreed to be told when such texts change."""
    area = topic.partition(".")[0]
    agreed = select(Subscription.person_id).where(
        Subscription.person_id == person_id, Subscription.subject.in_([POLICY, policy_of(area)])
    )
    if session.scalar(select(agreed.exists())):
        insert = insert_into(_ASKED, dialect_of(session)).values(person_id=person_id, topic=topic, last_on=on)
        session.execute(
            insert.on_conflict_do_update(index_elements=["person_id", "topic"], set_={"last_on": on})
        )


def forget_topics(session: Session, *, before: date) -> None:
    """Forget what was asked too long ago to send corrections about."""
    session.execute(delete(AskedTopic).where(AskedTopic.last_on < before))


def list_subjects(session: Session, person_id: int) -> set[str]:
    """What a person asked to be told of."""
    return set(session.scalars(select(Subscription.subject).where(Subscription.person_id == person_id)))
