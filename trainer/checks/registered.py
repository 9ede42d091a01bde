"""INV2 to INV4: whoever decided was on the register for that very work at that very moment."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.assessments.models import CriterionState, Judgement, Signature, SignedAs
from trainer.assessors.footing import whole_register
from trainer.assessors.models import (
    COUNTERSIGNING,
    CompetenceCheck,
    Duty,
    RegisterEntry,
    Standing,
    Suspension,
)
from trainer.assessors.terms import Work, gap, standing_in
from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.checks.finding import Check, rows
from trainer.core.database import Columns
from trainer.extensions import db
from trainer.quality.models import FinalCheck, IqaAction, Release, ReleaseLine
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.sampling.models import Look

DECIDED = (CriterionState.MET, CriterionState.NOT_YET_MET)
ASSESSING = frozenset({Duty.ASSESS})
VERIFYING = frozenset({Duty.VERIFY})


def _decided(number: Any, person_id: Any, at: Any, unit_assessment_id: Any) -> Columns:
    """Select decisions with what the register is asked about each: who, when, on which work."""
    return (
        sa.select(
            number.label("number"),
            person_id.label("person_id"),
            at.label("at"),
            QualificationVersion.qualification_id,
            Registration.learner_id,
            Registration.site_id,
            UnitVersion.unit_id,
        )
        .join(UnitAssessment, UnitAssessment.id == unit_assessment_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
    )


JUDGED = _decided(
    Judgement.id, Judgement.judge_id, Judgement.decided_at, Judgement.unit_assessment_id
).where(Judgement.outcome.in_(DECIDED))
SIGNED = _decided(
    Signature.id, Signature.signer_id, Signature.signed_at, Signature.unit_assessment_id
)
RELEASED = _decided(
    ReleaseLine.id, Release.iqa_id, Release.released_at, ReleaseLine.unit_assessment_id
).join(Release, Release.id == ReleaseLine.release_id)
ASKED = _decided(IqaAction.id, IqaAction.iqa_id, IqaAction.raised_at, IqaAction.unit_assessment_id)
LOOKED = _decided(Look.id, Look.iqa_id, Look.looked_at, Look.unit_assessment_id)
CHECKED = (
    sa.select(
        FinalCheck.id.label("number"),
        FinalCheck.iqa_id.label("person_id"),
        FinalCheck.signed_at.label("at"),
        QualificationVersion.qualification_id,
        Registration.learner_id,
        Registration.site_id,
        sa.null().label("unit_id"),
    )
    .join(Registration, Registration.id == FinalCheck.registration_id)
    .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
)


def _work(row: Any) -> Work:
    units = frozenset() if row.unit_id is None else frozenset({row.unit_id})
    return Work(row.qualification_id, row.learner_id, row.site_id, units)


def _unregistered(
    decisions: Columns, duties: Collection[Duty], sentence: str, *, qualified: bool = False
) -> Callable[[], Iterator[str]]:
    """Make a check that whoever decided these was allowed to then; `%s` is a decision's id."""

    def violations() -> Iterator[str]:
        register = whole_register()
        for row in db.session.execute(decisions):
            terms = register.get((row.person_id, row.qualification_id), [])
            if gap(terms, duties, _work(row), row.at, qualified=qualified) is not None:
                yield sentence % row.number

    return violations


def _uncountersigned() -> Iterator[str]:
    register = whole_register()
    second = aliased(Signature)
    countersigned = sa.exists().where(
        second.unit_assessment_id == Signature.unit_assessment_id,
        second.cycle == Signature.cycle,
        second.signed_as == SignedAs.COUNTERSIGNER,
        second.signer_id != Signature.signer_id,
        second.signed_at >= Signature.signed_at,
    )
    past = (UnitStatus.COUNTERSIGNED, UnitStatus.AWAITING_IQA, UnitStatus.ACHIEVED)
    alone = SIGNED.where(
        Signature.signed_as == SignedAs.ASSESSOR,
        Signature.cycle == UnitAssessment.cycle,
        UnitAssessment.status.in_(past),
        ~countersigned,
    ).add_columns(UnitAssessment.id.label("unit_assessment_id"))
    for row in db.session.execute(alone):
        terms = register.get((row.person_id, row.qualification_id), [])
        if standing_in(terms, _work(row), row.at) is not Standing.QUALIFIED:
            yield (
                f"Unit assessment {row.unit_assessment_id} went on without the countersignature"
                " its assessor needs."
            )


_THEIR_OWN = sa.or_(
    sa.exists().where(
        CompetenceCheck.entry_id == RegisterEntry.id,
        CompetenceCheck.recorded_by_id == RegisterEntry.holder_id,
    ),
    sa.exists().where(
        Suspension.entry_id == RegisterEntry.id,
        RegisterEntry.holder_id.in_([Suspension.suspended_by_id, Suspension.lifted_by_id]),
    ),
)
KEPT_BY_HOLDER = sa.select(RegisterEntry.id).where(_THEIR_OWN)

CHECKS = [
    Check(
        "INV2",
        "Whoever judged was on the register for it at that moment.",
        _unregistered(
            JUDGED, ASSESSING, "Judgement %s was made by someone not on the register for it."
        ),
    ),
    Check(
        "INV2",
        "Whoever signed as assessor was on the register for it at that moment.",
        _unregistered(
            SIGNED.where(Signature.signed_as == SignedAs.ASSESSOR),
            ASSESSING,
            "Signature %s was given by an assessor not on the register for it.",
        ),
    ),
    Check(
        "INV3",
        "An IQA was on the register when releasing.",
        _unregistered(
            RELEASED,
            VERIFYING,
            "Release line %s was signed by someone not on the register.",
            qualified=True,
        ),
    ),
    Check(
        "INV3",
        "An IQA was on the register when looking into a unit.",
        _unregistered(
            LOOKED, VERIFYING, "Look %s was made by someone not on the register.", qualified=True
        ),
    ),
    Check(
        "INV3",
        "An IQA was on the register when asking for another look.",
        _unregistered(
            ASKED,
            VERIFYING,
            "IQA action %s was raised by someone not on the register.",
            qualified=True,
        ),
    ),
    Check(
        "INV3",
        "An IQA was on the register when signing the final check.",
        _unregistered(
            CHECKED,
            VERIFYING,
            "Final check %s was signed by someone not on the register.",
            qualified=True,
        ),
    ),
    Check(
        "INV21",
        "Nobody keeps their own entry on the register.",
        rows(KEPT_BY_HOLDER, "Register entry %s was checked or suspended by its holder."),
    ),
    Check("INV4", "A trainee assessor's decision is countersigned.", _uncountersigned),
    Check(
        "INV4",
        "Whoever countersigned was qualified and on the register for it at that moment.",
        _unregistered(
            SIGNED.where(Signature.signed_as == SignedAs.COUNTERSIGNER),
            COUNTERSIGNING,
            "Signature %s countersigns without being qualified and on the register for it.",
            qualified=True,
        ),
    ),
]
