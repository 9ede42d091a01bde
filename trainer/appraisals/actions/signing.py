"""Signatures under an appraisal, and what may still be said once it is locked."""

from collections.abc import Mapping

from babel.support import LazyProxy

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.appraisals import policies
from trainer.appraisals.actions.moving import go, hold, require_whole
from trainer.appraisals.events import AddendumWritten, AppraisalSigned
from trainer.appraisals.models import (
    Addendum,
    Appraisal,
    AppraisalRecord,
    AppraisalSignature,
    SignedAs,
)
from trainer.appraisals.queries import forms
from trainer.appraisals.queries.content import content_of, hash_of
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.extensions import db

MEANINGS: Mapping[SignedAs, LazyProxy] = {
    SignedAs.MANAGER: _l(
        "I have talked this appraisal through with the person it is about, and it says what I"
        " think of their work and why."
    ),
    SignedAs.EMPLOYEE: _l(
        "I have read this appraisal and talked it through with my manager. Signing says that I"
        " have seen it, not that I agree with every word."
    ),
    SignedAs.EMPLOYEE_DECLINES: _l(
        "I have read this appraisal, and I do not sign it, for the reason I give."
    ),
    SignedAs.SECOND_LINE: _l(
        "I have read this appraisal and what both have said of it, and I have looked whether it"
        " was made fairly."
    ),
}
"""The very words each signs; a signature keeps them as they were."""


def sign_as_manager(appraisal: Appraisal, *, actor: User, proof: Proof, seen: str) -> None:
    """Sign as the manager: from here on the record is what was signed.

    Raises `Unacceptable` where something has no rating, or an extreme one no words.
    """
    hold(appraisal)
    require(policies.may_sign_as_manager(actor, appraisal))
    require_whole(appraisal, actor)
    content = content_of(appraisal)
    covered = _as_seen(hash_of(content), seen)
    former = forms.record_of(appraisal)
    record = AppraisalRecord(
        appraisal_id=appraisal.id,
        number=former.number + 1 if former else 1,
        content=content,
        content_hash=covered,
    )
    db.session.add(record)
    go(appraisal, AppraisalStage.MANAGER_SIGNED, actor=actor)
    _put_name(appraisal, record, SignedAs.MANAGER, actor=actor, proof=proof)


def take_back(appraisal: Appraisal, *, actor: User, reason: str) -> None:
    """Take the manager’s signature back to change something, before the person has answered."""
    hold(appraisal)
    require(policies.may_take_back(actor, appraisal))
    if not reason.strip():
        raise Unacceptable(_("Say why."), "reason")
    go(appraisal, AppraisalStage.MEETING_HELD, actor=actor, reason=reason.strip())


def sign_as_employee(
    appraisal: Appraisal, *, actor: User, proof: Proof, seen: str, words: str = ""
) -> None:
    """Sign as the person it is about; with words of one’s own if there are any."""
    record = _record_to_answer(appraisal, actor, seen)
    words = words.strip()
    go(
        appraisal,
        AppraisalStage.EMPLOYEE_SIGNED_WITH_COMMENTS if words else AppraisalStage.EMPLOYEE_SIGNED,
        actor=actor,
    )
    _put_name(appraisal, record, SignedAs.EMPLOYEE, actor=actor, proof=proof, words=words)


def decline(appraisal: Appraisal, *, actor: User, proof: Proof, seen: str, words: str) -> None:
    """Decline to sign, saying why; the second line reads it."""
    record = _record_to_answer(appraisal, actor, seen)
    if not words.strip():
        raise Unacceptable(
            _("Say why you decline. Your manager and the second line read it."), "words"
        )
    go(appraisal, AppraisalStage.EMPLOYEE_DECLINED, actor=actor)
    _put_name(
        appraisal,
        record,
        SignedAs.EMPLOYEE_DECLINES,
        actor=actor,
        proof=proof,
        words=words.strip(),
    )


def review(appraisal: Appraisal, *, actor: User, proof: Proof, seen: str, words: str = "") -> None:
    """Countersign as the second line, with words if there are any."""
    hold(appraisal)
    require(policies.may_review(actor, appraisal))
    record = _signed_record(appraisal, seen)
    go(appraisal, AppraisalStage.REVIEWED, actor=actor)
    _put_name(
        appraisal, record, SignedAs.SECOND_LINE, actor=actor, proof=proof, words=words.strip()
    )


def add_note(appraisal: Appraisal, *, actor: User, words: str) -> Addendum:
    """Put a dated note under an appraisal that is locked."""
    hold(appraisal)
    require(policies.may_add(actor, appraisal))
    if not words.strip():
        raise Unacceptable(_("Write what you want to add."), "words")
    return append(appraisal, actor=actor, words=words.strip())


def append(appraisal: Appraisal, *, actor: User, words: str) -> Addendum:
    """Add a note, dated now; what was signed stays as it is. Whoever calls has asked whether they may."""
    addendum = Addendum(appraisal_id=appraisal.id, writer_id=actor.id, words=words)
    db.session.add(addendum)
    db.session.flush()
    publish(
        AddendumWritten(
            actor=actor,
            subject=addendum,
            appraisal=appraisal,
            person=appraisal.person,
            words=Sealed(addendum.words),
        )
    )
    return addendum


def _record_to_answer(appraisal: Appraisal, actor: User, seen: str) -> AppraisalRecord:
    hold(appraisal)
    require(policies.may_answer(actor, appraisal))
    return _signed_record(appraisal, seen)


def _signed_record(appraisal: Appraisal, seen: str) -> AppraisalRecord:
    record = forms.record_of(appraisal)
    if record is None:
        raise Conflict(_("The manager has not signed it yet."))
    _as_seen(record.content_hash, seen)
    return record


def _as_seen(covered: str, seen: str) -> str:
    if covered != seen:
        raise Conflict(
            _("Something has changed since this page was drawn. Read it again, then sign.")
        )
    return covered


def _put_name(
    appraisal: Appraisal,
    record: AppraisalRecord,
    signed_as: SignedAs,
    *,
    actor: User,
    proof: Proof,
    words: str = "",
) -> None:
    """Put a name under the record; the password has to have been entered just now (INV23)."""
    require(is_proven(actor, proof))
    signature = AppraisalSignature(
        record=record,
        signer=actor,
        signed_as=signed_as,
        printed_name=actor.name,
        meaning=str(MEANINGS[signed_as]),
        words=words,
        covered_hash=record.content_hash,
        reauthenticated_at=proof.at,
    )
    db.session.add(signature)
    db.session.flush()
    publish(
        AppraisalSigned(
            actor=actor,
            subject=signature,
            appraisal=appraisal,
            person=appraisal.person,
            signed_as=signed_as,
            covered_hash=record.content_hash,
            meaning=signature.meaning,
            words=Sealed(words),
            printed_name=Sealed(actor.name),
            reauthenticated_at=proof.at,
        )
    )
