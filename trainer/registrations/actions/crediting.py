"""Credit transfer: a unit held already counts by its proof, once a quality assurer agrees."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.bodies.models import ElsewhereCertificate
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.registrations import policies
from trainer.registrations.crediting import Proofs, proofs_for
from trainer.registrations.events import CreditTransferred
from trainer.registrations.models import (
    CreditTransfer,
    Registration,
    UnitAssessment,
    UnitStatus,
)


def credit(
    unit: UnitAssessment, *, actor: User, proof: str, held_code: str, note: str = ""
) -> CreditTransfer:
    """Record that the learner holds a unit already; `proof` names one of `proofs_for` it.

    It waits for the quality assurer like any other unit.
    """
    _hold(unit.registration)
    require(policies.may_credit(actor, unit))
    proofs = proofs_for(unit)
    transfer = CreditTransfer(
        unit_assessment=unit,
        learner_id=unit.registration.learner_id,
        note=note,
        came_from=unit.status,
        checked_by=actor,
        checked_at=clock.now(),
        **_shown_by(proofs, proof, held_code.strip().upper()),
    )
    db.session.add(transfer)
    unit.move_to(UnitStatus.RPL_GRANTED)
    publish(
        CreditTransferred(
            actor=actor,
            subject=unit,
            learner=unit.registration.learner,
            held_code=transfer.held_code,
            elsewhere_id=transfer.elsewhere_id,
            from_unit_id=transfer.from_unit_id,
            reference=Sealed(transfer.proof),
            note=Sealed(note),
        )
    )
    return transfer


def _hold(registration: Registration) -> None:
    """Make whoever else decides under the registration wait until this is done."""
    db.session.execute(
        sa.select(Registration.id).where(Registration.id == registration.id).with_for_update()
    )


def _shown_by(proofs: Proofs, proof: str, held_code: str) -> dict[str, object]:
    kind, _colon, number = proof.partition(":")
    if kind == "unit":
        held = next((one for one in proofs.units if str(one.id) == number), None)
        if held is None:
            raise Unacceptable(_("Choose what shows it."), "proof")
        said = f"{held.unit_version.code}, {held.registration.version.title}"
        return {"from_unit_id": held.id, "held_code": held.unit_version.code, "proof": said}
    seen = next((one for one in proofs.certificates if str(one.id) == number), None)
    if kind != "elsewhere" or seen is None:
        raise Unacceptable(_("Choose what shows it."), "proof")
    if held_code not in proofs.codes:
        raise Unacceptable(
            _(
                "A unit transfers by its code: %(codes)s. Enter the code on the certificate.",
                codes=", ".join(proofs.codes),
            ),
            "held_code",
        )
    return {"elsewhere_id": seen.id, "held_code": held_code, "proof": _named(seen)}


def _named(certificate: ElsewhereCertificate) -> str:
    said = (certificate.title, certificate.issuer, certificate.number)
    return ", ".join(part for part in said if part)
