"""The objectives an appraisal asks about, as items of its form."""

from collections.abc import Sequence

import sqlalchemy as sa

from trainer.appraisals.models import Appraisal, CycleKind
from trainer.appraisals.rules.showing import Asks, Item
from trainer.appraisals.rules.timing import Period, is_asked
from trainer.extensions import db
from trainer.objectives.models import Objective, ObjectiveStatus

NOT_AGREED = frozenset({ObjectiveStatus.PROPOSED, ObjectiveStatus.DROPPED})


def items_for(appraisal: Appraisal) -> Sequence[Item]:
    """List what somebody agreed to reach in the time a round looks back on, by weight."""
    cycle = appraisal.cycle
    period = Period(cycle.period_from, cycle.period_to)
    half_way = cycle.kind is not CycleKind.ANNUAL
    found = db.session.execute(
        sa.select(
            Objective.id,
            Objective.title,
            Objective.measured_by,
            Objective.year,
            Objective.due_on,
        )
        .where(Objective.person_id == appraisal.person_id, Objective.status.not_in(NOT_AGREED))
        .order_by(Objective.weight.desc(), Objective.id)
    )
    return [
        Item(f"o{id_}", title, Asks.RATING, measured)
        for id_, title, measured, year, due_on in found
        if is_asked(year, due_on, period, half_way=half_way)
    ]
