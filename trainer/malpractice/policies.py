"""Who sees a case, who sets evidence aside, who looks into it and who decides."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.malpractice.fitness import Around, has_part, known_at_first, known_of
from trainer.malpractice.models import Case, CaseEntry, CaseStatus, Step
from trainer.malpractice.rules import Unfit, unfit_for
from trainer.people.models import Role
from trainer.registrations.models import Registration
from trainer.registrations.policies import at_sites_of

_S = CaseStatus


def visible_to(actor: User) -> sa.Select[Case]:
    """Select the cases somebody opened, looks into or decided, and those they may decide.

    Whom a case is about does not see it; they are told what was decided.
    """
    wrote = sa.exists().where(CaseEntry.case_id == Case.id, CaseEntry.author_id == actor.id)
    assured = sa.select(Registration.learner_id).where(Registration.iqa_id == actor.id)
    served = sa.select(Registration.learner_id).where(at_sites_of(actor, Role.TRAINING_ADMIN))
    return sa.select(Case).where(
        Case.learner_id != actor.id,
        Case.concerned_id != actor.id,
        sa.or_(
            Case.investigator_id == actor.id,
            wrote,
            Case.learner_id.in_(assured),
            Case.learner_id.in_(served),
        ),
    )


def may_see_learner(actor: User, learner: User) -> Verdict:
    """Say whether this person may set anything of the learner's aside, whoever it is about."""
    return may_set_aside(actor, learner, learner)


def may_set_aside(actor: User, learner: User, concerned: User) -> Verdict:
    """Say whether this person may set the learner's evidence aside because of somebody."""
    return _verdict(unfit_for(Step.SET_ASIDE, known_at_first(actor, learner, concerned)), actor)


def may_ask_investigator(actor: User, case: Case) -> Verdict:
    """Say whether this person may choose who looks into the case."""
    if case.status not in {_S.SET_ASIDE, _S.INVESTIGATING}:
        return no(_("This has been looked into already."))
    if actor.id in {case.learner_id, case.concerned_id}:
        return no(_("Whom a case is about has no part in it."))
    if not (actor.holds(Role.TRAINING_ADMIN) and has_part(actor, case.learner)):
        return no(_("A training administrator chooses who looks into it."))
    return YES


def may_investigate(person: User, case: Case, known: Around | None = None) -> Verdict:
    """Say whether this person may be asked to look into the case: somebody uninvolved.

    Whoever asks of several people looks up once who is `known` around the case.
    """
    return _verdict(unfit_for(Step.REPORTED, known_of(person, case, Step.REPORTED, known)), person)


def may_report(actor: User, case: Case) -> Verdict:
    """Say whether it is this person's to write down what they found."""
    if case.status is not _S.INVESTIGATING:
        return no(_("Nothing is being looked into here."))
    if actor.id != case.investigator_id:
        return no(_("Only the investigator writes the report."))
    return may_investigate(actor, case)


def may_decide(actor: User, case: Case, known: Around | None = None) -> Verdict:
    """Say whether this person may make the evidence void, or clear it; `known` as above."""
    if case.status is not _S.REPORTED:
        return no(_("This is decided once the investigator has reported."))
    return _verdict(unfit_for(Step.DECIDED, known_of(actor, case, Step.DECIDED, known)), actor)


def may_look_through(actor: User) -> Verdict:
    """Say whether this person looks through cases."""
    if not (actor.holds(Role.TRAINING_ADMIN) or actor.holds(Role.IQA)):
        return no(_("Training administrators and quality assurers look through cases."))
    return YES


def _verdict(unfit: Unfit | None, person: User) -> Verdict:
    return YES if unfit is None else no(_why(unfit, person))


def _why(unfit: Unfit, person: User) -> str:
    return {
        Unfit.LEARNER: _("Nobody has a part in a case about their own work."),
        Unfit.CONCERNED: _("Whom a case is about has no part in it."),
        Unfit.LEFT: _("%(name)s has left.", name=person.name),
        Unfit.DID_ANOTHER_STEP: _(
            "%(name)s did another step of this, so somebody else has to.", name=person.name
        ),
        Unfit.BARRED: _(
            "%(name)s has a declared conflict of interest with whom this is about.",
            name=person.name,
        ),
        Unfit.INVOLVED: _(
            "%(name)s has had a part in this learner’s work, so somebody else has to.",
            name=person.name,
        ),
        Unfit.MANAGES: _("%(name)s is the line manager of whom this is about.", name=person.name),
        Unfit.NOT_ENTITLED: _(
            "%(name)s has no part in assessing or assuring this learner’s work.", name=person.name
        ),
    }[unfit]
