"""How far assessors agree about the same evidence."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.standardisation.models import Exercise
from trainer.standardisation.results import results_of
from trainer.visits.sections.part import Gathered, Part


def exercises(gathered: Gathered) -> Part:
    """Say which exercises were held on the qualifications in scope, and what came out."""
    found = db.session.scalars(
        sa.select(Exercise)
        .where(Exercise.qualification_id.in_(gathered.titles), Exercise.opened_at.is_not(None))
        .options(joinedload(Exercise.lead))
        .order_by(Exercise.opened_at)
    )
    rows = tuple(_row(gathered, one) for one in found)
    heads = (
        *(_("Opened"), _("Exercise"), _("Qualification"), _("Led by"), _("Assessors")),
        *(_("Criteria"), _("Same answer"), _("Kappa"), _("Decided")),
    )
    return Part(
        _("Standardisation"),
        _("Standardisation exercises"),
        heads,
        (1, 2, 2, 1, 1, 1, 1, 1, None),
        rows,
    )


def _row(gathered: Gathered, exercise: Exercise) -> tuple[str, ...]:
    agreement = results_of(exercise).agreement
    return (
        gathered.day(exercise.opened_at),
        exercise.title,
        gathered.titles[exercise.qualification_id],
        exercise.lead.name,
        str(agreement.raters),
        str(agreement.items),
        "" if agreement.same is None else f"{float(agreement.same):.0%}",
        "" if agreement.kappa is None else f"{float(agreement.kappa):.2f}",
        exercise.decisions,
    )
