"""The units picked for a quality assurer, as lists, and one of them with what it takes to look into it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Bundle, aliased, joinedload

from trainer.accounts.models import User
from trainer.assessors.entitling import qualified_holders
from trainer.assessors.models import Duty
from trainer.catalogue.models import UnitVersion
from trainer.core import clock
from trainer.core.database import Columns
from trainer.extensions import db
from trainer.people.models import Site
from trainer.quality import policies
from trainer.quality.models import FaultSearch
from trainer.registrations.models import Registration, UnitAssessment
from trainer.sampling.facts import decided_by
from trainer.sampling.models import OPEN, Look, Pick, PickStatus, SampleRow, Sign
from trainer.sampling.rules.drawing import Reason
from trainer.sampling.rules.risk import Verdict
from trainer.sampling.rules.settings import Trigger
from trainer.sampling.wording import Said, reasons_said

WEEK = timedelta(days=7)

WAITING = frozenset({PickStatus.SELECTED, PickStatus.REVIEWING})


class Show(StrEnum):
    """Which of the picks a list shows."""

    OPEN = "open"
    DUE = "due"
    AGREED = "agreed"
    ACTIONS = "actions"
    ALL = "all"


_SHOWN = {
    Show.OPEN: WAITING,
    Show.AGREED: frozenset({PickStatus.AGREED, PickStatus.ACTION_CLOSED}),
    Show.ACTIONS: frozenset(
        {PickStatus.AGREED_WITH_POINTS, PickStatus.DISAGREED, PickStatus.ACTION_OPEN}
    ),
}


@dataclass(frozen=True)
class Turn:
    """What a quality assurer looks into before and after a pick."""

    previous: int | None
    following: int | None


def mine(iqa: User, show: Show) -> Columns:
    """Select the picks that somebody looks into, the earliest due first, as columns to list."""
    learner, assessor = aliased(User), aliased(User)
    row: Bundle[Any] = Bundle(
        "pick",
        Pick.id,
        Pick.status,
        Pick.stage,
        Pick.due_on,
        Pick.row_id,
        Pick.look_id,
        UnitVersion.title,
        learner.name.label("learner"),
        assessor.name.label("assessor"),
    )
    select = (
        sa.select(row)
        .select_from(Pick)
        .join(UnitAssessment, UnitAssessment.id == Pick.unit_assessment_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(learner, learner.id == Registration.learner_id)
        .outerjoin(SampleRow, SampleRow.id == Pick.row_id)
        .outerjoin(Look, Look.id == Pick.look_id)
        .join(assessor, assessor.id == _assessed_by())
        .where(_of(iqa.id), Pick.status != PickStatus.DROPPED)
        .order_by(Pick.status.in_(OPEN).desc(), Pick.due_on, Pick.id)
    )
    return select.where(*_only(show))


def _assessed_by() -> sa.ColumnElement[int]:
    return sa.func.coalesce(Look.assessor_id, SampleRow.assessor_id, Registration.assessor_id)


def _of(person_id: Any) -> sa.ColumnElement[bool]:
    return sa.or_(
        sa.and_(Pick.status.in_(OPEN), policies.looked_into_by(person_id)),
        Look.iqa_id == person_id,
    )


def _only(show: Show) -> list[sa.ColumnElement[bool]]:
    if show is Show.DUE:
        return [Pick.status.in_(WAITING), Pick.due_on <= clock.today() + WEEK]
    return [Pick.status.in_(_SHOWN[show])] if show in _SHOWN else []


def counts(iqa: User) -> Mapping[Show, int]:
    """Count what each view of somebody's picks shows, in one statement."""
    columns = [
        sa.func.coalesce(sa.func.sum(sa.case((sa.and_(sa.true(), *_only(show)), 1), else_=0)), 0)
        for show in Show
    ]
    found = db.session.execute(
        sa.select(*columns)
        .select_from(Pick)
        .join(UnitAssessment, UnitAssessment.id == Pick.unit_assessment_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .outerjoin(Look, Look.id == Pick.look_id)
        .where(_of(iqa.id), Pick.status != PickStatus.DROPPED)
    ).one()
    return dict(zip(Show, found, strict=True))


def count_to_look(person_id: Any, *, by: Any = None) -> Any:
    """Count, as part of another statement, the picks somebody is to look into, or is by a day."""
    due = [] if by is None else [Pick.due_on <= by]
    return (
        sa.select(sa.func.count(Pick.id))
        .join(UnitAssessment, UnitAssessment.id == Pick.unit_assessment_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .where(Pick.status.in_(WAITING), policies.looked_into_by(person_id), *due)
        .scalar_subquery()
    )


def turn_of(pick: Pick, iqa: User) -> Turn:
    """Find what somebody looks into before and after a pick, in the order of their list."""
    others = db.session.execute(
        sa.select(Pick.due_on, Pick.id)
        .join(UnitAssessment, UnitAssessment.id == Pick.unit_assessment_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .where(Pick.status.in_(WAITING), policies.looked_into_by(iqa.id), Pick.id != pick.id)
        .order_by(Pick.due_on, Pick.id)
    ).all()
    before = [number for due_on, number in others if (due_on, number) < (pick.due_on, pick.id)]
    after = [number for due_on, number in others if (due_on, number) > (pick.due_on, pick.id)]
    return Turn(before[-1] if before else None, next(iter(after or before), None))


def pick_with_all(select: sa.Select[Pick]) -> sa.Select[Pick]:
    """Load a pick with its unit, the people around it, and what picked it."""
    return select.options(
        joinedload(Pick.unit_assessment).options(
            joinedload(UnitAssessment.unit_version),
            joinedload(UnitAssessment.registration).options(
                joinedload(Registration.version),
                joinedload(Registration.learner),
                joinedload(Registration.assessor),
                joinedload(Registration.iqa),
                joinedload(Registration.site),
            ),
        ),
        joinedload(Pick.row).joinedload(SampleRow.sample),
        joinedload(Pick.sign).joinedload(Sign.look),
        joinedload(Pick.look),
        joinedload(Pick.handed_to),
    )


def reasons_of(rows: Iterable[Any]) -> dict[int, list[Said]]:
    """Say of each of these listed picks why it was picked, by the pick's id."""
    listed = list(rows)
    known: dict[int | None, list[Any]] = dict(
        db.session.execute(
            sa.select(SampleRow.id, SampleRow.reasons).where(
                SampleRow.id.in_([one.row_id for one in listed if one.row_id])
            )
        ).all()
    )
    return {one.id: why(known.get(one.row_id), one.assessor) for one in listed}


def why(reasons: Sequence[dict[str, Any]] | None, assessor: str) -> list[Said]:
    """Say why a unit was picked: by its row of the sample, or as one that may share a fault."""
    if reasons is None:
        reasons = [Reason(Trigger.SAME_FAULT.value).to_data()]
    return reasons_said(list(reasons), assessor, _site_names(reasons))


def _site_names(reasons: Sequence[dict[str, Any]]) -> dict[str, str]:
    ids = [int(one["name"]) for one in reasons if str(one.get("name", "")).isdigit()]
    if not ids:
        return {}
    rows = db.session.execute(sa.select(Site.id, Site.name).where(Site.id.in_(ids)))
    return {str(site_id): name for site_id, name in rows}


def assessor_of(pick: Pick) -> User:
    """Find whose decisions a pick is about."""
    return db.session.get_one(User, decided_by(pick.unit_assessment))


def receivers(pick: Pick) -> Sequence[User]:
    """List the quality assurers to whom a pick may be handed, by name."""
    qualification_id = pick.unit_assessment.registration.version.qualification_id
    holders = qualified_holders([Duty.VERIFY], qualification_id, clock.now())
    people = db.session.scalars(
        sa.select(User).where(User.id.in_(holders)).order_by(User.name, User.id)
    )
    return [one for one in people if policies.may_receive(one, pick)]


def unanswered(iqa: User) -> Sequence[Look]:
    """List somebody's disagreements of which it isn't said yet who else may share the fault."""
    answered = sa.exists().where(FaultSearch.look_id == Look.id)
    return db.session.scalars(
        sa.select(Look)
        .where(Look.iqa_id == iqa.id, Look.verdict == Verdict.DISAGREED, ~answered)
        .options(
            joinedload(Look.unit_assessment).options(
                joinedload(UnitAssessment.unit_version),
                joinedload(UnitAssessment.registration).joinedload(Registration.learner),
            ),
            joinedload(Look.assessor),
        )
        .order_by(Look.looked_at, Look.id)
    ).all()
