"""What somebody would do to the names under testimony behind the application's back."""

from collections.abc import Callable

import sqlalchemy as sa

from trainer.extensions import db
from trainer.logs.models import EvidenceSignature, Part, Revision
from trainer.registrations.models import Registration


def accept_of_a_stranger() -> None:
    registration = db.session.scalars(sa.select(Registration)).one()
    revision = db.session.scalars(sa.select(Revision).order_by(Revision.id)).first()
    assert revision is not None
    db.session.add(
        EvidenceSignature(
            revision=revision,
            part=Part.ASSESSOR,
            signer_id=registration.assessor_id,
            owner_id=registration.learner_id,
            printed_name="Ben Assessor",
            meaning="I accept it.",
            content_hash="0" * 64,
            expert_id=registration.iqa_id,
        )
    )


BREAKS: dict[str, tuple[str, Callable[[], None]]] = {
    "an expert's testimony accepted from somebody who is none": (
        "An expert witness was on the register for it when their testimony was accepted.",
        accept_of_a_stranger,
    ),
}
