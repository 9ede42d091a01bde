"""INV35 and INV36: every name under what others sign, and a witness behind each testimony."""

from collections.abc import Iterator, Mapping
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from trainer.assessments.models import Submission
from trainer.assessors.footing import whole_register
from trainer.assessors.models import Duty
from trainer.assessors.terms import Term, Work, gap
from trainer.catalogue.models import Criterion, QualificationVersion, UnitVersion
from trainer.checks.erased import is_erased
from trainer.checks.finding import Check
from trainer.core.database import AnyRow
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
from trainer.registrations.models import Registration, UnitAssessment
from trainer.witnesses.models import WitnessRequest

SIGNED_KINDS = [kind for kind, rules in KINDS.items() if rules.signers]


def _unsigned() -> Iterator[str]:
    sent = (
        sa.select(Revision)
        .join(Revision.item)
        .where(
            Item.kind.in_(SIGNED_KINDS),
            ~is_erased(Item.owner_id),
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


def _experts_off_the_register() -> Iterator[str]:
    """Ask the register about each unit that an expert's testimony was accepted for, at that moment."""
    register = whole_register()
    for (signature_id, _unit_id), rows in groupby(
        db.session.execute(ACCEPTED), lambda row: (row.id, row.unit_id)
    ):
        if not any(_knew(register, row) for row in rows):
            yield f"Signature {signature_id} accepts a witness who was no expert on the register."


def _knew(register: Mapping[tuple[int, int], list[Term]], row: AnyRow) -> bool:
    terms = register.get((row.expert_id, row.qualification_id), [])
    work = Work(row.qualification_id, row.owner_id, row.site_id, frozenset({row.unit_id}))
    return gap(terms, {Duty.WITNESS}, work, row.signed_at) is None


_held = aliased(UnitVersion)
ACCEPTED = (
    sa.select(
        EvidenceSignature.id,
        EvidenceSignature.expert_id,
        EvidenceSignature.owner_id,
        EvidenceSignature.signed_at,
        UnitVersion.unit_id,
        QualificationVersion.qualification_id,
        Registration.site_id,
    )
    .join(CriterionLink, CriterionLink.revision_id == EvidenceSignature.revision_id)
    .join(Criterion, Criterion.id == CriterionLink.criterion_id)
    .join(UnitVersion, UnitVersion.id == Criterion.unit_version_id)
    .join(_held, _held.unit_id == UnitVersion.unit_id)
    .join(UnitAssessment, UnitAssessment.unit_version_id == _held.id)
    .join(Registration, Registration.id == UnitAssessment.registration_id)
    .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
    .where(
        EvidenceSignature.expert_id.is_not(None),
        Registration.learner_id == EvidenceSignature.owner_id,
    )
    .order_by(EvidenceSignature.id, UnitVersion.unit_id)
)
"""What experts' testimony was accepted for: a line for each unit and registration that has it."""

CHECKS = [
    Check(
        "INV35",
        "An expert witness was on the register for it when their testimony was accepted.",
        _experts_off_the_register,
    ),
    Check("INV35", "Submitted evidence carries every name that its kind asks for.", _unsigned),
    Check("INV36", "A witness confirmed every testimony by their link.", _without_witness),
]
