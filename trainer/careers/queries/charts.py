"""The map in force and those before it, and what a new one has to fit."""

from collections import Counter
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Load, joinedload

from trainer.assessors.models import Duty
from trainer.behaviours.models import Behaviour, BehaviourVersion
from trainer.bodies.models import ProfessionalBody
from trainer.careers.models import CareerMapDraft, CareerMapVersion, CareerTarget
from trainer.careers.reading import read
from trainer.careers.rules.asking import APPRAISAL_OUTCOME, OBJECTIVES_MET, Key, Kind
from trainer.careers.rules.charting import CareerMap, Known
from trainer.careers.rules.serving import ANYWHERE
from trainer.catalogue.comparing import is_latest_unit
from trainer.catalogue.models import (
    GroupedUnit,
    Qualification,
    QualificationVersion,
    Unit,
    UnitGroup,
    UnitVersion,
    VersionStatus,
)
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Placement, Site
from trainer.training.models import Skill

NOTHING_YET = CareerMap(())


def versions() -> sa.Select[CareerMapVersion]:
    """Select the versions of the map, the one in force first."""
    return (
        sa.select(CareerMapVersion)
        .order_by(CareerMapVersion.number.desc())
        .options(joinedload(CareerMapVersion.published_by), Load(CareerMapVersion).raiseload("*"))
    )


def in_force() -> CareerMapVersion | None:
    """Load the version in force."""
    return db.session.scalar(versions().limit(1))


def chart() -> CareerMap:
    """Load the map in force; before there is one, it has no roles."""
    version = in_force()
    return read(version.text) if version else NOTHING_YET


def draft() -> CareerMapDraft | None:
    """Load the next version as HR has it so far, if they work on one."""
    return db.session.scalar(
        sa.select(CareerMapDraft).options(joinedload(CareerMapDraft.changed_by))
    )


def map_of(draft: CareerMapDraft) -> CareerMap:
    """Read the map of a draft; one that begins from nothing has no roles."""
    return read(draft.text) if draft.text else NOTHING_YET


def offers(chart: CareerMap) -> list[tuple[str, str]]:
    """List the codes that may be asked for, each with what it is. Five statements."""
    lists = (
        sa.select(UnitVersion.code, UnitVersion.title).where(is_latest_unit()),
        sa.select(Qualification.code, sa.func.max(QualificationVersion.title))
        .join(QualificationVersion, QualificationVersion.qualification_id == Qualification.id)
        .group_by(Qualification.code),
        sa.select(Skill.code, Skill.name),
        sa.select(Behaviour.code, BehaviourVersion.name).join(
            BehaviourVersion,
            sa.and_(
                BehaviourVersion.behaviour_id == Behaviour.id,
                BehaviourVersion.number == Behaviour.latest,
            ),
        ),
        sa.select(ProfessionalBody.code, ProfessionalBody.name),
    )
    found = [(code, name) for one in lists for code, name in db.session.execute(one)]
    return [*((role.key, role.title) for role in chart.roles), *sorted(set(found))]


def known(before: CareerMap) -> Known:
    """Load what a new map has to fit; the one `before` it says which roles people have. Nine statements."""
    titles = db.session.execute(
        sa.select(Placement.job_title, sa.func.count(Placement.user_id.distinct()))
        .where(Placement.holds_on(clock.today()))
        .group_by(Placement.job_title)
    )
    held: Counter[str] = Counter()
    for title, number in titles:
        if role := before.called(title):
            held[role.key] += number
    wanted = db.session.execute(
        sa.select(CareerTarget.role_key, sa.func.count())
        .where(CareerTarget.ended_on.is_(None))
        .group_by(CareerTarget.role_key)
    )
    behaviours = db.session.execute(sa.select(Behaviour.code, Behaviour.retired_on)).all()
    return Known(
        codes={
            Kind.APPRAISAL: {APPRAISAL_OUTCOME},
            Kind.OBJECTIVES: {OBJECTIVES_MET},
            Kind.MONTHS: {ANYWHERE},
            Kind.REGISTER: {duty.value for duty in Duty},
            Kind.BEHAVIOUR: {code for code, _retired_on in behaviours},
            Kind.UNIT: set(db.session.scalars(sa.select(Unit.code))),
            Kind.QUALIFICATION: set(db.session.scalars(sa.select(Qualification.code))),
            Kind.SKILL: set(db.session.scalars(sa.select(Skill.code))),
            Kind.MEMBERSHIP: set(db.session.scalars(sa.select(ProfessionalBody.code))),
        },
        retired=retired_units()
        | {(Kind.BEHAVIOUR, code) for code, retired_on in behaviours if retired_on is not None},
        sites=set(db.session.scalars(sa.select(Site.code))),
        held=held,
        wanted={key: number for key, number in wanted},
        titles={role.key: role.title for role in before.roles},
    )


def retired_units(among: Collection[str] | None = None) -> set[Key]:
    """Name the units (of these) that stand only in versions nobody is registered for any more."""
    select = (
        sa.select(Unit.code, QualificationVersion.status)
        .join(UnitVersion, UnitVersion.unit_id == Unit.id)
        .join(GroupedUnit, GroupedUnit.unit_version_id == UnitVersion.id)
        .join(UnitGroup, UnitGroup.id == GroupedUnit.group_id)
        .join(QualificationVersion, QualificationVersion.id == UnitGroup.version_id)
        .distinct()
    )
    if among is not None:
        select = select.where(Unit.code.in_(among))
    rows = db.session.execute(select).all()
    current = {code for code, status in rows if status is VersionStatus.CURRENT}
    return {(Kind.UNIT, code) for code, _status in rows if code not in current}
