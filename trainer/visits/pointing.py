"""Action points may be about a visit: what its report, or the visitor, asks the centre to do."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.database import Columns
from trainer.core.policy import Verdict
from trainer.points.subjects import Kind
from trainer.visits import policies
from trainer.visits.models import Visit


def _may_raise(actor: User, _visit: Visit) -> Verdict:
    return policies.may_follow_up(actor)


def _titled() -> Columns:
    return sa.select(Visit.id, Visit.awarding_organisation + ", " + Visit.eqa_name)


VISITS = Kind(
    model=Visit,
    visible_to=policies.visible_to,
    may_raise=_may_raise,
    titled=_titled,
    endpoint="visits.shown",
    argument="visit_id",
)
