"""What somebody would do to units held already, behind the application's back."""

from typing import Any

import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_credit import make_elsewhere
from trainer.assessments.models import Signature, SignedAs
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.models import CreditTransfer, UnitAssessment, UnitStatus


def _credit(**other: Any) -> CreditTransfer:
    """The released unit counted by credit transfer, in some way that nobody did."""
    unit = db.session.scalars(sa.select(UnitAssessment).order_by(UnitAssessment.id)).first()
    assert unit is not None
    if "from_unit_id" not in other:
        holder = other.pop("holder", None) or unit.registration.learner
        other["elsewhere_id"] = make_elsewhere(holder).id
    transfer = CreditTransfer(
        unit_assessment=unit,
        learner_id=unit.registration.learner_id,
        held_code=unit.unit_version.code,
        proof="A certificate",
        came_from=UnitStatus.NOT_STARTED,
        checked_at=clock.now(),
        **{"checked_by_id": unit.registration.assessor_id, **other},
    )
    db.session.add(transfer)
    db.session.flush()
    return transfer


def checked_by_the_iqa() -> None:
    iqa = db.session.scalars(
        sa.select(Signature.signer_id).where(Signature.signed_as == SignedAs.IQA)
    ).first()
    _credit(checked_by_id=iqa)


def on_anothers_proof() -> None:
    _credit(holder=make_user("Noor Stranger"))


def on_a_unit_open_again() -> None:
    unit = db.session.scalars(sa.select(UnitAssessment)).first()
    assert unit is not None
    transfer = _credit(from_unit_id=unit.id)
    db.session.execute(
        sa.update(UnitAssessment)
        .where(UnitAssessment.id == transfer.from_unit_id)
        .values(status=UnitStatus.IN_PROGRESS)
    )


def by_hand() -> None:
    _credit()


BREAKS = {
    "a proof checked and agreed by one person": (
        "Who checked the proof of a unit held already did not agree to it as IQA.",
        checked_by_the_iqa,
    ),
    "a unit credited on another's certificate": (
        "A unit counts by credit transfer only on the learner's own proof.",
        on_anothers_proof,
    ),
    "a unit credited by one that is open again": (
        "A unit achieved here that counts elsewhere is still achieved.",
        on_a_unit_open_again,
    ),
    "a unit credited by hand": ("Each credit transfer is in the ledger.", by_hand),
}
"""How it is broken → what the check says must hold, and the breaking."""
