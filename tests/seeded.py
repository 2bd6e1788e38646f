"""A database filled with the demo's register."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from bot.demo_register.seed import fill
from db import migrate
from db.encryption import Vault
from db.engine import Sessions, open_engine, open_sessions
from db.models import Officer, OfficerHamlet, OfficerWard
from db.register_terms import Role

NOW = 1_795_000_000.0
TODAY = date(2026, 11, 23)
WARD = "linh-son"
HAMLET = "to dan pho 3"
VAULT = Vault({1: secrets.token_bytes(32)})


@contextmanager
def seeded(url: str, vault: Vault = VAULT) -> Iterator[Sessions]:
    """Sessions on a database with an officer of each role and the demo's register."""
    engine = open_engine(url)
    migrate.upgrade(engine)
    sessions = open_sessions(engine)
    with sessions.begin() as session:
        officers = {
            role: Officer(channel="web", chat_id=number, name=f"Cán bộ {number}", role=role, joined_at=NOW)
            for number, role in enumerate(Role, start=1)
        }
        session.add_all(officers.values())
        session.flush()
        ids = {role: officer.id for role, officer in officers.items()}
        session.add(OfficerWard(officer_id=ids[Role.WARD_OFFICER], ward=WARD))
        session.add(OfficerHamlet(officer_id=ids[Role.COLLABORATOR], ward=WARD, hamlet_key=HAMLET))
        session.flush()
        fill(session, vault, now=NOW, today=TODAY, officers=ids)
    try:
        yield sessions
    finally:
        engine.dispose()
