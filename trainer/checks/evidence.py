"""INV35: evidence that others sign is submitted only with every name, for what it says now."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.assessments.models import Submission
from trainer.checks.finding import Check
from trainer.extensions import db
from trainer.logs.content import signed_parts
from trainer.logs.kinds import KINDS, next_part
from trainer.logs.models import AttachedFile, CriterionLink, Item, Revision

SIGNED_KINDS = [kind for kind, rules in KINDS.items() if rules.signers]


def _unsigned() -> Iterator[str]:
    sent = (
        sa.select(Revision)
        .join(Revision.item)
        .where(
            Item.kind.in_(SIGNED_KINDS),
            sa.exists().where(Submission.revision_id == Revision.id),
        )
        .options(
            joinedload(Revision.item),
            selectinload(Revision.signatures),
            selectinload(Revision.files).joinedload(AttachedFile.file),
            selectinload(Revision.links).joinedload(CriterionLink.criterion),
        )
    )
    for revision in db.session.scalars(sent):
        part = next_part(revision.item.kind, signed_parts(revision))
        if part is not None:
            yield f"Revision {revision.id} was submitted without the name of the {part.value}."


CHECKS = [
    Check("INV35", "Submitted evidence carries every name that its kind asks for.", _unsigned)
]
