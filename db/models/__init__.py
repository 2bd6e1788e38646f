"""Every table, so that migrations and tests see the whole schema."""

from db.models.audit import AuditEntry, AuditHead
from db.models.base import Base
from db.models.broadcasts import AskedTopic, Broadcast, Delivery, Pace, Subscription
from db.models.city import CityFigure
from db.models.corrections import Correction, ToldTopic
from db.models.dialogs import Dialog
from db.models.followups import Followup, FollowupCorrection
from db.models.households import Household, Member
from db.models.inbox import Incoming
from db.models.jobfairs import CompanyRequest, FairSignUp, FairSlot, JobFair, Vacancy
from db.models.names import Name, NamePair
from db.models.officers import Invitation, Officer, OfficerHamlet, OfficerWard
from db.models.outbox import Outgoing
from db.models.people import Person
from db.models.questions import Question
from db.models.reviews import Review, StatusChange
from db.models.scheduled import Scheduled
from db.models.supports import Support

__all__ = [
    "AskedTopic",
    "AuditEntry",
    "AuditHead",
    "Base",
    "Broadcast",
    "CityFigure",
    "CompanyRequest",
    "Correction",
    "Delivery",
    "Dialog",
    "FairSignUp",
    "FairSlot",
    "Followup",
    "FollowupCorrection",
    "Household",
    "Incoming",
    "Invitation",
    "JobFair",
    "Member",
    "Name",
    "NamePair",
    "Officer",
    "OfficerHamlet",
    "OfficerWard",
    "Outgoing",
    "Pace",
    "Person",
    "Question",
    "Review",
    "Scheduled",
    "StatusChange",
    "Subscription",
    "Support",
    "ToldTopic",
    "Vacancy",
]
