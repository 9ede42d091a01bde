"""What a second administrator is to decide: certificates that somebody proposes to take back."""

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from trainer.accounts.models import User
from trainer.certificates.models import Revocation, RevocationStatus
from trainer.certificates.policies import may_confirm_revocation
from trainer.extensions import db
from trainer.home.things import Thing
from trainer.people.models import Role


def to_decide(person: User) -> list[Thing]:
    """Point to each certificate that this person may take back, as somebody else proposed."""
    if not person.holds(Role.TRAINING_ADMIN):
        return []
    proposed = db.session.scalars(
        sa.select(Revocation)
        .where(Revocation.status == RevocationStatus.PROPOSED)
        .order_by(Revocation.id)
        .options(joinedload(Revocation.proposed_by), joinedload(Revocation.certificate))
    )
    return [_decide(one) for one in proposed if may_confirm_revocation(person, one)]


def _decide(revocation: Revocation) -> Thing:
    certificate = revocation.certificate
    return Thing(
        icon="cert",
        what=_("Decide whether certificate %(number)s is revoked", number=certificate.number),
        why=_(
            "%(name)s proposed it. It takes two, and until then it is in force.",
            name=revocation.proposed_by.name,
        ),
        url=url_for("certificates.confirm_revocation", certificate_id=certificate.id),
        word=_("Read and decide"),
    )
