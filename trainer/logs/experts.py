"""Whom of the register an expert's testimony may be accepted from, at the moment it is accepted."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.models import Duty, RegisterEntry
from trainer.assessors.policies import may_witness
from trainer.catalogue.models import Criterion, QualificationVersion, UnitVersion
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.models import CriterionLink, EvidenceKind, Part, Revision
from trainer.logs.signers import registrations_of
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.registrations.work import work_under


def is_asked_for(revision: Revision) -> bool:
    """Say whether whoever accepts this testimony names the expert it is from."""
    item = revision.item
    return item.kind is EvidenceKind.EXPERT_TESTIMONY and item.awaits is Part.ASSESSOR


def offered(revision: Revision) -> Sequence[User]:
    """List who was ever entered as an expert witness of what the testimony is about, by name.

    Those whose entry has run out are among them, so that whoever names them is told why.
    """
    about = registrations_of(revision).with_only_columns(Registration.version_id).order_by(None)
    entered = (
        sa.select(RegisterEntry.holder_id)
        .join(
            QualificationVersion,
            QualificationVersion.qualification_id == RegisterEntry.qualification_id,
        )
        .where(RegisterEntry.duty == Duty.WITNESS, QualificationVersion.id.in_(about))
    )
    if (signed_in := writer_of(revision)) is not None:
        entered = entered.where(RegisterEntry.holder_id == signed_in)
    return db.session.scalars(
        sa.select(User).where(User.id.in_(entered)).order_by(User.name, User.id)
    ).all()


def likely(revision: Revision, people: Sequence[User]) -> int | None:
    """Guess which of these people wrote it: whoever was signed in, or the one of that name."""
    written_by = str(revision.details.get("witness", "")).casefold()
    named = [one.id for one in people if one.name.casefold() == written_by]
    signed_in = [one.id for one in people if one.id == writer_of(revision)]
    return next(iter(signed_in), named[0] if len(named) == 1 else None)


def writer_of(revision: Revision) -> int | None:
    """Name the witness by id, where they were signed in when they confirmed it."""
    return next((one.signer_id for one in revision.signatures if one.part is Part.WITNESS), None)


def may_be_from(actor: User, revision: Revision, expert: User | None) -> Verdict:
    """Say whether this assessor may accept the testimony as that expert's now.

    The register has to allow it on this day for every unit it is claimed for.
    """
    if expert is None:
        return no(_("Say which expert on the register wrote this."))
    if writer_of(revision) not in {None, expert.id}:
        return no(_("Somebody else was signed in when this was confirmed, so it is theirs."))
    refusals = list(_refusals(actor, revision, expert))
    return refusals[0] if refusals else YES


def _refusals(actor: User, revision: Revision, expert: User) -> Iterator[Verdict]:
    """Say for each unit claimed of which no registration of this assessor's allows it, why."""
    verdicts: dict[int, list[Verdict]] = {}
    for registration in db.session.scalars(registrations_of(revision)):
        if registration.assessor_id != actor.id:
            continue
        for unit_id in _units_claimed(revision, registration):
            verdict = may_witness(expert, work_under(registration, {unit_id}), clock.now())
            if expert.id in {registration.assessor_id, registration.iqa_id}:
                verdict = no(_("%(name)s has a part in this assessment.", name=expert.name))
            verdicts.setdefault(unit_id, []).append(verdict)
    for found in verdicts.values():
        if not any(found):
            yield found[0]


def _units_claimed(revision: Revision, registration: Registration) -> set[int]:
    return set(
        db.session.scalars(
            sa.select(UnitVersion.unit_id)
            .join(UnitAssessment, UnitAssessment.unit_version_id == UnitVersion.id)
            .join(Criterion, Criterion.unit_version_id == UnitVersion.id)
            .join(CriterionLink, CriterionLink.criterion_id == Criterion.id)
            .where(
                CriterionLink.revision_id == revision.id,
                UnitAssessment.registration_id == registration.id,
                UnitAssessment.status != UnitStatus.WITHDRAWN,
            )
        )
    )
