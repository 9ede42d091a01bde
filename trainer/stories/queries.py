"""A unit's story: the ledger's links about it, with what they name by number."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.accounts.models import User
from trainer.appeals.models import Appeal, AppealOutcome
from trainer.assessments.models import FeedbackReply, Judgement, Signature, Submission
from trainer.audit.models import LedgerEntry, SealedText
from trainer.catalogue.models import Criterion
from trainer.core.database import Columns
from trainer.extensions import db
from trainer.logs.models import CriterionLink, Item, Revision, label_of
from trainer.malpractice.models import CaseEntry, CaseItem
from trainer.malpractice.policies import visible_to as cases_visible_to
from trainer.quality.models import IqaAction
from trainer.registrations.models import UnitAssessment
from trainer.stories.sentences import SENTENCES, Known, Told, sentence

CASES = frozenset({"EvidenceSetAside", "EvidenceCleared", "EvidenceVoided"})
LOOKED_INTO = frozenset({"InvestigatorAsked", "InvestigationReported"})
"""What only those who see a case may know of it; of the rest the others learn what, not who."""

WORDS = ("grounds", "words", "feedback", "reason", "note", "vacsr_note", "reference")
"""Which sealed words a story repeats, in this order."""


@dataclass(frozen=True)
class Line:
    """One link of the ledger as a story tells it; `who` is empty where the reader may not know."""

    seq: int
    at: datetime
    told: Told
    who: str
    meaning: str
    words: Sequence[str | None]


def story_of(unit: UnitAssessment, reader: User, *, may_read: bool) -> list[Line]:
    """Tell everything the ledger holds about a unit, from its beginning.

    Without `may_read` it tells what happened and who did it, and none of what they wrote.
    """
    entries = db.session.scalars(_about(unit)).all()
    bodies = {entry.seq: json.loads(entry.body) for entry in entries}
    shown = _cases_shown(
        reader, [one for one in entries if one.kind in CASES | LOOKED_INTO], bodies
    )
    names = _Names(entries, bodies)
    words = _words([entry.seq for entry in entries]) if may_read else {}
    return list(_lines(entries, bodies, names, words, shown))


def _lines(
    entries: Sequence[LedgerEntry],
    bodies: Mapping[int, Any],
    names: "_Names",
    words: Mapping[int, Mapping[str, str | None]],
    shown: Collection[int],
) -> Iterator[Line]:
    for entry in entries:
        known_to_reader = entry.kind not in CASES | LOOKED_INTO or entry.seq in shown
        if entry.kind in LOOKED_INTO and not known_to_reader:
            continue
        body = bodies[entry.seq]
        said = words.get(entry.seq, {}) if known_to_reader else {}
        yield Line(
            seq=entry.seq,
            at=entry.at,
            told=sentence(entry.kind, body, names.known(entry, body)),
            who=names.people.get(entry.actor_id or 0, "") if known_to_reader else "",
            meaning=body.get("meaning", ""),
            words=[said[field] for field in WORDS if said.get(field, "") != ""],
        )


def _about(unit: UnitAssessment) -> sa.Select[LedgerEntry]:
    sent = (
        sa.select(Submission.id)
        .join(CriterionLink, CriterionLink.revision_id == Submission.revision_id)
        .join(Criterion, Criterion.id == CriterionLink.criterion_id)
        .where(
            Submission.registration_id == unit.registration_id,
            Criterion.unit_version_id == unit.unit_version_id,
        )
    )
    items = (
        sa.select(Revision.item_id)
        .join(Submission, Submission.revision_id == Revision.id)
        .where(Submission.id.in_(sent))
    )
    cases = sa.select(CaseItem.case_id).where(CaseItem.item_id.in_(items))
    appeals = sa.select(Appeal.id).where(Appeal.unit_assessment_id == unit.id)
    subjects: dict[str, Any] = {
        "Registration": [unit.registration_id],
        "UnitAssessment": [unit.id],
        "Submission": sent,
        "Judgement": _on(unit, Judgement),
        "FeedbackReply": sa.select(FeedbackReply.id).where(
            FeedbackReply.judgement_id.in_(_on(unit, Judgement))
        ),
        "Signature": _on(unit, Signature),
        "IqaAction": _on(unit, IqaAction),
        "Appeal": appeals,
        "AppealOutcome": sa.select(AppealOutcome.id).where(AppealOutcome.appeal_id.in_(appeals)),
        "Case": cases,
        "CaseEntry": sa.select(CaseEntry.id).where(CaseEntry.case_id.in_(cases)),
    }
    return (
        sa.select(LedgerEntry)
        .where(
            sa.or_(
                *(
                    sa.and_(LedgerEntry.subject_type == name, LedgerEntry.subject_id.in_(ids))
                    for name, ids in subjects.items()
                )
            ),
            LedgerEntry.kind.in_(SENTENCES),
        )
        .order_by(LedgerEntry.seq)
    )


def _on(unit: UnitAssessment, kind: Any) -> sa.Select[int]:
    return sa.select(kind.id).where(kind.unit_assessment_id == unit.id)


def _cases_shown(
    reader: User, entries: Sequence[LedgerEntry], bodies: Mapping[int, Any]
) -> frozenset[int]:
    if not entries:
        return frozenset()
    cases = {one.seq: bodies[one.seq].get("case", one.subject_id) for one in entries}
    seen = set(db.session.scalars(sa.select(cases_visible_to(reader).subquery().c.id)))
    return frozenset(seq for seq, case_id in cases.items() if case_id in seen)


def _words(seqs: Collection[int]) -> dict[int, dict[str, str | None]]:
    found: dict[int, dict[str, str | None]] = {}
    for row in db.session.execute(
        sa.select(SealedText.seq, SealedText.field, SealedText.text).where(SealedText.seq.in_(seqs))
    ):
        found.setdefault(row.seq, {})[row.field] = row.text
    return found


class _Names:
    """The entries, criteria and people that links speak of, found once for a whole story."""

    def __init__(self, entries: Sequence[LedgerEntry], bodies: Mapping[int, Any]) -> None:
        of = {
            name: [one.subject_id for one in entries if one.subject_type == name]
            for name in ("Submission", "Judgement")
        }
        items = [item for body in bodies.values() for item in body.get("item_ids", ())]
        people = {one.actor_id for one in entries if one.actor_id} | {
            body[part]
            for body in bodies.values()
            for part in ("assessor", "iqa", "hearer", "investigator")
            if part in body
        }
        self._sent = _pairs(
            sa.select(Submission.id, Item.number)
            .join(Revision, Revision.id == Submission.revision_id)
            .join(Item, Item.id == Revision.item_id)
            .where(Submission.id.in_(of["Submission"]))
        )
        self._items = _pairs(sa.select(Item.id, Item.number).where(Item.id.in_(items)))
        judged = aliased(Judgement)
        self._criteria = _pairs(
            sa.select(judged.id, Criterion.number)
            .join(Criterion, Criterion.id == judged.criterion_id)
            .where(judged.id.in_(of["Judgement"]))
        )
        self.people = _pairs(sa.select(User.id, User.name).where(User.id.in_(people)))

    def known(self, entry: LedgerEntry, body: Mapping[str, Any]) -> Known:
        numbers = [self._items[item] for item in body.get("item_ids", ())]
        if entry.subject_type == "Submission":
            numbers = [self._sent[entry.subject_id]]
        return Known(
            entry=", ".join(label_of(number) for number in numbers),
            criterion=self._criteria.get(entry.subject_id, ""),
            people=self.people,
        )


def _pairs(asked: Columns) -> dict[int, Any]:
    return {one: other for one, other in db.session.execute(asked)}
