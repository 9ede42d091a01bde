"""Who stands above somebody in their line, and what is known of those who might take part in a case."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.models import ConflictOfInterest
from trainer.core import clock
from trainer.cover.models import Cover
from trainer.extensions import db
from trainer.people.models import Placement, Role
from trainer.people.policies import line_below
from trainer.people.queries import holders_of
from trainer.promotions.models import PromotionCase, PromotionSeat
from trainer.promotions.rules.fitness import Candidate, Duty


def line_above(person: User) -> set[int]:
    """Name everybody a person reports to today, straight or through others. One statement."""
    today = clock.today()
    line = (
        sa.select(Placement.manager_id)
        .where(
            Placement.user_id == person.id,
            Placement.manager_id.is_not(None),
            Placement.holds_on(today),
        )
        .cte("line_above", recursive=True)
    )
    further = (
        sa.select(Placement.manager_id)
        .join(line, Placement.user_id == line.c.manager_id)
        .where(Placement.manager_id.is_not(None), Placement.holds_on(today))
    )
    return set(db.session.scalars(sa.select(line.union(further).c.manager_id)))


def is_outside(member: User, person: User) -> bool:
    """Say whether somebody stands outside a person’s line: neither above nor below, nor beside them."""
    if member.id in line_above(person) or _is_below(member, person):
        return False
    managers = _managers_of(person)
    return not managers & _managers_of(member)


def is_hr(member: User, case: PromotionCase) -> bool:
    """Say whether somebody is HR today for every site or for that of the case. One statement."""
    found = holders_of({Role.HR}, [case.site_id]).where(User.id == member.id)
    return db.session.scalar(found) is not None


def candidate(member: User, case: PromotionCase) -> Candidate:
    """Gather what is known of somebody who might take part in a case."""
    person = case.person
    mine = db.session.scalars(
        sa.select(PromotionSeat.round).where(
            PromotionSeat.case_id == case.id, PromotionSeat.member_id == member.id
        )
    ).all()
    return Candidate(
        is_nominee=member.id == person.id,
        has_left=not member.active,
        nominated=member.id in {case.opened_by_id, case.nominator_id},
        stands_in=_stand_in_for_each_other(person, member),
        tied=_are_tied({member.id}, person.id),
        below=_is_below(member, person),
        seated=case.round in mine,
        had_part=any(one <= case.round for one in mine),
    )


def has_since_been_tied(case: PromotionCase) -> bool:
    """Say whether somebody who scores or approves in the round has a tie to the person by now."""
    seats = [*case.seats_of(Duty.PANEL), *case.seats_of(Duty.APPROVER)]
    return _are_tied({one.member_id for one in seats}, case.person_id)


def _managers_of(person: User) -> set[int]:
    managers = sa.select(Placement.manager_id).where(
        Placement.user_id == person.id,
        Placement.manager_id.is_not(None),
        Placement.holds_on(clock.today()),
    )
    return set(db.session.scalars(managers))


def _is_below(member: User, person: User) -> bool:
    below = line_below(person).subquery()
    found = sa.select(below.c[0]).where(below.c[0] == member.id).limit(1)
    return db.session.scalar(found) is not None


def _stand_in_for_each_other(nominee: User, member: User) -> bool:
    """Say whether one of the two acts for the other while they are away."""
    two = (nominee.id, member.id)
    covers = sa.select(Cover.id).where(
        Cover.absent_id.in_(two),
        Cover.substitute_id.in_(two),
        Cover.ended_at.is_(None),
        sa.or_(Cover.back_on.is_(None), Cover.back_on > clock.today()),
    )
    return db.session.scalar(covers.limit(1)) is not None


def _are_tied(members: set[int], person_id: int) -> bool:
    ties = db.session.scalars(
        sa.select(ConflictOfInterest).where(
            ConflictOfInterest.ended_at.is_(None),
            sa.or_(
                sa.and_(
                    ConflictOfInterest.holder_id == person_id,
                    ConflictOfInterest.other_id.in_(members),
                ),
                sa.and_(
                    ConflictOfInterest.other_id == person_id,
                    ConflictOfInterest.holder_id.in_(members),
                ),
            ),
        )
    )
    return any(one.bars for one in ties)
