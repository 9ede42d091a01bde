"""How current what people achieved is: in a fixed number of statements, however many they are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from trainer.accounts.models import User
from trainer.assessments.models import CriterionStanding, CriterionState, Judgement
from trainer.catalogue.models import Unit, UnitVersion
from trainer.core import clock
from trainer.currency import rules
from trainer.currency.models import CurrencyRule
from trainer.currency.rules import Currency, Rule, Standing
from trainer.extensions import db
from trainer.logs.models import Revision
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus

Among = Collection[int] | sa.Select[int]
"""People, by their ids."""

TO_RENEW = frozenset({Currency.SOON, Currency.LAPSED})


@dataclass(frozen=True, slots=True)
class Kept:
    """A unit somebody achieved that does not stay current by itself, and how it stands."""

    person_id: int
    unit_id: int
    unit_assessment_id: int
    registration_id: int
    version_id: int
    code: str
    title: str
    achieved_on: date
    standing: Standing


@dataclass(frozen=True, slots=True)
class OfUnit:
    """How current one assessed unit is: the whole once achieved, each criterion met, each evidence."""

    rule: Rule
    whole: Standing | None
    criteria: Mapping[int, Standing]


def rules_on(day: date) -> dict[int, Rule]:
    """Load by unit the rules in force on a day, without those by which a unit is current for good."""
    later = aliased(CurrencyRule)
    is_last = ~sa.exists().where(
        later.unit_id == CurrencyRule.unit_id, later.starts_on <= day, later.id > CurrencyRule.id
    )
    rows = db.session.execute(
        sa.select(CurrencyRule.unit_id, CurrencyRule.months, CurrencyRule.renewal_days).where(
            CurrencyRule.starts_on <= day, is_last
        )
    )
    return {unit_id: Rule(months, days) for unit_id, months, days in rows if months is not None}


def kept_by(among: Among, day: date, *, only: Collection[int] | None = None) -> list[Kept]:
    """List the units with a rule that these people achieved, each once, the soonest end first.

    What somebody achieved twice counts from the last time. Two statements, or one without any rule.
    """
    in_force = rules_on(day)
    if only is not None:
        in_force = {unit_id: rule for unit_id, rule in in_force.items() if unit_id in only}
    if not in_force:
        return []
    found: dict[tuple[int, int], Kept] = {}
    for row in db.session.execute(_achieved(among, in_force, day)):
        one = Kept(
            **row._asdict(), standing=rules.standing(row.achieved_on, in_force[row.unit_id], day)
        )
        found[one.person_id, one.unit_id] = one  # Ordered by the day: the last one stays.
    return sorted(found.values(), key=lambda one: (one.standing.review_by, one.code, one.person_id))


def _achieved(among: Among, units: Collection[int], day: date) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Registration.learner_id.label("person_id"),
            UnitVersion.unit_id,
            UnitAssessment.id.label("unit_assessment_id"),
            UnitAssessment.registration_id,
            Registration.version_id,
            UnitVersion.code,
            UnitVersion.title,
            UnitAssessment.achieved_on,
        )
        .join(UnitAssessment.registration)
        .join(UnitAssessment.unit_version)
        .where(
            Registration.learner_id.in_(among),
            UnitVersion.unit_id.in_(units),
            UnitAssessment.status == UnitStatus.ACHIEVED,
            UnitAssessment.achieved_on <= day,
        )
        .order_by(UnitAssessment.achieved_on, UnitAssessment.id)
    )


def of_unit(unit: UnitAssessment, day: date) -> OfUnit | None:
    """Say how current a unit being assessed is and each criterion met; None where it has no rule."""
    rule = rules_on(day).get(unit.unit_version.unit_id)
    if rule is None:
        return None
    achieved_on = unit.achieved_on if unit.status is UnitStatus.ACHIEVED else None
    met = db.session.execute(
        sa.select(CriterionStanding.criterion_id, Judgement.decided_at)
        .join(Judgement, Judgement.id == CriterionStanding.judgement_id)
        .where(
            CriterionStanding.unit_assessment_id == unit.id,
            CriterionStanding.state == CriterionState.MET,
        )
    )
    return OfUnit(
        rule=rule,
        whole=rules.standing(achieved_on, rule, day) if achieved_on else None,
        criteria={
            criterion_id: rules.standing(
                rules.begun_on(clock.day_of(decided_at), achieved_on), rule, day
            )
            for criterion_id, decided_at in met
        },
    )


def of_evidence(revision: Revision, day: date) -> Standing | None:
    """Say how current a piece of evidence is, by the strictest rule of the units it is linked to."""
    if revision.happened_on is None:
        return None
    linked = {link.criterion.unit_version.unit_id for link in revision.links}
    found = [rule for unit_id, rule in rules_on(day).items() if unit_id in linked]
    if not found:
        return None
    return min(
        (rules.standing(revision.happened_on, rule, day) for rule in found),
        key=lambda one: one.review_by,
    )


def units_with_rules() -> Sequence[CurrencyRule]:
    """List the rule in force of each unit that has one, by the code of the unit."""
    later = aliased(CurrencyRule)
    is_last = ~sa.exists().where(later.unit_id == CurrencyRule.unit_id, later.id > CurrencyRule.id)
    return db.session.scalars(
        sa.select(CurrencyRule)
        .join(CurrencyRule.unit)
        .where(is_last)
        .options(joinedload(CurrencyRule.unit), joinedload(CurrencyRule.set_by))
        .order_by(Unit.code)
    ).all()


def rules_of(unit: Unit) -> Sequence[CurrencyRule]:
    """List every rule that a unit has had, the latest first."""
    return db.session.scalars(
        sa.select(CurrencyRule)
        .where(CurrencyRule.unit_id == unit.id)
        .options(joinedload(CurrencyRule.set_by))
        .order_by(CurrencyRule.id.desc())
    ).all()


def names_of(units: Collection[int]) -> dict[int, str]:
    """Name units by the title of their latest published version."""
    rows = db.session.execute(
        sa.select(UnitVersion.unit_id, UnitVersion.title)
        .where(UnitVersion.unit_id.in_(units), UnitVersion.published_at.is_not(None))
        .order_by(UnitVersion.number)
    )
    return {unit_id: title for unit_id, title in rows}


def people_called(ids: Collection[int]) -> dict[int, User]:
    """Load people by their ids."""
    return {one.id: one for one in db.session.scalars(sa.select(User).where(User.id.in_(ids)))}
