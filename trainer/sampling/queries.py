"""What the pages of sampling list."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Bundle, aliased, joinedload

from trainer.accounts.models import User
from trainer.catalogue.models import Qualification, QualificationVersion, UnitVersion
from trainer.core.database import AnyRow, Columns
from trainer.extensions import db
from trainer.people.queries.places import site_names
from trainer.registrations.models import Registration, UnitAssessment
from trainer.sampling import policies
from trainer.sampling.models import OPEN, Pick, PickStatus, Sample, SampleRow, Stage, Strategy
from trainer.sampling.population import undrawn

AGREED = frozenset({PickStatus.AGREED, PickStatus.AGREED_WITH_POINTS, PickStatus.ACTION_CLOSED})
WITH_ACTIONS = frozenset({PickStatus.DISAGREED, PickStatus.ACTION_OPEN})


class Show(StrEnum):
    """Which rows of a sample a page shows."""

    PICKED = "picked"
    OPEN = "open"
    AGREED = "agreed"
    WITH_ACTIONS = "with_actions"
    LEFT = "left"


_STATUSES = {Show.OPEN: OPEN, Show.AGREED: AGREED, Show.WITH_ACTIONS: WITH_ACTIONS}


def titles(ids: Collection[int]) -> dict[int, str]:
    """Name qualifications by the title of their latest version."""
    rows = db.session.execute(
        sa.select(QualificationVersion.qualification_id, QualificationVersion.title)
        .where(QualificationVersion.qualification_id.in_(ids))
        .order_by(QualificationVersion.number)
    )
    return {qualification_id: title for qualification_id, title in rows}


def overview(actor: User) -> Sequence[AnyRow]:
    """List the qualifications somebody samples: strategy, what waits undrawn, what is open."""
    ids = policies.sampled_by(actor).with_only_columns(Qualification.id)
    strategy = sa.select(Strategy.qualification_id).distinct().subquery()
    waits = _counted(Stage.SUMMATIVE)
    open_ = (
        sa.select(Sample.qualification_id, sa.func.count().label("number"))
        .join(SampleRow, SampleRow.sample_id == Sample.id)
        .join(Pick, Pick.row_id == SampleRow.id)
        .where(Pick.status.in_(OPEN))
        .group_by(Sample.qualification_id)
        .subquery()
    )
    latest = (
        sa.select(Sample.qualification_id, sa.func.max(Sample.drawn_at).label("at"))
        .group_by(Sample.qualification_id)
        .subquery()
    )
    registered = (
        sa.exists()
        .where(
            QualificationVersion.qualification_id == Qualification.id,
            Registration.version_id == QualificationVersion.id,
        )
        .correlate(Qualification)
    )
    return db.session.execute(
        sa.select(
            Qualification.id,
            strategy.c.qualification_id.is_not(None).label("has_strategy"),
            sa.func.coalesce(waits.c.number, 0).label("waits"),
            sa.func.coalesce(open_.c.number, 0).label("open"),
            latest.c.at.label("drawn_at"),
            sa.or_(latest.c.at.is_not(None), registered).label("in_use"),
        )
        .outerjoin(strategy, strategy.c.qualification_id == Qualification.id)
        .outerjoin(waits, waits.c.qualification_id == Qualification.id)
        .outerjoin(open_, open_.c.qualification_id == Qualification.id)
        .outerjoin(latest, latest.c.qualification_id == Qualification.id)
        .where(Qualification.id.in_(ids))
        .order_by(sa.desc("open"), sa.desc("waits"), Qualification.id)
    ).all()


def _counted(stage: Stage) -> sa.Subquery:
    """Count what waits and was in no draw yet, by qualification."""
    return (
        sa.select(QualificationVersion.qualification_id, sa.func.count().label("number"))
        .select_from(UnitAssessment)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .where(undrawn(stage))
        .group_by(QualificationVersion.qualification_id)
        .subquery()
    )


def samples(actor: User, qualification_id: int | None = None) -> Columns:
    """Select the samples somebody sees, the latest first, with how far each has got."""
    by_state = (
        sa.select(
            SampleRow.sample_id,
            sa.func.sum(sa.case((Pick.status.in_(OPEN), 1), else_=0)).label("open"),
            sa.func.sum(sa.case((Pick.status.in_(WITH_ACTIONS), 1), else_=0)).label("actions"),
        )
        .join(Pick, Pick.row_id == SampleRow.id)
        .group_by(SampleRow.sample_id)
        .subquery()
    )
    ids = policies.sampled_by(actor).with_only_columns(Qualification.id)
    row: Bundle[Any] = Bundle(
        "sample",
        Sample.id,
        Sample.qualification_id,
        Sample.stage,
        Sample.size,
        Sample.picked,
        Sample.drawn_at,
        sa.func.coalesce(by_state.c.open, 0).label("open"),
        sa.func.coalesce(by_state.c.actions, 0).label("actions"),
    )
    select = (
        sa.select(row)
        .outerjoin(by_state, by_state.c.sample_id == Sample.id)
        .where(Sample.qualification_id.in_(ids))
        .order_by(Sample.drawn_at.desc(), Sample.id.desc())
    )
    if qualification_id is None:
        return select
    return select.where(Sample.qualification_id == qualification_id)


def _looker() -> sa.ColumnElement[int]:
    """Say in SQL who looks into a pick: whom it was handed to, or the registration's assurer."""
    return sa.func.coalesce(Pick.handed_to_id, Registration.iqa_id)


def rows_of_sample(sample: Sample, show: Show) -> Columns:
    """Select the rows of a sample for its page, as columns to list."""
    learner, assessor = aliased(User), aliased(User)
    row: Bundle[Any] = Bundle(
        "row",
        SampleRow.id,
        SampleRow.unit_assessment_id,
        SampleRow.picked,
        SampleRow.cycle,
        UnitVersion.title,
        UnitVersion.code,
        learner.name.label("learner"),
        assessor.name.label("assessor"),
        Pick.id.label("pick_id"),
        Pick.status,
        Pick.due_on,
        _looker().label("iqa_id"),
    )
    select = (
        sa.select(row)
        .select_from(SampleRow)
        .join(UnitAssessment, UnitAssessment.id == SampleRow.unit_assessment_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(learner, learner.id == Registration.learner_id)
        .join(assessor, assessor.id == SampleRow.assessor_id)
        .outerjoin(Pick, Pick.row_id == SampleRow.id)
        .where(SampleRow.sample_id == sample.id, SampleRow.picked.is_(show is not Show.LEFT))
        .order_by(Pick.due_on, SampleRow.id)
    )
    return select.where(Pick.status.in_(_STATUSES[show])) if show in _STATUSES else select


def reasons_of(rows: Collection[int]) -> dict[int, list[Any]]:
    """Give the reasons that the draw gave for rows of a sample, by the id of the row."""
    found = sa.select(SampleRow.id, SampleRow.reasons).where(SampleRow.id.in_(rows))
    return {row_id: reasons for row_id, reasons in db.session.execute(found)}


def counts(sample: Sample) -> Mapping[Show, int]:
    """Count what each view of a sample's page shows."""
    found = dict(
        db.session.execute(
            sa.select(Pick.status, sa.func.count())
            .join(SampleRow, SampleRow.id == Pick.row_id)
            .where(SampleRow.sample_id == sample.id)
            .group_by(Pick.status)
        ).all()
    )
    views = {
        show: sum(number for status, number in found.items() if status in statuses)
        for show, statuses in _STATUSES.items()
    }
    left = sample.size - sample.picked
    return {Show.PICKED: sample.picked, **views, Show.LEFT: left}


def strategies(qualification_id: int) -> Sequence[Strategy]:
    """List the strategies a qualification has had, the one in force first."""
    return db.session.scalars(
        sa.select(Strategy)
        .where(Strategy.qualification_id == qualification_id)
        .options(joinedload(Strategy.made_by))
        .order_by(Strategy.version.desc())
    ).all()


def names_of(people: Collection[int]) -> dict[int, str]:
    """Name people by id."""
    found = db.session.execute(sa.select(User.id, User.name).where(User.id.in_(people)))
    return {id_: name for id_, name in found}


def unit_titles(units: Collection[str]) -> dict[str, str]:
    """Name units by the title of their latest version."""
    rows = db.session.execute(
        sa.select(UnitVersion.unit_id, UnitVersion.title)
        .where(UnitVersion.unit_id.in_([int(one) for one in units]))
        .order_by(UnitVersion.id)
    )
    return {str(unit_id): title for unit_id, title in rows}


def names_of_sites() -> dict[str, str]:
    """Name all sites by id, as the facts of a row name them."""
    return {str(id_): name for id_, name in site_names()}


def next_pick(sample: Sample, actor: User) -> Pick | None:
    """Find what this quality assurer looks into next of a sample: begun first, then due first."""
    return db.session.scalar(
        sa.select(Pick)
        .join(SampleRow, SampleRow.id == Pick.row_id)
        .join(UnitAssessment, UnitAssessment.id == Pick.unit_assessment_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .where(
            SampleRow.sample_id == sample.id,
            _looker() == actor.id,
            Pick.status.in_({PickStatus.SELECTED, PickStatus.REVIEWING}),
        )
        .order_by(Pick.status, Pick.due_on, Pick.id)
        .limit(1)
    )
