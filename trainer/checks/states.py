"""INV7, INV11 to INV13: stored states are what judgements, signatures and releases add up to."""

from collections.abc import Iterator, Mapping
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from trainer.assessments import rules
from trainer.assessments.models import CriterionStanding, CriterionState, Signature, SignedAs
from trainer.assessments.queries import claims
from trainer.assessments.queries.content import contents_at, hash_of_content
from trainer.assessors.footing import whole_register
from trainer.assessors.models import Standing
from trainer.assessors.terms import Term, standing_in
from trainer.audit.models import LedgerEntry
from trainer.catalogue.models import Criterion
from trainer.catalogue.rules import evaluate
from trainer.catalogue.structures import structure_of
from trainer.checks.erased import is_erased
from trainer.checks.finding import Check, batched, rows
from trainer.extensions import db
from trainer.quality.models import FinalCheck, ReleaseLine
from trainer.registrations.crediting import credited
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)
from trainer.registrations.policies import COMPLETE
from trainer.registrations.work import work_on

ACHIEVED = COMPLETE | {RegistrationStatus.UNITS_COMPLETE, RegistrationStatus.FINAL_IQA}
DECIDED_BY = {
    RegistrationStatus.CLAIMED: "Claimed",
    RegistrationStatus.CLAIM_REJECTED: "ClaimRejected",
    RegistrationStatus.CERTIFICATED: "AwardRecorded",
    RegistrationStatus.WITHDRAWN: "Withdrawn",
    RegistrationStatus.TRANSFERRED: "Transferred",
    RegistrationStatus.LAPSED: "Lapsed",
}
"""State → the kind of ledger link without which no registration gets there."""

TURNS = (SignedAs.LEARNER, SignedAs.ASSESSOR, SignedAs.COUNTERSIGNER, SignedAs.IQA)

UNRELEASED = sa.select(UnitAssessment.id).where(
    UnitAssessment.status == UnitStatus.ACHIEVED,
    ~sa.exists().where(
        ReleaseLine.unit_assessment_id == UnitAssessment.id,
        ReleaseLine.cycle == UnitAssessment.cycle,
    ),
)


def _standings_that_differ() -> Iterator[str]:
    for registration_id in db.session.scalars(sa.select(Registration.id)).all():
        stored = {
            (row.unit_assessment_id, row.criterion_id): row.state
            for row in db.session.execute(
                sa.select(
                    CriterionStanding.unit_assessment_id,
                    CriterionStanding.criterion_id,
                    CriterionStanding.state,
                )
                .join(UnitAssessment, UnitAssessment.id == CriterionStanding.unit_assessment_id)
                .where(UnitAssessment.registration_id == registration_id)
            )
        }
        computed = claims.standings(registration_id, {criterion for _unit, criterion in stored})
        for key, stands in computed.items():
            if stored.get(key, CriterionState.NOT_STARTED) is not stands.state:
                yield (
                    f"Criterion {key[1]} of unit assessment {key[0]} is kept as"
                    f" {stored.get(key)} and adds up to {stands.state}."
                )


def _units_that_differ() -> Iterator[str]:
    units = db.session.scalars(
        sa.select(UnitAssessment)
        .options(
            joinedload(UnitAssessment.unit_version),
            joinedload(UnitAssessment.registration).joinedload(Registration.version),
        )
        .order_by(UnitAssessment.id)
    ).all()
    states = _states_by_unit()
    signed = _signatures_by_unit()
    released = {
        (line.unit_assessment_id, line.cycle)
        for line in db.session.execute(sa.select(ReleaseLine.unit_assessment_id, ReleaseLine.cycle))
    }
    by_credit, register = credited([unit.id for unit in units]), whole_register()
    for unit in units:
        names = signed.get((unit.id, unit.cycle), {})
        expected = rules.unit_status_of(
            states.get(unit.id, []),
            signed=names,
            countersign_due=_countersign_due(unit, names.get(SignedAs.ASSESSOR), register),
            released=(unit.id, unit.cycle) in released,
            action_open=unit.status is UnitStatus.IQA_ACTION_REQUIRED,
            begun=unit.status is UnitStatus.IN_PROGRESS,
            planned=unit.status is UnitStatus.PLANNED,
            withdrawn=unit.status is UnitStatus.WITHDRAWN,
            credited=unit.id in by_credit,
        )
        if expected is not unit.status:
            yield f"Unit assessment {unit.id} is kept as {unit.status} and adds up to {expected}."


def _undecided() -> Iterator[str]:
    for status, kind in DECIDED_BY.items():
        chained = sa.exists().where(
            LedgerEntry.kind == kind,
            LedgerEntry.subject_type == Registration.__name__,
            LedgerEntry.subject_id == Registration.id,
        )
        there = sa.select(Registration.id).where(Registration.status == status, ~chained)
        for found in db.session.scalars(there):
            yield f"Registration {found} is {status} without the decision that made it so."
    checked = sa.exists().where(FinalCheck.registration_id == Registration.id)
    unchecked = sa.select(Registration.id).where(Registration.status.in_(COMPLETE), ~checked)
    for found in db.session.scalars(unchecked):
        yield f"Registration {found} is complete without a final check."


def _signed_out_of_turn() -> Iterator[str]:
    earlier = aliased(Signature)
    turns = sa.case({one: place for place, one in enumerate(TURNS)}, value=Signature.signed_as)
    earlier_turns = sa.case(
        {one: place for place, one in enumerate(TURNS)}, value=earlier.signed_as
    )
    statement = (
        sa.select(Signature.id)
        .join(
            earlier,
            sa.and_(
                earlier.unit_assessment_id == Signature.unit_assessment_id,
                earlier.cycle == Signature.cycle,
            ),
        )
        .where(earlier_turns < turns, earlier.signed_at > Signature.signed_at)
    )
    for found in db.session.scalars(statement):
        yield f"Signature {found} was given before its turn."


def _states_by_unit() -> dict[int, list[CriterionState]]:
    standing = sa.and_(
        CriterionStanding.unit_assessment_id == UnitAssessment.id,
        CriterionStanding.criterion_id == Criterion.id,
    )
    found = db.session.execute(
        sa.select(UnitAssessment.id, CriterionStanding.state)
        .join(Criterion, Criterion.unit_version_id == UnitAssessment.unit_version_id)
        .outerjoin(CriterionStanding, standing)
        .order_by(UnitAssessment.id)
    )
    return {
        unit: [state or CriterionState.NOT_STARTED for _unit, state in rows_of]
        for unit, rows_of in groupby(found, key=lambda row: row[0])
    }


def _signatures_by_unit() -> dict[tuple[int, int], dict[SignedAs, Signature]]:
    found: dict[tuple[int, int], dict[SignedAs, Signature]] = {}
    for signature in db.session.scalars(sa.select(Signature)):
        names = found.setdefault((signature.unit_assessment_id, signature.cycle), {})
        names[signature.signed_as] = signature
    return found


def _countersign_due(
    unit: UnitAssessment,
    assessor: Signature | None,
    register: Mapping[tuple[int, int], list[Term]],
) -> bool:
    if assessor is None:
        return False
    work = work_on(unit)
    terms = register.get((assessor.signer_id, work.qualification_id), [])
    return standing_in(terms, work, assessor.signed_at) is not Standing.QUALIFIED


def _signatures_that_differ() -> Iterator[str]:
    signed = (
        sa.select(
            Signature.id, Signature.unit_assessment_id, Signature.signed_at, Signature.content_hash
        )
        .where(~is_erased(Signature.learner_id))
        .order_by(Signature.unit_assessment_id)
    )
    for batch in batched(db.session.execute(signed).all()):
        contents = contents_at([(row.unit_assessment_id, row.signed_at) for row in batch])
        for row in batch:
            content = contents[row.unit_assessment_id, row.signed_at]
            if hash_of_content(content) != row.content_hash:
                yield f"What signature {row.id} was put under has been changed since."


def _incomplete() -> Iterator[str]:
    complete = sa.select(Registration).where(Registration.status.in_(ACHIEVED))
    for registration in db.session.scalars(complete):
        achieved = {
            unit.unit_version.code
            for unit in registration.units
            if unit.status is UnitStatus.ACHIEVED
        }
        if not evaluate(structure_of(registration.version), achieved).holds:
            yield f"Registration {registration.id} is complete but its rules do not hold."


CHECKS = [
    Check("INV11", "A registration stands where a decision brought it.", _undecided),
    Check("INV11", "Learner, assessor, countersigner and IQA sign in turn.", _signed_out_of_turn),
    Check("INV7", "A signature still covers what it was put under.", _signatures_that_differ),
    Check("INV12", "Criteria stand as their judgements add up.", _standings_that_differ),
    Check("INV12", "Units stand as criteria and signatures add up.", _units_that_differ),
    Check(
        "INV12",
        "An achieved unit was released.",
        rows(UNRELEASED, "Unit assessment %s is achieved without a release."),
    ),
    Check("INV13", "A complete registration satisfies its rules.", _incomplete),
]
