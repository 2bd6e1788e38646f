"""Everything a card shows of a household, gathered in one place."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.context import Chat
from bot.household_facts import facts_of
from db import followups, households, officers, supports
from db.encryption import Purpose, Vault
from db.followups import FollowupRow
from db.households import HouseholdRow, MemberRow, ReviewRow
from db.register_terms import FollowupState
from db.supports import SupportRow
from knowledge.results import Result
from knowledge.terms import Verdict

LAST_VISITS = 3


@dataclass(frozen=True)
class Card:
    """A household as an officer in charge sees it."""

    household: HouseholdRow
    members: Sequence[MemberRow]
    reviews: Sequence[ReviewRow]
    supports: Sequence[SupportRow]
    followups: Sequence[FollowupRow]
    results: Sequence[Result]

    @property
    def open_followups(self) -> list[FollowupRow]:
        return [row for row in self.followups if row.state is FollowupState.OPEN]

    @property
    def last_visits(self) -> list[FollowupRow]:
        return [row for row in self.followups if row.state is FollowupState.DONE][:LAST_VISITS]


def gather(chat: Chat, household: HouseholdRow) -> Card:
    """Read the card of a household the officer may see."""
    session, services, number = chat.session, chat.services, household.id
    members = households.list_members(session, number)
    reviews = households.list_reviews(session, number)
    received = supports.list_for(session, number)
    rules = services.eligibility
    facts = facts_of(rules, household, members, reviews, received, chat.today)
    results = [
        result
        for result in rules.check_all(facts, chat.today).values()
        if result.verdict is not Verdict.NOT_ELIGIBLE
    ]
    done = followups.list_for(session, services.vault, number)
    return Card(household, members, reviews, received, done, results)


@dataclass(frozen=True)
class Numbers:
    """A member's numbers in clear."""

    id_number: str
    insurance_number: str
    phone: str


def open_numbers(vault: Vault, member: MemberRow) -> Numbers:
    """The numbers of a member, empty where there is none."""

    def opened(sealed: bytes | None, purpose: Purpose) -> str:
        return vault.open_number(sealed, purpose) if sealed else ""

    return Numbers(
        opened(member.id_number, Purpose.ID_NUMBER),
        opened(member.insurance_number, Purpose.INSURANCE),
        opened(member.phone, Purpose.PHONE),
    )


def officer_name(chat: Chat, officer_id: int | None) -> str:
    return officers.name_of(chat.session, officer_id)
