"""Whether somebody may take part in a case, asked when they are seated and again when they sign."""

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.promotions.line import candidate
from trainer.promotions.models import PromotionCase
from trainer.promotions.rules.fitness import Duty, Unfit, unfit_for


def is_fit(member: User, case: PromotionCase, duty: Duty) -> Verdict:
    """Say whether somebody may be asked to do this in a case."""
    unfit = unfit_for(duty, candidate(member, case), anew=case.anew)
    return YES if unfit is None else no(_why(unfit, member, case))


def still_fit(actor: User, case: PromotionCase) -> Verdict:
    """Ask again whether somebody who was seated may act: a tie or another line may have come since."""
    known = candidate(actor, case)
    if actor.id == case.person_id:
        return no(_("Nobody decides in their own case."))
    if known.tied:
        return no(
            _("You and %(name)s have a declared conflict of interest.", name=case.person.name)
        )
    if known.nominated:
        return no(_("You put %(name)s forward, so others decide.", name=case.person.name))
    if known.stands_in:
        return no(
            _(
                "One of you and %(name)s acts for the other, so somebody else decides.",
                name=case.person.name,
            )
        )
    if known.below:
        return no(_("You report to %(name)s now, so somebody else decides.", name=case.person.name))
    return YES


def _why(unfit: Unfit, member: User, case: PromotionCase) -> str:
    names = {"name": member.name, "person": case.person.name}
    return {
        Unfit.NOMINEE: _("Nobody takes part in deciding their own case."),
        Unfit.LEFT: _("%(name)s has left.", **names),
        Unfit.NOMINATED: _("%(name)s put %(person)s forward, so others decide.", **names),
        Unfit.STANDS_IN: _(
            "%(person)s and %(name)s act for each other, so choose somebody else.", **names
        ),
        Unfit.TIED: _("%(name)s and %(person)s have a declared conflict of interest.", **names),
        Unfit.BELOW: _("%(name)s reports to %(person)s, straight or through others.", **names),
        Unfit.SEATED: _("%(name)s has, or gave up, another seat in this case.", **names),
        Unfit.HAD_PART: _(
            "%(name)s took part before, so somebody else has to look at it now.", **names
        ),
    }[unfit]
