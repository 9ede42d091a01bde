"""INV35 and INV36: every name under what others sign, and a witness behind each testimony."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.assessments.models import Submission
from trainer.checks.finding import Check
from trainer.extensions import db
from trainer.logs.content import signed_parts
from trainer.logs.kinds import BY_WITNESS, KINDS, next_part
from trainer.logs.models import (
    AttachedFile,
    CriterionLink,
    EvidenceSignature,
    Item,
    Part,
    Revision,
)
from trainer.witnesses.models import WitnessRequest

SIGNED_KINDS = [kind for kind, rules in KINDS.items() if rules.signers]


def _unsigned() -> Iterator[str]:
    sent = (
        sa.select(Revision)
        .join(Revision.item)
        .where(
            Item.kind.in_(SIGNED_KINDS),
            sa.exists().where(Submission.revision_id == Revision.id),
        )
        .options(
            joinedload(Revision.item),
            selectinload(Revision.signatures),
            selectinload(Revision.files).joinedload(AttachedFile.file),
            selectinload(Revision.links).joinedload(CriterionLink.criterion),
        )
    )
    for revision in db.session.scalars(sent):
        part = next_part(revision.item.kind, signed_parts(revision))
        if part is not None:
            yield f"Revision {revision.id} was submitted without the name of the {part.value}."


def _without_witness() -> Iterator[str]:
    given = sa.exists().where(
        WitnessRequest.item_id == Item.id,
        WitnessRequest.kind == Item.kind,
        EvidenceSignature.revision_id == Revision.id,
        Revision.item_id == Item.id,
        EvidenceSignature.part == Part.WITNESS,
    )
    for item_id in db.session.scalars(
        sa.select(Item.id).where(Item.kind.in_(BY_WITNESS), ~given).order_by(Item.id)
    ):
        yield f"Item {item_id} is a testimony that no witness confirmed by their link."


CHECKS = [
    Check("INV35", "Submitted evidence carries every name that its kind asks for.", _unsigned),
    Check("INV36", "A witness confirmed every testimony by their link.", _without_witness),
]
