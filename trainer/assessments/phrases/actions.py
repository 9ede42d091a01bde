"""Write phrases for feedback, change them, and take them out."""

from trainer.accounts.models import User
from trainer.assessments.events import PhraseTakenOut, PhraseWritten
from trainer.assessments.phrases import policies
from trainer.assessments.phrases.models import Phrase
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db

MOST = 60


def write(*, actor: User, words: str, shared: bool) -> Phrase:
    """Keep a phrase: one's own, or one for every assessor."""
    require(policies.may_share(actor) if shared else policies.may_keep(actor))
    _check(words)
    owner_id = None if shared else actor.id
    same = Phrase.owner_id.is_(None) if shared else Phrase.owner_id == actor.id
    if db.session.query(Phrase).where(same).count() >= MOST:
        raise Unacceptable(
            _("There are %(most)s already. Take one out that you no longer use.", most=MOST)
        )
    phrase = Phrase(owner_id=owner_id, words=words)
    db.session.add(phrase)
    publish(PhraseWritten(actor=actor, subject=phrase, shared=shared))
    return phrase


def change(phrase: Phrase, *, actor: User, words: str) -> None:
    """Word a phrase anew; feedback given with the old one stays as it was given."""
    require(policies.may_change(actor, phrase))
    _check(words)
    phrase.words = words
    publish(PhraseWritten(actor=actor, subject=phrase, shared=phrase.is_shared))


def take_out(phrase: Phrase, *, actor: User) -> None:
    """Offer a phrase no longer."""
    require(policies.may_change(actor, phrase))
    publish(PhraseTakenOut(actor=actor, subject=phrase, shared=phrase.is_shared))
    db.session.delete(phrase)


def _check(words: str) -> None:
    if not words.strip():
        raise Unacceptable(_("Write the phrase."), "words")
