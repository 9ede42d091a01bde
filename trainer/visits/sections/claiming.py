"""What was claimed from awarding organisations, and what they answered."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.claims.models import Claim
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.visits.sections.part import Gathered, Part
from trainer.web.statuses import shown


def claims(gathered: Gathered) -> Part:
    """Say what was claimed for the registrations in scope: directly or after a visit, and the answer."""
    found = db.session.scalars(
        sa.select(Claim)
        .where(Claim.registration_id.in_(gathered.registrations))
        .options(joinedload(Claim.batch), joinedload(Claim.received))
        .order_by(Claim.claimed_on, Claim.id)
    )
    rows = tuple(
        (
            gathered.day(one.claimed_on),
            gathered.registrations[one.registration_id].learner.name,
            gathered.titles.get(one.batch.qualification_id, ""),
            one.batch.organisation,
            _("Directly") if one.batch.is_direct else gathered.day(one.batch.visit_on),
            str(shown(one.status).word),
            one.received.number if one.received else one.reason,
        )
        for one in found
    )
    heads = (
        *(_("Claimed"), _("Learner"), _("Qualification"), _("Awarding organisation")),
        *(_("Directly, or after the visit of"), _("State"), _("Number or reason")),
    )
    return Part(_("Claims"), _("Claims"), heads, (1, 2, None, 2, 2, 1, 2), rows)
