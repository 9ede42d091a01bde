"""Put evidence before those who sign it, sign it, send it back; and keep what a witness confirmed."""

from collections.abc import Iterable, Mapping
from typing import Any

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs import experts, signers
from trainer.logs.actions import begin, put_aside, take_turns
from trainer.logs.attaching import put_in
from trainer.logs.content import content_hash
from trainer.logs.events import EvidenceSigned, HandedOn, SentBackUnsigned, TakenUp
from trainer.logs.kinds import KINDS, Hand, counting, next_part
from trainer.logs.meanings import comment_missing, meaning
from trainer.logs.models import (
    CriterionLink,
    EvidenceKind,
    EvidenceSignature,
    EvidenceStatus,
    Item,
    Part,
    Revision,
)
from trainer.storage.uploads import Upload


def offer(revision: Revision, *, actor: User) -> None:
    """Put a revision before those who sign it; an assessor who wrote it signs it by that."""
    take_turns(Item, revision.item_id)
    require(signers.may_offer(actor, revision))
    revision.offered_at = clock.now()
    if KINDS[revision.item.kind].hand is Hand.ASSESSOR:
        _put_name(revision, Part.AUTHOR, signer=actor, name=actor.name)
    _go_on(revision)
    publish(HandedOn(actor=actor, subject=revision, content_hash=content_hash(revision)))


def take_up(revision: Revision, *, actor: User) -> None:
    """Take a revision back from those who sign it, to go on writing."""
    take_turns(Item, revision.item_id)
    require(signers.may_take_up(actor, revision))
    revision.offered_at = revision.item.awaits = None
    publish(TakenUp(actor=actor, subject=revision))


def sign(revision: Revision, *, actor: User, comment: str = "", expert: User | None = None) -> None:
    """Put one's name under a revision, in the part whose turn it is.

    Whoever accepts an expert's testimony names the expert, whom the register is asked about.
    """
    take_turns(Item, revision.item_id)
    require(signers.may_sign(actor, revision))
    kind, part = revision.item.kind, revision.item.awaits
    assert part is not None  # noqa: S101 - asked by the policy above
    if not comment and (missing := comment_missing(kind, part)):
        raise Unacceptable(missing, "comment")
    if (is_experts := experts.is_asked_for(revision)) and not (
        verdict := experts.may_be_from(actor, revision, expert)
    ):
        raise Unacceptable(verdict.reason, "expert")
    signature = _put_name(revision, part, signer=actor, name=actor.name, comment=comment)
    if is_experts:
        signature.expert_id = expert.id if expert else None
    _go_on(revision)
    _announce(signature, actor=actor)


def send_back(revision: Revision, *, actor: User, reason: str) -> None:
    """Return a revision unsigned, with the reason; what a witness wrote can't be mended, so it goes."""
    take_turns(Item, revision.item_id)
    require(signers.may_send_back(actor, revision))
    item, part = revision.item, revision.item.awaits
    assert part is not None  # noqa: S101 - asked by the policy above
    if not reason:
        raise Unacceptable(_("Say why you send it back."), "reason")
    put_aside(item)
    if KINDS[item.kind].hand is Hand.WITNESS:
        item.move_to(EvidenceStatus.WITHDRAWN)
    publish(
        SentBackUnsigned(
            actor=actor,
            subject=revision,
            part=part,
            content_hash=content_hash(revision),
            reason=Sealed(reason),
        )
    )


def keep_testimony(
    owner: User,
    kind: EvidenceKind,
    *,
    witness: User | None,
    client_key: str,
    words: Mapping[str, str],
    details: Mapping[str, Any],
    criteria: Iterable[int],
    recordings: Iterable[Upload] = (),
) -> Revision:
    """Make what a witness confirmed evidence of the learner's, signed by them and frozen for good.

    `witness` is who was signed in, if they have an account.
    """
    take_turns(User, owner.id)
    revision = begin(owner, kind, client_key=client_key)
    revision.title, revision.what = words["title"], words["what"]
    revision.details, revision.happened_on = dict(details), clock.today()
    for criterion_id in sorted(set(criteria)):
        revision.links.append(CriterionLink(criterion_id=criterion_id))
    for recording in recordings:
        put_in(revision, recording, owner=owner)
    db.session.flush()  # What is hashed are the rows as they are kept.
    signature = _put_name(revision, Part.WITNESS, signer=witness, name=details["witness"])
    revision.frozen_at = revision.offered_at = clock.now()
    _go_on(revision)
    _announce(signature, actor=witness)
    return revision


def _put_name(
    revision: Revision, part: Part, *, signer: User | None, name: str, comment: str = ""
) -> EvidenceSignature:
    """Add a signature for what the revision holds now, unless it is there already."""
    covered = content_hash(revision)
    for known in revision.signatures:
        if (known.part, known.content_hash) == (part, covered):
            return known
    signature = EvidenceSignature(
        part=part,
        signer_id=signer.id if signer else None,
        owner_id=revision.item.owner_id,
        printed_name=name,
        meaning=meaning(revision.item.kind, part),
        comment=comment,
        content_hash=covered,
    )
    revision.signatures.append(signature)
    return signature


def _go_on(revision: Revision) -> None:
    """Say whose turn it is now."""
    item = revision.item
    item.awaits = next_part(item.kind, counting(revision.signatures, content_hash(revision)))


def _announce(signature: EvidenceSignature, *, actor: User | None) -> None:
    publish(
        EvidenceSigned(
            actor=actor,
            subject=signature.revision,
            part=signature.part,
            content_hash=signature.content_hash,
            meaning=signature.meaning,
            printed_name=Sealed(signature.printed_name),
            comment=Sealed(signature.comment),
            expert_id=signature.expert_id,
        )
    )
