"""An appraisal with its form: what is asked of this person, and what was written, in few statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import User
from trainer.appraisals import policies
from trainer.appraisals.models import (
    Addendum,
    Appraisal,
    AppraisalAnswer,
    AppraisalPart,
    AppraisalReading,
    AppraisalRecord,
    AppraisalSignature,
    AppraisalStep,
    CalibrationChange,
    CalibrationLine,
    Cycle,
)
from trainer.appraisals.queries import objectives
from trainer.appraisals.reading import read
from trainer.appraisals.rules.showing import (
    Answers,
    Asks,
    Item,
    ShownSection,
    Told,
    items_of,
    shown,
)
from trainer.appraisals.rules.stages import Party
from trainer.appraisals.rules.template import Template
from trainer.appraisals.rules.visibility import Sight, sight
from trainer.behaviours.models import BehaviourVersion
from trainer.extensions import db


@dataclass(frozen=True)
class Form:
    """A form with everything written in it. Only `for_viewer` gives any of it away."""

    appraisal: Appraisal
    template: Template
    items: dict[str, Sequence[Item]]
    answers: Answers
    parts: Sequence[AppraisalPart]

    def for_viewer(self, party: Party | None) -> list[ShownSection]:
        """Lay it out for one viewer at the stage it is at."""
        sights = sights_of(self.appraisal, party)
        return shown(self.template, self.items, self.answers, sights)

    def version_of(self, writer_id: int) -> int:
        """Say how often this writer’s part was saved."""
        return next((one.version for one in self.parts if one.writer_id == writer_id), 0)


def one(actor: User, appraisal_id: int) -> sa.Select[Appraisal]:
    """Select an appraisal in which somebody has a part, with whom and what it is about."""
    found = with_people(policies.visible_to(actor)).where(Appraisal.id == appraisal_id)
    return found.options(joinedload(Appraisal.appeal))


def with_people(select: sa.Select[Appraisal]) -> sa.Select[Appraisal]:
    """Load who has a part in appraisals, the round and the form in the same statement."""
    return select.options(
        joinedload(Appraisal.person),
        joinedload(Appraisal.manager),
        joinedload(Appraisal.second_line),
        joinedload(Appraisal.site),
        joinedload(Appraisal.team),
        joinedload(Appraisal.cycle).joinedload(Cycle.template_version),
    )


def template_of(appraisal: Appraisal) -> Template:
    """Return the form this appraisal is written on."""
    return read(appraisal.cycle.template_version.text)


def sights_of(appraisal: Appraisal, party: Party | None) -> Mapping[str, Sight]:
    """Say for each section what somebody sees and answers at the stage it is at."""
    calibrates = appraisal.cycle.calibrates
    return sight(template_of(appraisal), party, appraisal.status, calibrates=calibrates)


def form_of(appraisal: Appraisal) -> Form:
    """Read a form: its items, and all that was written in it."""
    template = template_of(appraisal)
    behaviours, own = _behaviours(appraisal), objectives.items_for(appraisal)
    items = {one.key: items_of(one, behaviours, own) for one in template.sections}
    parts = db.session.scalars(
        sa.select(AppraisalPart)
        .where(AppraisalPart.appraisal_id == appraisal.id)
        .options(
            joinedload(AppraisalPart.writer),
            selectinload(AppraisalPart.answers).selectinload(AppraisalAnswer.citations),
        )
        .order_by(AppraisalPart.id)
    ).all()
    return Form(appraisal, template, items, _answers(parts), parts)


def steps_of(appraisal: Appraisal) -> Sequence[AppraisalStep]:
    """List the stages it came to, the first first."""
    return db.session.scalars(
        sa.select(AppraisalStep)
        .where(AppraisalStep.appraisal_id == appraisal.id)
        .options(joinedload(AppraisalStep.by))
        .order_by(AppraisalStep.id)
    ).all()


def record_of(appraisal: Appraisal) -> AppraisalRecord | None:
    """Return what the manager signed last, if they have."""
    return db.session.scalar(
        sa.select(AppraisalRecord)
        .where(AppraisalRecord.appraisal_id == appraisal.id)
        .order_by(AppraisalRecord.number.desc())
        .limit(1)
    )


def signed(appraisal: Appraisal) -> AppraisalRecord:
    """Return what the manager signed last; raises `LookupError` where they have not."""
    record = record_of(appraisal)
    if record is None:
        raise LookupError("There is no signed record.")
    return record


def signatures_of(appraisal: Appraisal) -> Sequence[AppraisalSignature]:
    """List the signatures under the latest record, the first first."""
    latest = (
        sa.select(sa.func.max(AppraisalRecord.id))
        .where(AppraisalRecord.appraisal_id == appraisal.id)
        .scalar_subquery()
    )
    return db.session.scalars(
        sa.select(AppraisalSignature)
        .where(AppraisalSignature.record_id == latest)
        .order_by(AppraisalSignature.id)
    ).all()


def addenda_of(appraisal: Appraisal) -> Sequence[Addendum]:
    """List the notes under it, the first first."""
    return db.session.scalars(
        sa.select(Addendum)
        .where(Addendum.appraisal_id == appraisal.id)
        .options(joinedload(Addendum.writer))
        .order_by(Addendum.id)
    ).all()


def readings_of(appraisal: Appraisal) -> Sequence[AppraisalReading]:
    """List who outside the pair read it, the latest first."""
    return db.session.scalars(
        sa.select(AppraisalReading)
        .where(AppraisalReading.appraisal_id == appraisal.id)
        .options(joinedload(AppraisalReading.reader))
        .order_by(AppraisalReading.id.desc())
    ).all()


def changes_of(appraisal: Appraisal) -> Sequence[CalibrationChange]:
    """List how calibration changed the overall rating, the first first."""
    return db.session.scalars(
        sa.select(CalibrationChange)
        .join(CalibrationChange.line)
        .where(CalibrationLine.appraisal_id == appraisal.id)
        .options(joinedload(CalibrationChange.by))
        .order_by(CalibrationChange.id)
    ).all()


def _behaviours(appraisal: Appraisal) -> list[Item]:
    if not appraisal.behaviours:
        return []
    found = {
        version.id: version
        for version in db.session.scalars(
            sa.select(BehaviourVersion).where(BehaviourVersion.id.in_(appraisal.behaviours))
        )
    }
    told = [found[version_id] for version_id in appraisal.behaviours if version_id in found]
    return [
        Item(f"b{one.id}", one.name, Asks.RATING, one.meaning, tuple(one.levels)) for one in told
    ]


def _answers(parts: Sequence[AppraisalPart]) -> Answers:
    found: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for part in parts:
        for answer in part.answers:
            found[answer.section, answer.item].append(
                Told(
                    part.party,
                    part.writer_id,
                    part.writer.name,
                    answer.rating,
                    answer.words,
                    tuple((one.kind, one.number) for one in answer.citations),
                )
            )
    return found
