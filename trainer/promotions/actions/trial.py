"""The trial: talked through, confirmed, or ended with a return to the job before."""

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Conflict
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.people.actions.placing import begin, post_of, refuse_impossible
from trainer.people.actions.turns import take_turns
from trainer.promotions import policies
from trainer.promotions.actions.moving import go, hold, note, said
from trainer.promotions.events import TrialReviewed
from trainer.promotions.models import EntryKind, PromotionCase
from trainer.promotions.rules.stages import PromotionStatus


def review_trial(case: PromotionCase, *, actor: User, words: str) -> None:
    """Keep what was said when the trial was talked through; the person reads it."""
    hold(case)
    require(policies.may_review_trial(actor, case))
    words = said(words, "words", _("Say how it goes."))
    note(case, EntryKind.TRIAL_REVIEW, actor=actor, words=words)
    publish(TrialReviewed(actor=actor, subject=case, person=case.person, words=Sealed(words)))


def confirm_trial(case: PromotionCase, *, actor: User, words: str) -> None:
    """Confirm somebody in their new job."""
    hold(case)
    require(policies.may_review_trial(actor, case))
    words = said(words, "words", _("Say how it went."))
    note(case, EntryKind.CONFIRMED, actor=actor, words=words)
    go(case, PromotionStatus.TRIAL_CONFIRMED, actor=actor, words=words)


def end_trial(case: PromotionCase, *, actor: User, words: str) -> None:
    """End the trial, saying why: from today the person has the job they had before."""
    take_turns()
    hold(case)
    require(policies.may_review_trial(actor, case))
    words = said(words, "words", _("Say why. The person reads this, and may appeal."))
    if case.former_placement is None:
        raise Conflict(_("There is no job before this one to return to."))
    post = post_of(case.former_placement, clock.today())
    refuse_impossible(case.person, post)
    begin(case.person, post, actor=actor)
    note(case, EntryKind.TRIAL_ENDED, actor=actor, words=words)
    go(case, PromotionStatus.TRIAL_ENDED, actor=actor, words=words)
