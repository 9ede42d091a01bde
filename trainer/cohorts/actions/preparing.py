"""Putting a cohort together: who is in it, and how they are to be registered."""

from collections.abc import Collection, Sequence
from datetime import date

from trainer.accounts.models import User
from trainer.catalogue.models import QualificationNumber, QualificationVersion
from trainer.cohorts import policies, queries
from trainer.cohorts.events import CohortBegun, CohortDiscarded
from trainer.cohorts.models import Cohort, CohortMember
from trainer.cohorts.sharing import share_out
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.registrations.caseloads import caseloads, rooms

MOST_MEMBERS = 500


def begin(*, actor: User, name: str, version: QualificationVersion) -> Cohort:
    """Begin a cohort for a version, with nobody in it yet."""
    require(policies.may_prepare(actor))
    cohort = Cohort(name=name, version=version, prepared_by=actor)
    db.session.add(cohort)
    db.session.flush()  # The event and the next page name the cohort by its id.
    publish(CohortBegun(actor=actor, subject=cohort))
    return cohort


def add(cohort: Cohort, *, actor: User, lines: Sequence[str], team: Sequence[User] = ()) -> int:
    """Put people in: one a line, by staff number, e-mail or whole name, and those of a team.

    All of them or, where a line names nobody or several, none. Returns how many are new in it.
    """
    require(policies.may_change(actor, cohort))
    found = queries.named(actor, lines)
    wrong = [sentence for line in lines if (sentence := _trouble(line, found[line]))]
    if wrong:
        raise Unacceptable(" ".join(wrong[:10]), "lines")
    people = dict.fromkeys([*(found[line][0] for line in lines), *team])
    if not people:
        raise Unacceptable(_("Name at least one person, or choose a team."), "lines")
    known = {one.learner_id for one in cohort.members}
    new = [one for one in people if one.id not in known]
    if len(known) + len(new) > MOST_MEMBERS:
        raise Unacceptable(_("A cohort holds %(most)s people at most.", most=MOST_MEMBERS), "lines")
    cohort.members.extend(CohortMember(learner=one) for one in new)
    return len(new)


def _trouble(line: str, found: Sequence[User]) -> str:
    if not found:
        return _("Nobody at work here is “%(line)s”.", line=line)
    if len(found) > 1:
        return _("Several people are “%(line)s”: write the staff number.", line=line)
    return ""


def remove(member: CohortMember, *, actor: User) -> None:
    """Take somebody out again who is not registered."""
    require(policies.may_change(actor, member.cohort))
    if member.registration_id is not None:
        raise Unacceptable(_("%(name)s is registered already.", name=member.learner.name))
    member.cohort.members.remove(member)


def arrange(
    cohort: Cohort,
    *,
    actor: User,
    iqa: User,
    assessors: Sequence[User],
    units: Collection[str],
    awarding: QualificationNumber | None = None,
    target_on: date | None = None,
    found: str = "",
) -> None:
    """Say how all of them are to be registered, and share them out among the assessors.

    Whoever has one of these assessors already keeps them. Where another version has taken the
    place of the cohort's, they go on to that one. Registering asks the rules of combination and the
    register for each.
    """
    require(policies.may_change(actor, cohort))
    if not assessors:
        raise Unacceptable(_("Choose at least one assessor."), "assessors")
    if target_on is not None and target_on <= clock.today():
        raise Unacceptable(_("Choose a day still to come."), "target_on")
    cohort.version = queries.version_for(cohort)
    cohort.iqa, cohort.awarding = iqa, awarding
    cohort.target_on, cohort.found, cohort.units = target_on, found, list(units)
    share(cohort, assessors)


def share(cohort: Cohort, assessors: Sequence[User]) -> None:
    """Give those without one of these assessors the one who has the fewest learners."""
    named = {one.id: one for one in assessors if one.id != cohort.iqa_id}
    waiting = [
        one
        for one in cohort.members
        if one.registration_id is None and one.assessor_id not in named
    ]
    learners = [one.learner_id for one in waiting]
    loads, room = dict(caseloads(list(named))), dict(rooms(list(named)))
    for one in cohort.members:
        if one.registration_id is None and one.assessor_id in named:
            loads[one.assessor_id] = loads.get(one.assessor_id, 0) + 1
            if one.assessor_id in room:
                room[one.assessor_id] -= 1
    barred = queries.barred_pairs(cohort.version, list(named.values()), learners)
    shared = share_out(learners, list(named), loads, barred, room)
    for one in waiting:
        chosen = shared.get(one.learner_id)
        one.assessor = named[chosen] if chosen is not None else None


def assign(member: CohortMember, *, actor: User, assessor: User) -> None:
    """Give one of them another assessor than their share would be."""
    require(policies.may_change(actor, member.cohort))
    if member.registration_id is not None:
        raise Unacceptable(_("%(name)s is registered already.", name=member.learner.name))
    member.assessor = assessor
    member.refusal = ""


def discard(cohort: Cohort, *, actor: User) -> None:
    """Give a cohort up before anybody in it is registered."""
    require(policies.may_discard(actor, cohort))
    publish(CohortDiscarded(actor=actor, subject=actor, name=cohort.name))
    db.session.delete(cohort)
