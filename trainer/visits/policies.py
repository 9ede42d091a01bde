"""Who arranges visits, what may still be changed of one, and what its link is good for."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Role
from trainer.people.policies import serves_everywhere
from trainer.registrations.models import Registration
from trainer.visits.models import (
    Visit,
    VisitDevice,
    VisitPack,
    VisitPortfolio,
    VisitQualification,
    VisitSite,
    VisitStanding,
)

ARRANGING = frozenset({Role.TRAINING_ADMIN, Role.IQA})


def visible_to(actor: User) -> sa.Select[Visit]:
    """Select the visits somebody may see: all of them for who may arrange one, else none."""
    return sa.select(Visit).where(sa.true() if may_arrange(actor) else sa.false())


def packs_visible_to(actor: User) -> sa.Select[VisitPack]:
    """Select the packs this person asked for: they hold what that person may read."""
    theirs = sa.select(VisitPack).where(VisitPack.asked_by_id == actor.id)
    return theirs.where(sa.true() if may_arrange(actor) else sa.false())


def may_arrange(actor: User) -> Verdict:
    """Say whether this person may arrange visits: they open the records of every site."""
    if not serves_everywhere(actor, ARRANGING):
        return no(_("Training administrators and quality assurers of every site arrange visits."))
    return YES


def may_change(actor: User, visit: Visit) -> Verdict:
    """Say whether this person may still arrange the visit otherwise: until it is opened in its days."""
    if not (verdict := may_go_on(visit)):
        return verdict
    if visit.standing is not VisitStanding.PLANNED and visit.devices:
        return no(
            _("It has been opened, so it stays as it was arranged. End it and make a new one.")
        )
    return may_arrange(actor)


def may_end(actor: User, visit: Visit) -> Verdict:
    """Say whether this person may end the visit for good."""
    if not may_go_on(visit):
        return no(_("It is over already."))
    return may_arrange(actor)


def may_follow_up(actor: User) -> Verdict:
    """Say whether this person may see to what a visit asks for."""
    return may_arrange(actor)


def may_report(actor: User, visit: Visit) -> Verdict:
    """Say whether this person may record what came of the visit: once it has begun."""
    if visit.standing is VisitStanding.PLANNED:
        return no(_("This visit has not begun yet."))
    return may_arrange(actor)


def may_make_code(actor: User, visit: Visit) -> Verdict:
    """Say whether this person may make a code for the visit: while its link can be used."""
    return may_end(actor, visit)


def may_go_on(visit: Visit) -> Verdict:
    """Say whether the visit's last day has not passed and nobody has ended it."""
    match visit.standing:
        case VisitStanding.ENDED:
            return no(_("This visit has been ended. Ask the centre if you still need something."))
        case VisitStanding.OVER:
            return no(
                _(
                    "The last day of this visit has passed. Ask the centre if you still need"
                    " something."
                )
            )
    return YES


def may_open(visit: Visit) -> Verdict:
    """Say whether the link leads anywhere now, for somebody who has the code."""
    if visit.standing is VisitStanding.PLANNED:
        return no(_("This visit has not begun yet. Come back on its first day."))
    return may_go_on(visit)


def may_try_code(visit: Visit) -> Verdict:
    """Say whether a code may be tried: one was made, and not too many wrong ones were given."""
    if not (verdict := may_open(visit)):
        return verdict
    if visit.code_hash is None:
        return no(_("There is no code for this visit yet. Ask the centre for it."))
    if visit.is_locked:
        return no(
            _("Too many wrong codes were given. Ask the centre for a new one; this one is done.")
        )
    return YES


def may_read(visit: Visit, device: VisitDevice | None) -> Verdict:
    """Say whether this browser may read under the visit at this moment."""
    if not (verdict := may_open(visit)):
        return verdict
    if device is None or device.visit_id != visit.id:
        return no(_("Give the code in this browser first."))
    if device.code_number != visit.code_number:
        return no(_("The centre has made a new code. Give that one to go on."))
    if device.expires_at <= clock.now():
        return no(_("Some hours have passed. Give the code again to go on."))
    return YES


def registrations_in_scope(visit: Visit) -> sa.Select[Registration]:
    """Select the registrations a visit is about: its qualifications, at its sites or at all."""
    about = sa.select(VisitQualification.qualification_id).where(
        VisitQualification.visit_id == visit.id
    )
    versions = sa.select(QualificationVersion.id).where(
        QualificationVersion.qualification_id.in_(about)
    )
    at = sa.select(VisitSite.site_id).where(VisitSite.visit_id == visit.id)
    everywhere = ~sa.exists().where(VisitSite.visit_id == visit.id)
    return sa.select(Registration).where(
        Registration.version_id.in_(versions), sa.or_(everywhere, Registration.site_id.in_(at))
    )


def portfolios_in_scope(visit: Visit) -> sa.Select[Registration]:
    """Select the registrations whose portfolio was chosen and which are in scope still."""
    chosen = sa.select(VisitPortfolio.registration_id).where(VisitPortfolio.visit_id == visit.id)
    return registrations_in_scope(visit).where(Registration.id.in_(chosen))
