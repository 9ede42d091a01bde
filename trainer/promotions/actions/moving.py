"""What every step shares: one at a time, the move itself, words kept, a name put under what was seen."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from babel.support import LazyProxy

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.extensions import db
from trainer.promotions.events import CaseMoved, CaseSigned
from trainer.promotions.models import (
    EntryKind,
    PromotionCase,
    PromotionEntry,
    PromotionSignature,
    SignedFor,
)
from trainer.promotions.queries.content import hash_of
from trainer.promotions.rules.stages import AGAINST, PromotionStatus

MEANINGS: dict[SignedFor, LazyProxy] = {
    SignedFor.SCORES: _l(
        "I have read the evidence pack and scored each criterion by myself, before seeing what others"
        " scored. I have no tie to this person that could sway me."
    ),
    SignedFor.RECOMMENDATION: _l(
        "This is what the panel recommends, after everybody scored alone and we talked it through."
    ),
    SignedFor.APPROVAL: _l(
        "I have read the pack, the scores and the recommendation, and I approve this promotion. I"
        " did not put this person forward, and I was not on the panel."
    ),
    SignedFor.REFUSAL: _l(
        "I have read the pack, the scores and the recommendation, and I do not approve this"
        " promotion, for the reason I give."
    ),
    SignedFor.APPEAL_ANSWER: _l(
        "I have looked at the whole case and at the person’s grounds with an open mind, and I had no"
        " part in it before."
    ),
}
"""The very words each signs; a signature keeps them as they were."""


def hold(case: PromotionCase) -> None:
    """Let nobody else decide on a case until the commit."""
    db.session.flush()  # What was set before must not be lost when the row is read again.
    db.session.execute(
        sa.select(PromotionCase.id).where(PromotionCase.id == case.id).with_for_update()
    )


def go(
    case: PromotionCase,
    after: PromotionStatus,
    *,
    actor: User | None,
    words: str = "",
    plan: str = "",
    review_on: date | None = None,
) -> None:
    """Move a case on and say so; an end against the person starts the days in which to appeal."""
    before = case.status
    case.move_to(after)
    case.moved_at = clock.now()
    if after in AGAINST and before is not PromotionStatus.APPEALED:
        case.decided_on = clock.today()
    db.session.flush()  # The event names the case as it stands.
    publish(
        CaseMoved(
            actor=actor,
            subject=case,
            person=case.person,
            before=before,
            after=after,
            words=Sealed(words),
            plan=Sealed(plan),
            review_on=review_on,
        )
    )


def note(
    case: PromotionCase,
    kind: EntryKind,
    *,
    actor: User | None,
    words: str = "",
    day: date | None = None,
) -> None:
    """Keep what somebody wrote, or that they took a step."""
    case.entries.append(
        PromotionEntry(round=case.round, kind=kind, writer=actor, words=words, day=day)
    )


def said(words: str, field: str, ask: str) -> str:
    """Return the words given, or ask for them."""
    if not words.strip():
        raise Unacceptable(ask, field)
    return words.strip()


def covered(case: PromotionCase) -> str:
    """Say by one hash what a signature in the round stands on: the pack and what was signed before."""
    pack = case.pack
    before = [one.content_hash for one in case.signatures if one.round == case.round]
    return hash_of(
        {
            "case": case.id,
            "round": case.round,
            "pack": pack.content_hash if pack else "",
            "before": before,
        }
    )


def sign(
    case: PromotionCase,
    kind: SignedFor,
    *,
    actor: User,
    proof: Proof,
    content: dict[str, Any],
    place: int = 0,
    seen: str | None = None,
) -> PromotionSignature:
    """Put a name under something; the password has to have been entered just now (INV23).

    `seen` is what the page showed, where it matters that nothing was signed in between.
    """
    require(is_proven(actor, proof))
    stands_on = covered(case)
    if seen is not None and seen != stands_on:
        raise Conflict(
            _("Something has changed since this page was drawn. Read it again, then sign.")
        )
    told = content | {"stands_on": stands_on}
    signature = PromotionSignature(
        nominee_id=case.person_id,
        round=case.round,
        kind=kind,
        place=place,
        signer=actor,
        content=told,
        content_hash=hash_of(told),
        meaning=str(MEANINGS[kind]),
        printed_name=actor.name,
        reauthenticated_at=proof.at,
    )
    case.signatures.append(signature)
    db.session.flush()  # The link names the signature by its id.
    publish(
        CaseSigned(
            actor=actor,
            subject=signature,
            case=case,
            person=case.person,
            kind=kind,
            round=case.round,
            covered_hash=signature.content_hash,
            meaning=signature.meaning,
            printed_name=Sealed(actor.name),
            reauthenticated_at=proof.at,
        )
    )
    return signature
