"""Suggestions over what the database holds: the same on SQLite and on PostgreSQL."""

import pytest

from bench.suggesting import BUILTIN, every_unit
from tests.factories_catalogue import bring_in, unit_of
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.logs import queries, sharing
from trainer.logs.suggesting import Suggestion, suggest

TOWARDS = ("D/506/2119", "H/506/2154", "T/506/2157", "A/506/2158", "F/506/2159")
ENTRIES = (
    "Took a call from a lady whose kettle never arrived. Logged it and rang the courier for her.",
    "He was shouting about a bill, so I kept calm and let him finish before I said anything.",
    "Left the evening shift a note of three open orders, with who had been promised what.",
)


@pytest.fixture
def learner(ada: User) -> User:
    """Ada works towards five units of level 2."""
    bring_in((BUILTIN / "customer-service-2014-2-level-2.yaml").read_text(encoding="utf-8"))
    units = [unit_of(code).id for code in TOWARDS]
    sharing.set_goal_units(user=ada, units=units, source="test")
    db.session.commit()
    return ada


def test_what_is_stored_is_ranked_as_what_was_brought_in(learner: User) -> None:
    rows = db.session.execute(queries.candidates(learner)).all()
    stored = [queries.as_candidate(row) for row in rows]
    brought = [one for one in every_unit() if one.unit_code in TOWARDS]
    for entry in ENTRIES:
        assert _told(suggest([entry], stored)) == _told(suggest([entry], brought)) != []


def _told(found: list[Suggestion]) -> list[tuple[str, str, str, float]]:
    return [
        (one.candidate.unit_code, one.candidate.number, one.phrase, round(one.score, 6))
        for one in found
    ]
