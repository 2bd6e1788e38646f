"""Every table, so that migrations and tests see the whole schema."""

from db.models.base import Base
from db.models.dialogs import Dialog
from db.models.inbox import Incoming
from db.models.outbox import Outgoing
from db.models.people import Person
from db.models.questions import Question

__all__ = ["Base", "Dialog", "Incoming", "Outgoing", "Person", "Question"]
