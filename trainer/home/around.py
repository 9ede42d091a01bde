"""What stands beside the navigation: whether somebody leads a team, and what waits for them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from flask import g

from trainer.accounts.models import User
from trainer.appeals.queries import count_to_answer
from trainer.appraisals.queries.waiting import count_led, count_own
from trainer.assessments.queries.waiting import count_to_judge, count_to_sign
from trainer.careers.queries.aims import count_targets
from trainer.careers.queries.candidates import count_candidates
from trainer.certificates.queries import is_uncertified
from trainer.core import clock
from trainer.core.database import Columns
from trainer.core.prepared import prepared
from trainer.courses.queries import count_to_decide
from trainer.development.queries.listing import count_led as count_plans_led
from trainer.development.queries.listing import count_own as count_own_plan
from trainer.extensions import db
from trainer.feedback.queries.listing import count_to_give
from trainer.logs.awaiting import count_awaiting_name
from trainer.malpractice.queries import count_to_do
from trainer.notifications.models import OutboxItem, OutboxStatus
from trainer.pairs.queries import count_to_answer as count_who_ask
from trainer.people.models import Role
from trainer.people.policies import reports_of, roles_confirmed_by
from trainer.people.queries import waits_for_decision
from trainer.points.queries import count_to_close
from trainer.points.queries import count_to_do as count_points
from trainer.promotions.queries.listing import count_to_do as count_promotions
from trainer.quality.queries.picks import WEEK, count_to_look
from trainer.registrations.handing_over import count_to_write
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
)
from trainer.registrations.policies import at_sites, sites_of
from trainer.registrations.work import waits_for_release
from trainer.reviews.queries import count_open
from trainer.standardisation.queries import count_to_judge as count_exercises
from trainer.updates.queries import count_to_read


@dataclass(frozen=True)
class Around:
    """The numbers beside the navigation; None where somebody has no such work."""

    leads: bool
    to_judge: int | None
    to_sign: int | None
    to_name: int | None
    to_release: int | None
    to_sample: int | None
    to_sample_this_week: int | None
    to_confirm: int | None
    to_issue: int | None
    to_review: int | None
    failed: int | None
    to_hear: int
    to_look_into: int
    to_hand_over: int
    points_to_do: int
    points_to_close: int
    exercises_to_judge: int
    to_read: int
    feedback_to_give: int
    places_to_agree: int
    own_appraisals: int
    led_appraisals: int
    own_development: int
    led_development: int
    asked_to_coach: int
    own_targets: int
    promotions_to_do: int
    register_candidates: int | None

    @property
    def in_queue(self) -> int:
        """Everything that waits for an assessor: entries to judge, names to give, units to sign."""
        return (self.to_judge or 0) + (self.to_name or 0) + (self.to_sign or 0)

    @property
    def points(self) -> int:
        """Action points that wait for somebody: to be done, or to be looked at and closed."""
        return self.points_to_do + self.points_to_close


def around(person: User) -> Around:
    """Say what stands around this request's page, asked for once however many want to know."""
    if "around" not in g:
        g.around = _ask(person)
    return cast("Around", g.around)


def _ask(person: User) -> Around:
    """Ask for all of it in the one statement that every page may spend on its surroundings."""
    asked = _waiting(
        person.id,
        clock.now(),
        clock.today(),
        clock.today() + WEEK,
        judges=person.holds(Role.ASSESSOR),
        assures=person.holds(Role.IQA),
        confirms=roles_confirmed_by(person),
        issues_at=frozenset(sites_of(person, {Role.TRAINING_ADMIN})),
        delivers=person.holds(Role.SYSTEM_ADMIN),
    )
    row = db.session.execute(*asked).one()
    return Around(bool(row[0]), *row[1:])


@prepared
def _waiting(
    person_id: Any,
    now: Any,
    today: Any,
    week_ends: Any,
    *,
    judges: bool,
    assures: bool,
    confirms: Collection[Role],
    issues_at: Collection[int | None],
    delivers: bool,
) -> Columns:
    return sa.select(
        sa.select(reports_of(person_id, today).exists()).scalar_subquery(),
        count_to_judge(person_id) if judges else sa.null(),
        count_to_sign(person_id, today) if judges else sa.null(),
        count_awaiting_name(person_id) if judges else sa.null(),
        _to_release(person_id) if assures else sa.null(),
        count_to_look(person_id) if assures else sa.null(),
        count_to_look(person_id, by=week_ends) if assures else sa.null(),
        _count(*waits_for_decision(person_id, confirms)) if confirms else sa.null(),
        _to_issue(person_id, issues_at) if issues_at else sa.null(),
        count_open(person_id, issues_at) if issues_at else sa.null(),
        _count(OutboxItem.status == OutboxStatus.FAILED) if delivers else sa.null(),
        count_to_answer(person_id, now, today, issues_at),
        count_to_do(person_id, issues_at),
        count_to_write(person_id),
        count_points(person_id),
        count_to_close(person_id),
        count_exercises(person_id, today),
        count_to_read(person_id, today),
        count_to_give(person_id, today),
        count_to_decide(person_id, now, today, sites=issues_at),
        count_own(person_id),
        count_led(person_id),
        count_own_plan(person_id, today),
        count_plans_led(person_id, today),
        count_who_ask(person_id),
        count_targets(person_id),
        count_promotions(person_id),
        count_candidates(person_id) if issues_at else sa.null(),
    )


def _count(*conditions: sa.ColumnElement[bool]) -> Any:
    return sa.select(sa.func.count()).where(*conditions).scalar_subquery()


def _to_release(person_id: Any) -> Any:
    units = (
        sa.select(sa.func.count(UnitAssessment.id))
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .where(Registration.iqa_id == person_id, waits_for_release())
        .scalar_subquery()
    )
    return units + _count(
        Registration.iqa_id == person_id, Registration.status == RegistrationStatus.UNITS_COMPLETE
    )


def _to_issue(person_id: Any, sites: Collection[int | None]) -> Any:
    """Count the certificates this person may issue: nobody issues their own."""
    return _count(is_uncertified(), at_sites(sites), Registration.learner_id != person_id)
