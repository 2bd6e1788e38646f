"""Fills an empty register with the invented households of the demo; the same people each time."""

from collections.abc import Mapping
from datetime import date
from random import Random

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.demo_register.city import figures
from bot.demo_register.fairs import add_fairs
from bot.demo_register.followups import followup_rows
from bot.demo_register.households import households
from bot.demo_register.needs import needs
from bot.demo_register.numbers import Numbers
from bot.demo_register.reviews import review_rows, status_rows
from bot.demo_register.rows import Rows, household_rows, member_places, member_rows, support_rows
from bot.demo_register.supports import supports
from db.city import record_figures
from db.encryption import Vault
from db.models import Base
from db.names import index_names
from db.register_terms import Role

SEED = 1962  # the year in which Thái Nguyên became a city


def fill(session: Session, vault: Vault, *, now: float, today: date, officers: Mapping[Role, int]) -> None:
    """Write households, members, reviews, supports, follow-ups and city figures; for a register without DEMO codes.

    `now` (seconds) is when everything was recorded, follow-ups lie around `today`, `officers` (ids) have them.
    """
    rng = Random(SEED)  # noqa: S311 -- invented people, no secret
    demo = households(rng)
    codes = [each.code for each in demo]
    ids = dict(zip(codes, _add_with_ids(session, "households", household_rows(demo, now)), strict=True))
    names = [person.name for each in demo for person in each.members]
    members = member_rows(demo, ids, index_names(session, names), Numbers(rng, vault, len(names)))
    member_ids = dict(zip(member_places(demo), _add_with_ids(session, "members", members), strict=True))
    needed = needs(rng, demo)
    reviews = [
        row | {"household_id": ids[each.code]} for each in demo for row in review_rows(rng, each, needed, now)
    ]
    _add(session, "reviews", reviews)
    statuses = [row | {"household_id": ids[each.code]} for each in demo for row in status_rows(each, now)]
    _add(session, "status_history", statuses)
    _add(session, "supports", support_rows(supports(rng, demo, needed), ids, member_ids, now))
    followups = followup_rows(session, vault, officers=officers, now=now, today=today, rng=rng)
    _add(session, "followups", followups)
    record_figures(session, figures=figures())
    add_fairs(session, rng, today=today, now=now)


def _add(session: Session, table: str, rows: Rows) -> None:
    if rows:
        session.execute(insert(Base.metadata.tables[table]), rows)


def _add_with_ids(session: Session, table: str, rows: Rows) -> list[int]:
    """Insert rows; their ids in the same order."""
    into = Base.metadata.tables[table]
    added = session.execute(insert(into).returning(into.c.id, sort_by_parameter_order=True), rows)
    return list(added.scalars())
