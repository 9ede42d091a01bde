"""What a move to a later version does to evidence not sent yet: it claims what its criteria became.

Called with plain arguments, so that logs never have to look at what lies above them.
"""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from trainer.catalogue.models import Criterion
from trainer.core import clock
from trainer.extensions import db
from trainer.logs.models import LONGEST_NOTE, CriterionLink, GoalUnit, Item, Revision


def unsent_claims(
    owners: Collection[int], units: Collection[int]
) -> sa.Select[int, int, int, int, bool]:
    """Select what drafts claim of units: owner, revision, unit and criterion.

    The last column says whether the owner works towards the unit for more than one reason.
    """
    goals = (
        sa.select(sa.func.count(GoalUnit.id))
        .where(
            GoalUnit.user_id == Item.owner_id,
            GoalUnit.unit_version_id == Criterion.unit_version_id,
        )
        .scalar_subquery()
    )
    return (
        sa.select(Item.owner_id, Revision.id, Criterion.unit_version_id, Criterion.id, goals > 1)
        .join(Revision, Revision.item_id == Item.id)
        .join(CriterionLink, CriterionLink.revision_id == Revision.id)
        .join(Criterion, Criterion.id == CriterionLink.criterion_id)
        .where(
            Item.owner_id.in_(owners),
            Criterion.unit_version_id.in_(units),
            Revision.frozen_at.is_(None),
        )
        .order_by(Revision.id, Criterion.id)
    )


def claim_instead(
    revision: Revision, laters: Mapping[int, Collection[int]], *, also: Collection[int]
) -> None:
    """Let an unsent revision claim what became of criteria: none, one or several of each.

    Those in `also` stay claimed besides. Whoever has the entry open is told that it changed.
    """
    links = {link.criterion_id: link for link in revision.links}
    for former, news in laters.items():
        for new in news:
            if new not in links:
                links[new] = CriterionLink(criterion_id=new, note="")
                revision.links.append(links[new])
            links[new].note = _both(links[new].note, links[former].note)
        if former not in also:
            revision.links.remove(links[former])
            db.session.delete(links[former])
    revision.saved_at = clock.now()


def _both(note: str, other: str) -> str:
    return note if other in note else f"{note} {other}".strip()[:LONGEST_NOTE]
