"""How many learners people have to assess or quality assure, and how many they take at most."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.limits import limit_held, limits
from trainer.assessors.models import Duty
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import ngettext
from trainer.extensions import db
from trainer.registrations.models import Registration
from trainer.registrations.policies import ASSESSED, ASSURED

_ALLOCATED = {
    Duty.ASSESS: (Registration.assessor_id, ASSESSED),
    Duty.VERIFY: (Registration.iqa_id, ASSURED),
}
LIMITED = tuple(_ALLOCATED)
"""The duties that learners are allocated for."""


def caseloads(people: Collection[int], duty: Duty = Duty.ASSESS) -> Mapping[int, int]:
    """Count the learners each of these people has work with for a duty."""
    person_id, with_work = _ALLOCATED[duty]
    rows = db.session.execute(
        sa.select(person_id, sa.func.count())
        .where(person_id.in_(people), Registration.status.in_(with_work))
        .group_by(person_id)
    )
    return {person: count for person, count in rows}


def rooms(people: Collection[int], duty: Duty = Duty.ASSESS) -> Mapping[int, int]:
    """Say how many more learners each of them takes who takes only so many; two statements at most."""
    most = limits(people, duty)
    loads = caseloads(list(most), duty) if most else {}
    return {person: limit - loads.get(person, 0) for person, limit in most.items()}


def may_take_more(person: User, duty: Duty, more: int = 1) -> Verdict:
    """Say whether somebody takes so many learners more for a duty.

    Whoever else allocates to them waits until this is done, so that two don't take the last place.
    """
    most = limit_held(person.id, duty)
    if most is None:
        return YES
    load = caseloads([person.id], duty).get(person.id, 0)
    if load + more <= most:
        return YES
    return no(
        ngettext(
            "%(name)s has %(load)s of %(num)d learner at most, so this would be too many.",
            "%(name)s has %(load)s of %(num)d learners at most, so this would be too many.",
            most,
            name=person.name,
            load=load,
        )
    )
