"""Write back on feedback, as the learner it was given to or the assessor who gives it."""

from trainer.accounts.models import User
from trainer.assessments import policies
from trainer.assessments.actions.standing import hold
from trainer.assessments.events import FeedbackAnswered
from trainer.assessments.models import FeedbackReply, Judgement
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db


def reply(judgement: Judgement, *, actor: User, words: str) -> FeedbackReply:
    """Add a short answer or question to the feedback on a criterion; it stays as it is written."""
    hold(judgement.unit_assessment.registration)
    require(policies.may_reply(actor, judgement))
    if not words.strip():
        raise Unacceptable(_("Write what you want to ask or say."), "words")
    made = FeedbackReply(judgement=judgement, author=actor, words=words, written_at=clock.now())
    db.session.add(made)
    publish(FeedbackAnswered(actor=actor, subject=made, judgement=judgement, words=Sealed(words)))
    return made
