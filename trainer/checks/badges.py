"""Badges say of themselves what the records say: which certificate, and which place in the list."""

from collections.abc import Iterator

import sqlalchemy as sa

from trainer.badges.models import Badge
from trainer.badges.signing import said_by
from trainer.certificates.models import Certificate
from trainer.checks.finding import Check, batched
from trainer.core.database import grouped
from trainer.extensions import db


def _elsewhere() -> Iterator[str]:
    made = db.session.execute(
        sa.select(Badge.id, Certificate.code, Badge.status_list, Badge.place)
        .join(Certificate, Certificate.id == Badge.certificate_id)
        .where(Badge.token.is_not(None))
    ).all()
    for some in batched(made):
        ids = [badge_id for badge_id, *_rest in some]
        held = sa.select(Badge.id, Badge.token).where(Badge.id.in_(ids))
        badges = {number: said_by(token or "") for number, token in db.session.execute(held)}
        for badge_id, code, number, place in some:
            says = badges[badge_id]
            status = says.get("credentialStatus", {})
            if f"/v/{grouped(code)}/" not in says.get("id", ""):
                yield f"Badge {badge_id} is that of another certificate."
            if (
                status.get("statusListCredential", "").rpartition("/")[2],
                status.get("statusListIndex"),
            ) != (str(number), str(place)):
                yield f"Badge {badge_id} points at another place in the status list than its own."


CHECKS = [
    Check("INV17", "A badge is shown as revoked by its own place in the status list.", _elsewhere)
]
