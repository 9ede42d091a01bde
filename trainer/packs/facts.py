"""What a pack would bring for a learner: its evidence, the criteria that fit, the facts kept beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.accounts.models import User
from trainer.catalogue.models import Criterion, UnitVersion
from trainer.extensions import db
from trainer.logs.queries import linkable
from trainer.packs.document import PackDocument, PackedEvidence
from trainer.packs.models import BroughtInEvidence


@dataclass(frozen=True)
class Coming:
    """An item that a pack would bring, and how many criteria it would claim here.

    Whoever brings it in reads no titles, as elsewhere administrators read none.
    """

    number: str
    kind: str
    files: int
    claimed: int
    matched: int


def coming(document: PackDocument, learner: User | None) -> list[Coming]:
    """List the items a pack would bring; without a learner nothing is matched."""
    found = matched(document.evidence, learner) if learner is not None else {}
    return [
        Coming(
            one.number, one.kind, len(one.files), len(one.claims), len(found.get(one.number, ()))
        )
        for one in document.evidence
    ]


def matched(evidence: Sequence[PackedEvidence], learner: User) -> dict[str, set[int]]:
    """Find which criteria the learner works towards each piece was claimed for.

    A criterion is known by its identifier, or else by the code of its unit and its number.
    """
    theirs = linkable(learner).with_only_columns(Criterion.id).order_by(None)
    rows = db.session.execute(
        sa.select(Criterion.id, Criterion.identifier, UnitVersion.code, Criterion.number)
        .join(UnitVersion, UnitVersion.id == Criterion.unit_version_id)
        .where(Criterion.id.in_(theirs))
    ).all()
    by_identifier = {row.identifier: row.id for row in rows}
    by_number = {(row.code, row.number): row.id for row in rows}
    return {
        one.number: {
            found
            for claim in one.claims
            if (
                found := by_identifier.get(claim.identifier)
                or by_number.get((claim.unit, claim.number))
            )
        }
        for one in evidence
    }


def words_of(evidence: PackedEvidence) -> str:
    """Put together what was written, or the title where nothing was."""
    said = "\n\n".join(f"{one.question}\n{one.words}" for one in evidence.told)
    return said or evidence.title or evidence.number


def facts_of(evidence: PackedEvidence, document: PackDocument) -> dict[str, Any]:
    """Write down what the other installation says of a piece: its kind, its days, its decisions."""
    return {
        "kind": evidence.kind,
        "sent_on": evidence.sent_on.isoformat(),
        "decisions": list(_decisions(evidence.number, document)),
        "files": [{"name": one.name, "sha256": one.sha256} for one in evidence.files],
    }


def _decisions(number: str, document: PackDocument) -> Iterable[dict[str, str]]:
    for registration in document.registrations:
        for unit in registration.units:
            for criterion in unit.criteria:
                for one in criterion.judgements:
                    if number in one.evidence:
                        yield {
                            "criterion": f"{unit.code} {criterion.number}",
                            "outcome": one.outcome,
                            "decided_on": one.decided_on.isoformat(),
                            "assessor": one.assessor,
                        }


def origin_of(item_id: int) -> BroughtInEvidence | None:
    """Find where an item came from, if it came in a pack."""
    return db.session.scalar(
        sa.select(BroughtInEvidence)
        .where(BroughtInEvidence.item_id == item_id)
        .options(joinedload(BroughtInEvidence.pack))
    )
