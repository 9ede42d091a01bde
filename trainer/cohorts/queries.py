"""Cohorts as they are listed and shown, who could be in one, and what stands in the way of each."""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.assessors.footing import Footing, footings
from trainer.assessors.policies import may_assess_on, may_verify_on
from trainer.assessors.terms import Work
from trainer.catalogue.models import QualificationVersion, VersionStatus
from trainer.cohorts import policies
from trainer.cohorts.models import Cohort, CohortMember
from trainer.core import clock
from trainer.core.database import Columns
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people import policies as people
from trainer.people.models import Placement, Site, Team
from trainer.registrations.models import Registration
from trainer.registrations.policies import OVER
from trainer.registrations.policies import may_register as may_register_learner
from trainer.versions.queries import later_than


def listed(actor: User) -> Columns:
    """Select the cohorts with how many are in each and registered, the latest first."""
    tried = sa.select(
        CohortMember.cohort_id,
        sa.func.count().label("members"),
        sa.func.count(CohortMember.registration_id).label("registered"),
    ).group_by(CohortMember.cohort_id)
    counted = tried.subquery()
    return (
        policies.visible_to(actor)
        .join(QualificationVersion, QualificationVersion.id == Cohort.version_id)
        .join(User, User.id == Cohort.prepared_by_id)
        .outerjoin(counted, counted.c.cohort_id == Cohort.id)
        .with_only_columns(
            sa.orm.Bundle(
                "cohort",
                Cohort.id,
                Cohort.name,
                Cohort.status,
                Cohort.prepared_at,
                QualificationVersion.title,
                User.name.label("by"),
                sa.func.coalesce(counted.c.members, 0).label("members"),
                sa.func.coalesce(counted.c.registered, 0).label("registered"),
            )
        )
        .order_by(Cohort.id.desc())
    )


def shown(actor: User) -> sa.Select[Cohort]:
    """Select cohorts with all that their page shows."""
    members = selectinload(Cohort.members)
    return policies.visible_to(actor).options(
        joinedload(Cohort.version).selectinload(QualificationVersion.numbers),
        joinedload(Cohort.awarding),
        joinedload(Cohort.iqa),
        joinedload(Cohort.prepared_by),
        members.joinedload(CohortMember.learner),
        members.joinedload(CohortMember.assessor),
        members.joinedload(CohortMember.registration),
        raiseload("*"),
    )


def version_for(cohort: Cohort) -> QualificationVersion:
    """Find the version that takes learners now: the cohort's own, or the one in its place."""
    if cohort.version.status is VersionStatus.CURRENT:
        return cohort.version
    return later_than(cohort.version) or cohort.version


def named(actor: User, words: Collection[str]) -> Mapping[str, list[User]]:
    """Find, for each line, the people at work it may mean: by staff number, e-mail or whole name."""
    wanted = {one.casefold() for one in words}
    found = db.session.scalars(
        people.visible_to(actor)
        .where(
            User.active,
            sa.or_(
                sa.func.lower(User.staff_number).in_(wanted),
                sa.func.lower(User.email).in_(wanted),
                User.name.in_(words),
            ),
        )
        .order_by(User.name, User.id)
        .options(raiseload("*"))
    ).all()
    return {
        word: [
            one
            for one in found
            if word.casefold() in {one.staff_number.casefold(), (one.email or "").casefold()}
            or word == one.name
        ]
        for word in words
    }


def teams() -> Sequence[tuple[int, str]]:
    """List the teams by id, with the site each is at."""
    rows = db.session.execute(
        sa.select(Team.id, Team.name, Site.name)
        .join(Team.site)
        .order_by(Site.name, Team.name, Team.id)
    )
    return [(identity, f"{site} · {team}") for identity, team, site in rows]


def at_work_in(actor: User, team_id: int) -> Sequence[User]:
    """List those who work in a team today, by name."""
    today = clock.today()
    placed = sa.select(Placement.user_id).where(
        Placement.team_id == team_id, Placement.holds_on(today)
    )
    return db.session.scalars(
        people.visible_to(actor)
        .where(User.active, User.id.in_(placed))
        .order_by(User.name, User.id)
        .options(raiseload("*"))
    ).all()


def sites_of(learners: Collection[int]) -> Mapping[int, Site]:
    """Find the site where each of these people works today."""
    rows = db.session.execute(
        sa.select(Placement.user_id, Site)
        .join(Placement.site)
        .where(Placement.user_id.in_(learners), Placement.holds_on(clock.today()))
        .order_by(Placement.starts_on)
    )
    return {user_id: site for user_id, site in rows}


def barred_pairs(
    version: QualificationVersion, assessors: Sequence[User], learners: Collection[int]
) -> set[tuple[int, int]]:
    """Name the pairs of assessor and learner that the register or a tie forbids today."""
    now, sites = clock.now(), sites_of(learners)
    known = footings([one.id for one in assessors], version.qualification_id, clock.day_of(now))
    return {
        (one.id, learner)
        for one in assessors
        for learner in learners
        if not may_assess_on(
            known.get(one.id, Footing()), one, _work(version, learner, sites.get(learner)), now
        )
    }


def _work(version: QualificationVersion, learner_id: int, site: Site | None) -> Work:
    return Work(version.qualification_id, learner_id, site.id if site else None)


def obstacles(cohort: Cohort, actor: User) -> Mapping[int, str]:
    """Say for each member who is not registered yet what would keep them from it, if anything does.

    Three statements, however many they are. Registering asks everything again.
    """
    waiting = [one for one in cohort.members if one.registration_id is None]
    learners = [one.learner_id for one in waiting]
    sites, taken = sites_of(learners), _registered_already(cohort, learners)
    allocated = {one.assessor for one in waiting if one.assessor is not None}
    asked = {one.id for one in allocated} | {cohort.iqa_id or 0}
    now = clock.now()
    known = footings(list(asked), cohort.version.qualification_id, clock.day_of(now))
    found: dict[int, str] = {}
    for one in waiting:
        site = sites.get(one.learner_id)
        work = _work(cohort.version, one.learner_id, site)
        verdicts = [may_register_learner(actor, one.learner, site.id if site else None)]
        if one.assessor is not None:
            footing = known.get(one.assessor.id, Footing())
            verdicts.append(may_assess_on(footing, one.assessor, work, now))
        if cohort.iqa is not None:
            footing = known.get(cohort.iqa.id, Footing())
            verdicts.append(may_verify_on(footing, cohort.iqa, work, now))
        refused = [verdict.reason for verdict in verdicts if not verdict]
        if one.learner_id in taken:
            refused.append(_("%(name)s is registered on this already.", name=one.learner.name))
        if refused:
            found[one.id] = refused[0]
    return found


def _registered_already(cohort: Cohort, learners: Collection[int]) -> set[int]:
    return set(
        db.session.scalars(
            sa.select(Registration.learner_id)
            .join(Registration.version)
            .where(
                Registration.learner_id.in_(learners),
                QualificationVersion.qualification_id == cohort.version.qualification_id,
                Registration.status.not_in(OVER),
            )
        )
    )


def waiting_members(cohort_id: int) -> Sequence[int]:
    """List the members still to be tried, in order."""
    return db.session.scalars(
        sa.select(CohortMember.id)
        .where(
            CohortMember.cohort_id == cohort_id,
            CohortMember.registration_id.is_(None),
            CohortMember.refusal == "",
        )
        .order_by(CohortMember.id)
    ).all()
