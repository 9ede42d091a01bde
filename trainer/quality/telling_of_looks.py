"""Whom a look concerns: assessor, learner, countersigner, and the quality assurers beside them."""

from collections.abc import Iterable

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import Signature, SignedAs
from trainer.catalogue.models import QualificationVersion
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.quality.events import LookAnswered, OthersSought, PickHandedOn
from trainer.quality.models import Release, ReleaseLine
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.registrations.work import waits_for_release
from trainer.sampling.events import LookedInto
from trainer.sampling.models import Look, Pick, Sign
from trainer.sampling.rules.risk import Verdict


def tell_of_look(event: LookedInto) -> None:
    """Tell everybody concerned when a quality assurer does not agree, and the assessor of points."""
    db.session.flush()  # The address names the look by its id.
    look, unit = event.subject, event.unit_assessment
    if event.verdict is Verdict.AGREED:
        return
    words = _(
        "%(name)s asked for another look at %(unit)s.",
        name=look.iqa.name,
        unit=unit.unit_version.title,
    )
    if event.verdict is Verdict.AGREED_WITH_POINTS:
        words = _(
            "%(name)s agreed with your decision on %(unit)s, with points to read.",
            name=look.iqa.name,
            unit=unit.unit_version.title,
        )
    if unit.status is not UnitStatus.RPL_GRANTED:  # There the checker hears that it is not agreed.
        tell(event.assessor, words, _page(look), actor=event.actor)
    if event.verdict is Verdict.DISAGREED:
        _tell_others_of_disagreement(event, words)


def _tell_others_of_disagreement(event: LookedInto, words: str) -> None:
    look, unit = event.subject, event.unit_assessment
    learner = unit.registration.learner
    if unit.status is not UnitStatus.RPL_GRANTED:
        tell(learner, words, f"/units/{unit.id}", actor=event.actor)
    told = {event.assessor.id, learner.id}
    for person in _countersigners(unit):
        if person.id not in told:
            told.add(person.id)
            tell(person, words, f"/units/{unit.id}", actor=event.actor)
    beside = _(
        "%(name)s disagreed with %(assessor)s on %(unit)s. What else of %(assessor)s’s work was"
        " drawn with it waits until that is settled.",
        name=look.iqa.name,
        assessor=event.assessor.name,
        unit=unit.unit_version.title,
    )
    for person in _quality_assurers_beside(look):
        if person.id not in told:
            tell(person, beside, "/quality/", actor=event.actor)


def tell_of_handing_on(event: PickHandedOn) -> None:
    """Tell a quality assurer what they are to look into instead, and why."""
    unit = event.unit_assessment
    words = _(
        "%(name)s asks you to look into %(unit)s of %(learner)s: %(reason)s",
        name=event.actor.name if event.actor else "",
        unit=unit.unit_version.title,
        learner=unit.registration.learner.name,
        reason=event.reason.text,
    )
    tell(event.handed_to, words, f"/quality/samples/{event.subject.id}", actor=event.actor)


def tell_of_reply(event: LookAnswered) -> None:
    """Tell the other of the two that something was written about a look."""
    look = event.look
    words = _(
        "%(name)s wrote about the look into %(unit)s.",
        name=event.subject.author.name,
        unit=event.unit_assessment.unit_version.title,
    )
    for person in (look.iqa, look.assessor):
        tell(person, words, _page(look), actor=event.actor)


def tell_of_same_fault(event: OthersSought) -> None:
    """Tell quality assurers which units they are to look into, as these may share a fault."""
    db.session.flush()  # The picks are found by what made them.
    picks = db.session.scalars(
        sa.select(Pick).join(Pick.sign).where(Sign.look_id == event.look.id).order_by(Pick.id)
    ).all()
    for pick in picks:
        unit = pick.unit_assessment
        words = _(
            "%(unit)s of %(learner)s may share a fault that %(name)s found. Look into it.",
            unit=unit.unit_version.title,
            learner=unit.registration.learner.name,
            name=event.look.iqa.name,
        )
        tell(pick.iqa, words, f"/quality/samples/{pick.id}", actor=event.actor)


def _countersigners(unit: UnitAssessment) -> Iterable[User]:
    return db.session.scalars(
        sa.select(User)
        .join(Signature, Signature.signer_id == User.id)
        .where(
            Signature.unit_assessment_id == unit.id,
            Signature.cycle == unit.cycle,
            Signature.signed_as == SignedAs.COUNTERSIGNER,
        )
        .order_by(Signature.id)
    )


def _quality_assurers_beside(look: Look) -> Iterable[User]:
    """Find who released this unit, and whose waiting units the same assessor decided."""
    released = (
        sa.select(Release.iqa_id)
        .join(ReleaseLine, ReleaseLine.release_id == Release.id)
        .where(
            ReleaseLine.unit_assessment_id == look.unit_assessment_id,
            ReleaseLine.cycle == look.cycle,
        )
    )
    waits = (
        sa.select(Registration.iqa_id)
        .join(UnitAssessment, UnitAssessment.registration_id == Registration.id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .where(
            QualificationVersion.qualification_id == look.qualification_id,
            Registration.assessor_id == look.assessor_id,
            waits_for_release(),
        )
    )
    own = sa.select(Registration.iqa_id).where(
        Registration.id == look.unit_assessment.registration_id
    )
    beside = released.union(waits, own)
    return db.session.scalars(sa.select(User).where(User.id.in_(beside)).order_by(User.id))


def _page(look: Look) -> str:
    return f"/quality/looks/{look.id}"
