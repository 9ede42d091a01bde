"""Who may assess, verify and countersign what, whom, and at which moment."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.entitling import counts_at
from trainer.assessors.footing import Footing, footings, terms_of
from trainer.assessors.models import (
    COUNTERSIGNING,
    AssessorAccreditation,
    Duty,
    RegisterEntry,
    Standing,
)
from trainer.assessors.terms import Gap, Work, gap, standing_in
from trainer.bodies.policies import is_called
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.extensions import db
from trainer.people.models import Role

AS_ASSESSOR = {
    Gap.NOT_ENTERED: _l("%(name)s isn't on the register as an assessor of this qualification now."),
    Gap.SUSPENDED: _l(
        "%(name)s is suspended on the register, so nothing new is decided by them until that is"
        " lifted."
    ),
    Gap.NOT_CHECKED: _l(
        "The register doesn’t say yet how %(name)s showed that they are competent in the work, so"
        " nothing is decided by them. A training administrator records it there."
    ),
    Gap.REVIEW_DUE: _l(
        "The check of %(name)s’s occupational competence on the register has run out. A training"
        " administrator records the next one."
    ),
    Gap.OTHER_SITES: _l("The register has %(name)s assess at other sites, not at this one."),
    Gap.OTHER_UNITS: _l("The register has %(name)s assess other units, not this one."),
    Gap.IN_TRAINING: _l(
        "%(name)s works towards the assessor qualification, and countersigning takes it."
    ),
}
AS_ASSURER = AS_ASSESSOR | {
    Gap.NOT_ENTERED: _l(
        "%(name)s isn't on the register as a quality assurer of this qualification now."
    ),
    Gap.OTHER_SITES: _l(
        "The register has %(name)s quality assure at other sites, not at this one."
    ),
    Gap.OTHER_UNITS: _l("The register has %(name)s quality assure other units, not this one."),
    Gap.IN_TRAINING: _l(
        "%(name)s works towards the quality assurer qualification, and verifying takes it."
    ),
}


AS_EXPERT = AS_ASSESSOR | {
    Gap.NOT_ENTERED: _l(
        "%(name)s isn’t on the register as an expert witness of this qualification now."
    ),
    Gap.SUSPENDED: _l(
        "%(name)s is suspended on the register, so nothing new is accepted of them until that is"
        " lifted."
    ),
    Gap.NOT_CHECKED: _l(
        "The register doesn’t say yet how %(name)s showed that they are competent in the work. A"
        " training administrator records it there."
    ),
    Gap.OTHER_SITES: _l("The register has %(name)s as an expert witness at other sites only."),
    Gap.OTHER_UNITS: _l("The register has %(name)s as an expert witness of other units only."),
}


def may_assess(person: User, work: Work, at: datetime) -> Verdict:
    """Say whether this person may judge this work at that moment."""
    return may_assess_on(_footing(person, work, at), person, work, at)


def may_assess_for(
    person: User, version: QualificationVersion, work: Work, at: datetime
) -> Verdict:
    """Say whether this person may judge this work for the version at that moment.

    An award decided at an interview asks for its body's accreditation besides.
    """
    verdict = may_assess(person, work, at)
    return first_refusal(verdict, is_accredited_for(person, version, at))


def is_accredited_for(person: User, version: QualificationVersion, at: datetime) -> Verdict:
    """Say whether the register shows the accreditation that deciding this version asks for."""
    if not version.interviewed_by:
        return YES
    theirs = accredited_for(version, at).where(RegisterEntry.holder_id == person.id)
    return accreditation_of(person, version, db.session.scalars(theirs).all())


def accredited_for(version: QualificationVersion, at: datetime) -> sa.Select[int]:
    """Select who is accredited by the body of an award decided at an interview, by id."""
    return (
        sa.select(RegisterEntry.holder_id)
        .join(RegisterEntry.accreditations)
        .join(AssessorAccreditation.body)
        .where(
            RegisterEntry.qualification_id == version.qualification_id,
            RegisterEntry.duty == Duty.ASSESS,
            counts_at(at),
            is_called(version.interviewed_by),
            AssessorAccreditation.holds_on(clock.day_of(at)),
        )
    )


def accreditation_of(
    person: User, version: QualificationVersion, accredited: Collection[int]
) -> Verdict:
    """Say whether somebody is among those whom the award's body accredits, if it asks for that."""
    if not version.interviewed_by or person.id in accredited:
        return YES
    return no(
        _(
            "The register doesn’t show %(name)s as accredited by the %(body)s today, and this"
            " award is decided only by such an assessor.",
            name=person.name,
            body=version.interviewed_by,
        )
    )


def may_witness(person: User, work: Work, at: datetime) -> Verdict:
    """Say whether the register has this person as an expert witness of this work at that moment.

    Knowing the work is what it takes, not the assessor qualification; and no role, since they
    decide nothing.
    """
    if person.id == work.learner_id:
        return no(_("Nobody is a witness of their own work."))
    kept = gap(terms_of(person.id, work.qualification_id), {Duty.WITNESS}, work, at)
    return YES if kept is None else no(str(AS_EXPERT[kept]) % {"name": person.name})


def may_verify(person: User, work: Work, at: datetime) -> Verdict:
    """Say whether this person may quality assure decisions on this work at that moment.

    That they did not assess or countersign the very decision is for whoever knows it to ask.
    """
    return may_verify_on(_footing(person, work, at), person, work, at)


def may_countersign(
    person: User, work: Work, at: datetime, *, assessor_id: int | None = None
) -> Verdict:
    """Say whether this person may countersign decisions on this work at that moment.

    A qualified assessor may, and whoever is entered for countersigning alone. `assessor_id` is
    whose decision it is; nobody countersigns their own.
    """
    if person.id == assessor_id:
        return no(_("Nobody countersigns their own decision."))
    footing = _footing(person, work, at)
    kept = gap(footing.terms.values(), COUNTERSIGNING, work, at, qualified=True)
    return _may_judge(footing, person, work, kept)


def standing_of(person: User, work: Work, at: datetime) -> Standing | None:
    """Say how somebody stood as an assessor of this work at that moment, if at all."""
    return standing_in(terms_of(person.id, work.qualification_id), work, at)


def needs_countersignature(person: User, work: Work, at: datetime) -> bool:
    """Say whether a decision of this person at that moment counts only once countersigned."""
    return standing_of(person, work, at) is not Standing.QUALIFIED


def may_assess_on(footing: Footing, person: User, work: Work, at: datetime) -> Verdict:
    """Answer `may_assess` from a footing looked up before, as for a list of people."""
    return _may_judge(footing, person, work, gap(footing.terms.values(), {Duty.ASSESS}, work, at))


def _may_judge(footing: Footing, person: User, work: Work, kept: Gap | None) -> Verdict:
    if person.id == work.learner_id:
        return no(_("Nobody assesses their own work."))
    if not person.active:
        return no(_("%(name)s has left.", name=person.name))
    if Role.ASSESSOR not in footing.roles:
        return no(_("%(name)s isn't appointed as an assessor on that day.", name=person.name))
    if kept is not None:
        return no(str(AS_ASSESSOR[kept]) % {"name": person.name})
    return _unbiased(footing, person, work)


def may_verify_on(footing: Footing, person: User, work: Work, at: datetime) -> Verdict:
    """Answer `may_verify` from a footing looked up before, as for a list of people."""
    if person.id == work.learner_id:
        return no(_("Nobody quality assures decisions about their own work."))
    if not person.active:
        return no(_("%(name)s has left.", name=person.name))
    if Role.IQA not in footing.roles:
        return no(_("%(name)s isn't appointed as a quality assurer on that day.", name=person.name))
    kept = gap(footing.terms.values(), {Duty.VERIFY}, work, at, qualified=True)
    if kept is not None:
        return no(str(AS_ASSURER[kept]) % {"name": person.name})
    return _unbiased(footing, person, work)


def _unbiased(footing: Footing, person: User, work: Work) -> Verdict:
    if work.learner_id in footing.barred_with:
        return no(
            _("%(name)s and the learner have a declared conflict of interest.", name=person.name)
        )
    return YES


def _footing(person: User, work: Work, at: datetime) -> Footing:
    day = clock.day_of(at)
    return footings([person.id], work.qualification_id, day).get(person.id, Footing())
