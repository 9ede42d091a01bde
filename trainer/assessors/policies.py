"""Who may assess, verify and countersign what, whom, and on which day; who keeps the register."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.footing import Footing, footings
from trainer.assessors.models import (
    AssessorAccreditation,
    ConflictOfInterest,
    Duty,
    RegisterEntry,
    Standing,
)
from trainer.bodies.policies import is_called
from trainer.catalogue.models import QualificationVersion
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Role


def visible_to(actor: User) -> sa.Select[RegisterEntry]:
    """Select the register entries somebody may see: all for administrators and IQAs, else own."""
    entries = sa.select(RegisterEntry)
    if actor.holds(Role.TRAINING_ADMIN) or actor.holds(Role.IQA):
        return entries
    return entries.where(RegisterEntry.holder_id == actor.id)


def conflicts_visible_to(actor: User) -> sa.Select[ConflictOfInterest]:
    """Select the conflicts somebody may see: all for administrators, else those they declared."""
    conflicts = sa.select(ConflictOfInterest)
    if actor.holds(Role.TRAINING_ADMIN):
        return conflicts
    return conflicts.where(ConflictOfInterest.holder_id == actor.id)


def standing_of(person: User, qualification_id: int, on: date) -> Standing | None:
    """Say how somebody stands as an assessor of the qualification on that day, if at all."""
    return _footing(person, qualification_id, on).duties.get(Duty.ASSESS)


def may_assess(person: User, qualification_id: int, learner_id: int, on: date) -> Verdict:
    """Say whether this person may judge this learner's work for the qualification on that day."""
    return may_assess_on(_footing(person, qualification_id, on), person, learner_id)


def may_assess_for(
    person: User, version: QualificationVersion, learner_id: int, on: date
) -> Verdict:
    """Say whether this person may judge this learner's work for the version on that day.

    An award decided at an interview asks for its body's accreditation besides.
    """
    verdict = may_assess(person, version.qualification_id, learner_id, on)
    return first_refusal(verdict, is_accredited_for(person, version, on))


def is_accredited_for(person: User, version: QualificationVersion, on: date) -> Verdict:
    """Say whether the register shows the accreditation that deciding this version asks for."""
    if not version.interviewed_by:
        return YES
    theirs = accredited_for(version, on).where(RegisterEntry.holder_id == person.id)
    return accreditation_of(person, version, db.session.scalars(theirs).all())


def accredited_for(version: QualificationVersion, on: date) -> sa.Select[int]:
    """Select who is accredited by the body of an award decided at an interview, by id."""
    return (
        sa.select(RegisterEntry.holder_id)
        .join(RegisterEntry.accreditations)
        .join(AssessorAccreditation.body)
        .where(
            RegisterEntry.qualification_id == version.qualification_id,
            RegisterEntry.duty == Duty.ASSESS,
            RegisterEntry.starts_on <= on,
            sa.or_(RegisterEntry.ends_on.is_(None), RegisterEntry.ends_on > on),
            is_called(version.interviewed_by),
            AssessorAccreditation.holds_on(on),
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


def may_verify(person: User, qualification_id: int, learner_id: int, on: date) -> Verdict:
    """Say whether this person may quality assure decisions about this learner on that day.

    That they did not assess or countersign the very decision is for whoever knows it to ask.
    """
    return may_verify_on(_footing(person, qualification_id, on), person, learner_id)


def may_countersign(
    person: User,
    qualification_id: int,
    learner_id: int,
    on: date,
    *,
    assessor_id: int | None = None,
) -> Verdict:
    """Say whether this person may countersign decisions about this learner on that day.

    `assessor_id` is whose decision it is; nobody countersigns their own.
    """
    if person.id == assessor_id:
        return no(_("Nobody countersigns their own decision."))
    footing = _footing(person, qualification_id, on)
    if not (verdict := may_assess_on(footing, person, learner_id)):
        return verdict
    if footing.duties[Duty.ASSESS] is not Standing.QUALIFIED:
        return no(
            _(
                "%(name)s works towards the assessor qualification, and countersigning takes it.",
                name=person.name,
            )
        )
    return YES


def needs_countersignature(person: User, qualification_id: int, on: date) -> bool:
    """Say whether a decision of this person on that day counts only once it is countersigned."""
    return standing_of(person, qualification_id, on) is not Standing.QUALIFIED


def may_assess_on(footing: Footing, person: User, learner_id: int) -> Verdict:
    """Answer `may_assess` from a footing looked up before, as for a list of people."""
    if person.id == learner_id:
        return no(_("Nobody assesses their own work."))
    if not person.active:
        return no(_("%(name)s has left.", name=person.name))
    if Role.ASSESSOR not in footing.roles:
        return no(_("%(name)s isn't appointed as an assessor on that day.", name=person.name))
    if Duty.ASSESS not in footing.duties:
        return no(
            _(
                "%(name)s isn't on the register as an assessor of this qualification on that day.",
                name=person.name,
            )
        )
    return _unbiased(footing, person, learner_id)


def may_verify_on(footing: Footing, person: User, learner_id: int) -> Verdict:
    """Answer `may_verify` from a footing looked up before, as for a list of people."""
    if person.id == learner_id:
        return no(_("Nobody quality assures decisions about their own work."))
    if not person.active:
        return no(_("%(name)s has left.", name=person.name))
    if Role.IQA not in footing.roles:
        return no(_("%(name)s isn't appointed as a quality assurer on that day.", name=person.name))
    if Duty.VERIFY not in footing.duties:
        return no(
            _(
                "%(name)s isn't on the register as a quality assurer of this qualification on that"
                " day.",
                name=person.name,
            )
        )
    if footing.duties[Duty.VERIFY] is not Standing.QUALIFIED:
        return no(
            _(
                "%(name)s works towards the quality assurer qualification, and verifying takes it.",
                name=person.name,
            )
        )
    return _unbiased(footing, person, learner_id)


def _unbiased(footing: Footing, person: User, learner_id: int) -> Verdict:
    if learner_id in footing.barred_with:
        return no(
            _("%(name)s and the learner have a declared conflict of interest.", name=person.name)
        )
    return YES


def _footing(person: User, qualification_id: int, on: date) -> Footing:
    return footings([person.id], qualification_id, on).get(person.id, Footing())


def may_keep_register(actor: User) -> Verdict:
    """Say whether this person may look through the register and change it."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator keeps the register."))
    return YES


def may_enter(actor: User, holder: User) -> Verdict:
    """Say whether this person may approve the other for a duty: never themselves."""
    if actor == holder:
        return no(_("Nobody enters themselves. Another training administrator has to do it."))
    if not holder.active:
        return no(_("%(name)s has left.", name=holder.name))
    return may_keep_register(actor)


def may_end_entry(actor: User, entry: RegisterEntry, on: date) -> Verdict:
    """Say whether this person may end an approval."""
    if entry.ends_on is not None and entry.ends_on <= on:
        return no(_("This entry has ended already."))
    return may_keep_register(actor)


def may_accredit(actor: User, entry: RegisterEntry, on: date) -> Verdict:
    """Say whether this person may record a body's accreditation on an entry: never their own."""
    if actor.id == entry.holder_id:
        return no(_("Nobody records their own accreditation."))
    if entry.duty is not Duty.ASSESS:
        return no(_("A body accredits assessors; this entry is for quality assuring."))
    if entry.ends_on is not None and entry.ends_on <= on:
        return no(_("This entry has ended already."))
    return may_keep_register(actor)


def may_declare(actor: User, holder: User) -> Verdict:
    """Say whether this person may declare a tie of the holder's: their own, or as administrator."""
    if actor == holder or actor.holds(Role.TRAINING_ADMIN):
        return YES
    return no(_("You declare your own conflicts; a training administrator declares others'."))


def may_end_conflict(actor: User, conflict: ConflictOfInterest) -> Verdict:
    """Say whether this person may say that a tie is over.

    A barring tie is for an administrator outside it to end: whoever it bars would lift the bar.
    """
    if conflict.ended_at is not None:
        return no(_("This has ended already."))
    if actor.id in {conflict.holder_id, conflict.other_id}:
        if conflict.bars or actor.id != conflict.holder_id:
            return no(_("A training administrator who is no part of it ends it."))
        return YES
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator can end it."))
    return YES
