"""Bring a pack from elsewhere in: its evidence becomes prior learning for the learner to put forward."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.extensions import db
from trainer.logs.actions import begin, take_turns
from trainer.logs.attaching import put_in
from trainer.logs.models import CriterionLink, EvidenceKind, Revision
from trainer.packs import policies
from trainer.packs.document import PackDocument, PackedEvidence
from trainer.packs.events import PackBroughtIn
from trainer.packs.facts import facts_of, matched, words_of
from trainer.packs.models import BroughtInEvidence, BroughtInPack, PackArrival
from trainer.packs.reading import OpenedPack
from trainer.storage.uploads import Upload

WAITS = timedelta(days=2)
LONGEST_TITLE = 200


def keep_arrival(*, actor: User, learner: User, name: str, key: str) -> PackArrival:
    """Keep a pack that was checked, until somebody has looked at what it would bring."""
    require(policies.may_bring_in_for(actor, learner))
    arrival = PackArrival(uploaded_by=actor, learner=learner, name=name[:200], key=key)
    db.session.add(arrival)
    db.session.flush()  # The page that shows it is named by its id.
    return arrival


def bring_in(
    opened: OpenedPack, *, actor: User, learner: User, files: Mapping[str, Upload]
) -> BroughtInPack:
    """Give the learner an item of prior learning for each piece of the pack, once for each pack.

    What was judged elsewhere is kept beside it as facts; nothing of it is a judgement of ours.
    `files` are those of its files that may be taken in, by their path.
    """
    require(policies.may_bring_in_for(actor, learner))
    take_turns(User, learner.id)
    document = opened.document
    refuse_second(document)
    pack = BroughtInPack(
        identifier=document.identifier,
        learner=learner,
        brought_by=actor,
        organisation=document.installation.organisation,
        fingerprint=opened.fingerprint,
        sha256=opened.sha256,
        made_at=document.made_at,
        brought_at=clock.now(),
    )
    db.session.add(pack)
    db.session.flush()  # Each item names it by its id.
    for evidence in document.evidence:
        _bring(evidence, pack, document, learner, files)
    publish(
        PackBroughtIn(
            actor=actor,
            subject=pack,
            learner=learner,
            identifier=pack.identifier,
            fingerprint=pack.fingerprint,
            pack_hash=pack.sha256,
            items=len(document.evidence),
        )
    )
    return pack


def refuse_second(document: PackDocument) -> None:
    """Refuse a pack that was brought in before, for whomever."""
    known = sa.select(BroughtInPack.brought_at).where(
        BroughtInPack.identifier == document.identifier
    )
    if (at := db.session.scalar(known)) is not None:
        raise Unacceptable(_("This pack was brought in already, on %(day)s.", day=written(at)))


def _bring(
    evidence: PackedEvidence,
    pack: BroughtInPack,
    document: PackDocument,
    learner: User,
    files: Mapping[str, Upload],
) -> None:
    named = uuid.uuid5(uuid.UUID(document.identifier), evidence.number)
    revision = begin(learner, EvidenceKind.PRIOR_LEARNING, client_key=str(named))
    revision.title = evidence.title[:LONGEST_TITLE] or evidence.number
    revision.happened_on = evidence.happened_on or evidence.sent_on
    revision.minutes, revision.place = evidence.minutes, evidence.place[:200]
    revision.what, revision.kept_at = words_of(evidence), evidence.kept_at[:300]
    revision.details = {
        "source": _(
            "%(organisation)s, %(number)s in the signed pack of %(day)s",
            organisation=document.installation.organisation,
            number=evidence.number,
            day=written(document.made_at),
        )
    }
    left_out = _attach(revision, evidence, files)
    for criterion_id in sorted(matched([evidence], learner)[evidence.number]):
        revision.links.append(CriterionLink(criterion_id=criterion_id))
    db.session.add(
        BroughtInEvidence(
            pack=pack,
            item=revision.item,
            number=evidence.number,
            facts=facts_of(evidence, document) | {"left_out": left_out},
        )
    )


def _attach(
    revision: Revision, evidence: PackedEvidence, files: Mapping[str, Upload]
) -> Sequence[str]:
    """Make its files part of the item; name those that may not be taken in here."""
    taken = [file for file in evidence.files if file.path in files]
    for file in taken:
        put_in(revision, files[file.path], owner=revision.item.owner)
    refused = [file.name for file in evidence.files if file.path not in files]
    return [*evidence.left_out, *refused]


def drop_old_arrivals() -> None:
    """Forget packs nobody came back to; the nightly sweep removes their bytes."""
    db.session.execute(sa.delete(PackArrival).where(PackArrival.at < clock.now() - WAITS))
