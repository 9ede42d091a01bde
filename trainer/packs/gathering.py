"""Gather what a pack says of a learner: registrations, decisions and evidence, as plain facts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from trainer.accounts.models import User
from trainer.assessments.models import (
    JudgedItem,
    Judgement,
    Signature,
    Submission,
    SubmissionStatus,
)
from trainer.catalogue.models import Criterion, QualificationVersion
from trainer.config import Config
from trainer.extensions import db
from trainer.logs.frameworks import COLUMNS
from trainer.logs.models import (
    AttachedFile,
    CriterionLink,
    EvidenceStatus,
    Item,
    Revision,
)
from trainer.logs.wording import Told, read
from trainer.packs.document import (
    Answer,
    Claim,
    Judged,
    PackedCriterion,
    PackedEvidence,
    PackedRegistration,
    PackedUnit,
    Signed,
)
from trainer.portfolios.queries.matrix import matrix_of
from trainer.registrations.crediting import credited
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus

OF_OTHERS = frozenset({"witness", "contact"})
"""Details that name people who decided nothing: they stay here."""


def _told(revision: Revision) -> list[Told]:
    """List what was written, without what names people who decided nothing."""
    details = {name: value for name, value in revision.details.items() if name not in OF_OTHERS}
    words = {name: getattr(revision, name) for name in ("framework", *COLUMNS)}
    return read(revision.item.kind, words | {"details": details})


def registrations_of(learner: User) -> Sequence[Registration]:
    """List somebody's registrations with what stands at their head."""
    return db.session.scalars(
        sa.select(Registration)
        .where(Registration.learner_id == learner.id)
        .options(
            joinedload(Registration.version).joinedload(QualificationVersion.qualification),
            joinedload(Registration.assessor),
            joinedload(Registration.iqa),
            joinedload(Registration.learner),
            joinedload(Registration.awarding),
            selectinload(Registration.units).joinedload(UnitAssessment.unit_version),
        )
        .order_by(Registration.id)
    ).all()


@dataclass(frozen=True)
class Gatherer:
    """Turns rows into the parts of a document, with days by the organisation's clock."""

    config: Config

    def day(self, at: datetime) -> date:
        """Say which day an instant was."""
        return at.astimezone(ZoneInfo(self.config.zone)).date()

    def registration(self, one: Registration) -> PackedRegistration:
        """Say what the learner was registered for and how far each unit got."""
        units = [unit for unit in one.units if unit.status is not UnitStatus.WITHDRAWN]
        return PackedRegistration(
            qualification=one.version.qualification.code,
            version=one.version.number,
            title=one.version.title,
            level=one.version.level,
            awarding=f"{one.awarding.number}, {one.awarding.organisation}" if one.awarding else "",
            registered_on=one.registered_on,
            status=one.status.value,
            assessor=one.assessor.name,
            iqa=one.iqa.name,
            units=list(self._units(one, units)),
        )

    def _units(
        self, registration: Registration, units: Sequence[UnitAssessment]
    ) -> Iterator[PackedUnit]:
        by_credit = credited([unit.id for unit in units])
        criteria = self._criteria(registration)
        names = self._names(units)
        for unit in units:
            version = unit.unit_version
            yield PackedUnit(
                code=version.code,
                title=version.title,
                level=version.level,
                credit=version.credit,
                status=unit.status.value,
                achieved_on=unit.achieved_on,
                by_credit_transfer=unit.id in by_credit,
                criteria=criteria[unit.id],
                signatures=names[unit.id],
            )

    def _criteria(self, registration: Registration) -> Mapping[int, list[PackedCriterion]]:
        judged = self._judged(registration)
        rows = [one.row for one in matrix_of(registration).rows]
        named = sa.select(Criterion.id, Criterion.identifier).where(
            Criterion.id.in_([row.criterion_id for row in rows])
        )
        identifiers = {number: identifier for number, identifier in db.session.execute(named)}
        found: dict[int, list[PackedCriterion]] = defaultdict(list)
        for row in rows:
            found[row.unit_id].append(
                PackedCriterion(
                    identifier=identifiers[row.criterion_id],
                    outcome=f"{row.outcome_number} {row.outcome}",
                    number=row.number,
                    text=row.text,
                    state=row.state.value,
                    judgements=judged[row.criterion_id],
                )
            )
        return found

    def _judged(self, registration: Registration) -> Mapping[int, list[Judged]]:
        later = aliased(Judgement)
        judgements = db.session.scalars(
            sa.select(Judgement)
            .join(UnitAssessment, UnitAssessment.id == Judgement.unit_assessment_id)
            .outerjoin(later, later.supersedes_id == Judgement.id)
            .where(UnitAssessment.registration_id == registration.id, later.id.is_(None))
            .options(
                joinedload(Judgement.judge),
                selectinload(Judgement.items)
                .joinedload(JudgedItem.revision)
                .joinedload(Revision.item),
            )
            .order_by(Judgement.id)
        )
        found: dict[int, list[Judged]] = defaultdict(list)
        for one in judgements:
            found[one.criterion_id].append(
                Judged(
                    outcome=one.outcome.value,
                    decided_on=self.day(one.decided_at),
                    assessor=one.judge.name,
                    evidence=[item.revision.item.label for item in one.items],
                )
            )
        return found

    def _names(self, units: Sequence[UnitAssessment]) -> Mapping[int, list[Signed]]:
        cycles = {unit.id: unit.cycle for unit in units}
        found: dict[int, list[Signed]] = defaultdict(list)
        for one in db.session.scalars(
            sa.select(Signature)
            .where(Signature.unit_assessment_id.in_(cycles))
            .order_by(Signature.id)
        ):
            if one.cycle == cycles[one.unit_assessment_id]:
                found[one.unit_assessment_id].append(
                    Signed(
                        signed_as=one.signed_as.value,
                        name=one.printed_name,
                        signed_on=self.day(one.signed_at),
                    )
                )
        return found

    def evidence(self, one: "Sent") -> PackedEvidence:
        """Say what a piece of evidence is, without its files, which are added as they are written."""
        revision = one.revision
        return PackedEvidence(
            number=revision.item.label,
            kind=revision.item.kind.value,
            title=revision.title,
            happened_on=revision.happened_on,
            sent_on=self.day(one.sent_at),
            minutes=revision.minutes,
            place=revision.place,
            told=[Answer(question=one.heading, words=one.words) for one in _told(revision)],
            kept_at=revision.kept_at,
            status=revision.item.status.value,
            claims=[
                Claim(
                    identifier=link.criterion.identifier,
                    unit=link.criterion.unit_version.code,
                    number=link.criterion.number,
                    note=link.note,
                )
                for link in sorted(revision.links, key=lambda link: link.criterion_id)
            ],
            files=[],
            left_out=[],
        )


@dataclass(frozen=True)
class Sent:
    """A revision that was sent, and when."""

    revision: Revision
    sent_at: datetime


def evidence_of(learner: User) -> list[Sent]:
    """List every item of somebody's that was sent and is neither void nor set aside, as sent last."""
    latest = (
        sa.select(sa.func.max(Submission.id))
        .join(Revision, Revision.id == Submission.revision_id)
        .where(Submission.status != SubmissionStatus.WITHDRAWN)
        .group_by(Revision.item_id)
    )
    rows = db.session.execute(
        sa.select(Revision, Submission.submitted_at)
        .join(Submission, Submission.revision_id == Revision.id)
        .join(Revision.item)
        .where(
            Submission.id.in_(latest),
            Item.owner_id == learner.id,
            Item.status != EvidenceStatus.VOID,
            Item.held_at.is_(None),
        )
        .options(
            joinedload(Revision.item),
            selectinload(Revision.files).joinedload(AttachedFile.file),
            selectinload(Revision.links)
            .joinedload(CriterionLink.criterion)
            .joinedload(Criterion.unit_version),
        )
        .order_by(Item.number)
    )
    return [Sent(revision, at) for revision, at in rows]
